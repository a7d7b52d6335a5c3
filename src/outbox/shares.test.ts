import { expect, test } from "vitest";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { domainShares } from "./shares.ts";

const mailTo = (email: string): ClaimedMail => ({ email }) as ClaimedMail;
const MAIL = mailTo("ada@example.com");

test("a domain nothing is known about gets a fifth of the connections until one is answered", () => {
  const shares = domainShares(20, 20);
  expect(shares.roomFor("example.com")).toBe(4);
  for (const name of ["ada", "bob", "eve", "kim"]) shares.take(mailTo(`${name}@example.com`));
  expect(shares.roomFor("example.com")).toBe(0);
  expect(shares.full()).toEqual(["example.com"]);
  expect(shares.roomFor("example.org")).toBe(4);
});

test("of the default five connections that is one, and of fewer one as well", () => {
  for (const connections of [5, 1]) {
    const shares = domainShares(20, connections);
    shares.take(MAIL);
    expect(shares.full()).toEqual(["example.com"]);
    shares.giveBack(MAIL, true);
    expect(shares.roomFor("example.com")).toBe(2);
  }
});

test("one that answers fast earns more, up to all there is", () => {
  const shares = domainShares(5, 5);
  for (let mails = 0; mails < 10; mails += 1) {
    shares.take(MAIL);
    shares.giveBack(MAIL, true);
  }
  expect(shares.roomFor("example.com")).toBe(5);
});

test("one that is slow is back at four at once, and with mails in hand has no room", () => {
  const shares = domainShares(20, 20);
  for (let mails = 0; mails < 10; mails += 1) {
    shares.take(MAIL);
    shares.giveBack(MAIL, true);
  }
  for (let mails = 0; mails < 5; mails += 1) shares.take(MAIL);
  shares.giveBack(MAIL, false);
  expect(shares.roomFor("example.com")).toBe(0);
});
