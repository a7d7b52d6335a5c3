import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { domainOf, holdDelay, priorityOf, retryDelay, waitAfter, worthFor } from "./mail.ts";
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

describe("a mail waits", () => {
  test.each([
    ["as long as after any failed try", "passing", seconds(5)],
    ["until a greylisting server wants to see us again", "greylisted", minutes(5)],
    ["longer than a server may think about it, when no answer came", "unknown", minutes(10)],
    ["a quarter of an hour when the fault is our own", "sender", minutes(15)],
    ["as long when a policy is against us", "policy", minutes(15)],
  ] as const)("%s", (_, fault, wait) => {
    expect(waitAfter(fault, 1, 0.5)).toBe(wait);
    expect(waitAfter(fault, 20, 0.5)).toBe(minutes(30));
  });

  test("as long as the server asked, and not beyond an hour", () => {
    expect(waitAfter("passing", 1, 0, minutes(2))).toBe(minutes(2));
    expect(waitAfter("sender", 1, 0.5, seconds(10))).toBe(seconds(11));
    expect(waitAfter("passing", 1, 0, days(9))).toBe(hours(1));
    expect(holdDelay(20, 0, seconds(30))).toBe(seconds(30));
    expect(holdDelay(1, 0, -1)).toBe(0);
  });

  test("while all are held, five minutes at most until one of them is tried", () => {
    const waits = [1, 4, 5, 6, 20].map((probes) => holdDelay(probes, 0.5));
    expect(waits).toEqual([seconds(5), ...[2, 5, 5, 5].map(minutes)]);
  });
});

test("mails to one domain are those with the same end behind the last @", () => {
  expect(domainOf("ada@example.com")).toBe("example.com");
});

test("mails that somebody waits for go before notices, unless their kind says otherwise", () => {
  expect(priorityOf({})).toBeLessThan(priorityOf({ notice: true }));
  expect(priorityOf({ notice: true, priority: 0 })).toBe(priorityOf({}));
});

test("a mail is worth sending for three days, unless its kind says otherwise", () => {
  expect(worthFor({})).toBe(days(3));
  expect(worthFor({ giveUpAfter: hours(6) })).toBe(hours(6));
});
