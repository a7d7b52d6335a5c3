import { expect, test } from "vitest";
import { days, hours, minutes, parseDuration, seconds, wholeMinute } from "./time.ts";

test.each([
  ["90 seconds", seconds(90)],
  ["1 minute", minutes(1)],
  ["72 hours", hours(72)],
  ["7 days", days(7)],
  [" 10Minutes ", minutes(10)],
  ["007 days", days(7)],
])("%j is read as a time", (text, duration) => {
  expect(parseDuration(text)).toBe(duration);
});

test.each(["", "7", "days", "0 days", "-1 day", "1.5 hours", "7 weeks", "in 7 days", "7 days ago"])(
  "%j is no time",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test("whoever is told a minute to come back at never comes too early", () => {
  const on = Date.UTC(2026, 10, 22, 13, 5, 59, 999);
  expect(wholeMinute(on)).toBe(on + 1);
  expect(wholeMinute(on + 1)).toBe(on + 1);
});
