import { expect, test } from "vitest";
import { later, startOf } from "./calendar.ts";

const at = (text: string): number => Date.parse(`${text}Z`);

test("days, weeks and months begin at midnight in UTC, weeks on Mondays", () => {
  const sunday = at("2026-11-22T23:59:59.999");
  expect(startOf("day", sunday)).toBe(at("2026-11-22T00:00"));
  expect(startOf("week", sunday)).toBe(at("2026-11-16T00:00"));
  expect(startOf("week", sunday + 1)).toBe(at("2026-11-23T00:00"));
  expect(startOf("month", sunday)).toBe(at("2026-11-01T00:00"));
  expect(startOf("week", at("1969-12-30T12:00"))).toBe(at("1969-12-29T00:00"));
});

test("the next month is as long as its name says, over the turn of a year and in leap years", () => {
  expect(later("month", at("2026-12-01T00:00"), 1)).toBe(at("2027-01-01T00:00"));
  expect(later("month", at("2028-02-01T00:00"), 1)).toBe(at("2028-03-01T00:00"));
  expect(later("month", at("2027-01-01T00:00"), -11)).toBe(at("2026-02-01T00:00"));
  expect(later("week", at("2026-11-16T00:00"), -2)).toBe(at("2026-11-02T00:00"));
});
