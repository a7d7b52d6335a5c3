import { expect, test } from "vitest";
import { canBeSuppressed, isWorthATry, readSuppressed, suppressedAnswer } from "./suppression.ts";
import { hours, type Instant } from "./time.ts";

const BOUNCED: Instant = Date.UTC(2026, 10, 22, 13, 5);

test("a bounce holds back what was asked for, and never a notice to the owner", () => {
  expect(canBeSuppressed({})).toBe(true);
  expect(canBeSuppressed({ notice: true })).toBe(false);
});

test("a mail is tried again when it was asked for more than an hour after the bounce", () => {
  expect(isWorthATry(BOUNCED + hours(1) + 1, BOUNCED)).toBe(true);
  expect(isWorthATry(BOUNCED + hours(1), BOUNCED)).toBe(false);
  expect(isWorthATry(BOUNCED - 1, BOUNCED)).toBe(false);
});

test("what stands beside a mail that was held back is told from a mail server's answer", () => {
  expect(readSuppressed(suppressedAnswer("550 no such user"))).toBe("550 no such user");
  expect(readSuppressed("550 no such user")).toBeUndefined();
  expect(readSuppressed("")).toBeUndefined();
});
