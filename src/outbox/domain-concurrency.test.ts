import { expect, test } from "vitest";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { domainConcurrency } from "./domain-concurrency.ts";

const mailTo = (email: string): ClaimedMail => ({ email }) as ClaimedMail;
const MAIL = mailTo("ada@example.com");

test("a domain nothing is known about gets a fifth of the connections until one is answered", () => {
  const concurrency = domainConcurrency(20, 20);
  expect(concurrency.roomFor("example.com")).toBe(4);
  for (const name of ["ada", "bob", "eve", "kim"]) concurrency.take(mailTo(`${name}@example.com`));
  expect(concurrency.roomFor("example.com")).toBe(0);
  expect(concurrency.full()).toEqual(["example.com"]);
  expect(concurrency.roomFor("example.org")).toBe(4);
});

test("of the default five connections that is one, and of fewer one as well", () => {
  for (const connections of [5, 1]) {
    const concurrency = domainConcurrency(20, connections);
    concurrency.take(MAIL);
    expect(concurrency.full()).toEqual(["example.com"]);
    concurrency.giveBack(MAIL, true);
    expect(concurrency.roomFor("example.com")).toBe(2);
  }
});

test("one that answers fast earns more, up to all there is", () => {
  const concurrency = domainConcurrency(5, 5);
  for (let mails = 0; mails < 10; mails += 1) {
    concurrency.take(MAIL);
    concurrency.giveBack(MAIL, true);
  }
  expect(concurrency.roomFor("example.com")).toBe(5);
});

test("one that is slow is back at four at once, and with mails in hand has no room", () => {
  const concurrency = domainConcurrency(20, 20);
  for (let mails = 0; mails < 10; mails += 1) {
    concurrency.take(MAIL);
    concurrency.giveBack(MAIL, true);
  }
  for (let mails = 0; mails < 5; mails += 1) concurrency.take(MAIL);
  concurrency.giveBack(MAIL, false);
  expect(concurrency.roomFor("example.com")).toBe(0);
});
