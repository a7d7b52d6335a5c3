import { expect, test } from "vitest";
import { dayIn, later, startOf, type CalendarUnit } from "./calendar.ts";

const at = (text: string): number => Date.parse(`${text}Z`);

test("days, weeks and months begin at midnight in UTC, weeks on Mondays", () => {
  const sunday = at("2026-11-22T23:59:59.999");
  expect(startOf("day", sunday, "UTC")).toBe(at("2026-11-22T00:00"));
  expect(startOf("week", sunday, "UTC")).toBe(at("2026-11-16T00:00"));
  expect(startOf("week", sunday + 1, "UTC")).toBe(at("2026-11-23T00:00"));
  expect(startOf("month", sunday, "UTC")).toBe(at("2026-11-01T00:00"));
  expect(startOf("week", at("1969-12-30T12:00"), "UTC")).toBe(at("1969-12-29T00:00"));
});

test("the next month is as long as its name says, over the turn of a year and in leap years", () => {
  expect(later("month", at("2026-12-01T00:00"), 1, "UTC")).toBe(at("2027-01-01T00:00"));
  expect(later("month", at("2028-02-01T00:00"), 1, "UTC")).toBe(at("2028-03-01T00:00"));
  expect(later("month", at("2027-01-01T00:00"), -11, "UTC")).toBe(at("2026-02-01T00:00"));
  expect(later("week", at("2026-11-16T00:00"), -2, "UTC")).toBe(at("2026-11-02T00:00"));
});

test.each<[string, CalendarUnit, string, string, string]>([
  ["Asia/Kolkata", "day", "2026-11-22T13:05", "2026-11-21T18:30", "2026-11-22T18:30"],
  ["Asia/Kathmandu", "month", "2026-11-22T13:05", "2026-10-31T18:15", "2026-11-30T18:15"],
  ["Australia/Lord_Howe", "week", "2026-10-03T12:00", "2026-09-27T13:30", "2026-10-04T13:00"],
  // 23 and 25 hours.
  ["Europe/Berlin", "day", "2026-03-29T12:00", "2026-03-28T23:00", "2026-03-29T22:00"],
  ["Europe/Berlin", "day", "2026-10-25T12:00", "2026-10-24T22:00", "2026-10-25T23:00"],
  // There is no midnight: the day begins at one o'clock. And midnight comes twice: it begins with the first.
  ["Africa/Cairo", "day", "2026-04-24T12:00", "2026-04-23T22:00", "2026-04-24T21:00"],
  ["America/Havana", "day", "2026-11-01T12:00", "2026-11-01T04:00", "2026-11-02T05:00"],
  ["America/New_York", "month", "2026-03-20T12:00", "2026-03-01T05:00", "2026-04-01T04:00"],
])("in %s the %s of %s is from %s to %s", (zone, unit, instant, start, next) => {
  expect(startOf(unit, at(instant), zone)).toBe(at(start));
  expect(later(unit, at(start), 1, zone)).toBe(at(next));
  expect(startOf(unit, at(next) - 1, zone)).toBe(at(start));
  expect(startOf(unit, at(next), zone)).toBe(at(next));
  expect(later(unit, at(next), -1, zone)).toBe(at(start));
});

test("a zone that crossed the date line left out a day, and none comes twice", () => {
  const zone = "Pacific/Apia";
  const days = [28, 29, 31].map((day) => `2011-12-${day}`);
  let start = startOf("day", at("2011-12-28T12:00"), zone);
  const found = [dayIn(start, zone)];
  while (found.length < 3) {
    start = startOf("day", start + 36 * 3_600_000, zone);
    found.push(dayIn(start, zone));
  }
  expect(found).toEqual(days);
});
