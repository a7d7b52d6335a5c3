import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNotice, priorityOf, retryDelay, worthFor } from "./mail.ts";
import { days, hours, minutes, seconds } from "./time.ts";

describe("the wait after a failed try", () => {
  test("grows from seconds to half an hour, and stays there", () => {
    const middle = Array.from({ length: 10 }, (_, place) => retryDelay(place + 1, 0.5));
    expect(middle).toEqual([
      ...[5, 15, 45].map(seconds),
      ...[2, 5, 15, 30, 30, 30, 30].map(minutes),
    ]);
  });

  test("is up to a fifth shorter or longer, so that a crowd does not come back at once", () => {
    expect(retryDelay(1, 0)).toBe(seconds(4));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, chance) => {
          const middle = retryDelay(attempts, 0.5);
          expect(Math.abs(retryDelay(attempts, chance) - middle)).toBeLessThanOrEqual(middle / 5);
        },
      ),
    );
  });
});

test("mails that somebody waits for go before notices", () => {
  expect(priorityOf("confirm")).toBeLessThan(priorityOf("password-changed"));
  expect(priorityOf("reset")).toBe(priorityOf("confirm"));
});

test("what a stranger can cause counts against the mailbox's budget; notices never do", () => {
  for (const kind of ["confirm", "confirm-again", "already-registered", "reset"] as const) {
    expect(isNotice(kind)).toBe(false);
  }
  for (const kind of ["reset-no-user", "change-email", "address-in-use"] as const) {
    expect(isNotice(kind)).toBe(false);
  }
  for (const kind of ["password-changed", "email-changed", "change-requested"] as const) {
    expect(isNotice(kind)).toBe(true);
  }
});

test("a reset is worth sending for hours, a confirmation for as long as its link would live", () => {
  expect(worthFor("reset")).toBe(hours(6));
  expect(worthFor("reset-no-user")).toBe(hours(6));
  expect(worthFor("confirm")).toBe(days(3));
});
