import { expect, test } from "vitest";
import { shares } from "./shares.ts";

const NAME = "example.com";

test("a domain nothing is known about gets a fifth of the connections until one is answered", () => {
  const all = shares(20, 20);
  expect(all.roomFor(NAME)).toBe(4);
  for (const _ of [1, 2, 3, 4]) all.take(NAME);
  expect(all.roomFor(NAME)).toBe(0);
  expect(all.full()).toEqual([NAME]);
  expect(all.roomFor("example.org")).toBe(4);
});

test("of the default five connections that is one, and of fewer one as well", () => {
  for (const connections of [5, 1]) {
    const all = shares(20, connections);
    all.take(NAME);
    expect(all.full()).toEqual([NAME]);
    all.giveBack(NAME, true);
    expect(all.roomFor(NAME)).toBe(2);
  }
});

test("one that answers fast earns more, up to all there is", () => {
  const all = shares(5, 5);
  for (let mails = 0; mails < 10; mails += 1) {
    all.take(NAME);
    all.giveBack(NAME, true);
  }
  expect(all.roomFor(NAME)).toBe(5);
});

test("one that is slow is back at four at once, and with mails in hand has no room", () => {
  const all = shares(20, 20);
  for (let mails = 0; mails < 10; mails += 1) {
    all.take(NAME);
    all.giveBack(NAME, true);
  }
  for (let mails = 0; mails < 5; mails += 1) all.take(NAME);
  all.giveBack(NAME, false);
  expect(all.roomFor(NAME)).toBe(0);
});
