import { expect, test } from "vitest";
import {
  ago,
  days,
  formatDate,
  formatTime,
  hours,
  inWords,
  minutes,
  parseDuration,
  seconds,
  wholeMinute,
} from "./time.ts";

test.each([
  [days(30), "30 days"],
  [days(7), "7 days"],
  [days(4), "4 days"],
  [days(4) + hours(1), "97 hours"],
  [days(3), "72 hours"],
  [days(1), "24 hours"],
  [hours(2), "2 hours"],
  [minutes(90), "90 minutes"],
  [hours(1), "60 minutes"],
  [minutes(1), "1 minute"],
  [seconds(90), "90 seconds"],
  [seconds(59), "59 seconds"],
  [seconds(1), "1 second"],
  [1, "1 second"],
  [seconds(30) + 1, "31 seconds"],
  [0, "0 seconds"],
])("%d milliseconds are written %s", (duration, text) => {
  expect(inWords(duration)).toBe(text);
});

const AFTERNOON = Date.UTC(2026, 10, 22, 13, 5, 59, 999);

test.each([
  ["UTC", "22 November 2026, 13:05 (UTC)"],
  ["Europe/Berlin", "22 November 2026, 14:05 (UTC+1)"],
  ["Europe/London", "22 November 2026, 13:05 (UTC)"],
  ["Asia/Kolkata", "22 November 2026, 18:35 (UTC+5:30)"],
  ["America/St_Johns", "22 November 2026, 09:35 (UTC-3:30)"],
  ["Pacific/Kiritimati", "23 November 2026, 03:05 (UTC+14)"],
])("in %s a time is written %s", (timeZone, text) => {
  expect(formatTime(AFTERNOON, timeZone)).toEqual({ text, iso: "2026-11-22T13:05:59.999Z" });
});

test("a time is written in UTC where nobody said otherwise", () => {
  expect(formatTime(0).text).toBe("1 January 1970, 00:00 (UTC)");
});

test("summer time has its own offset", () => {
  const summer = Date.UTC(2026, 6, 1, 22, 30);
  expect(formatTime(summer, "Europe/Berlin").text).toBe("2 July 2026, 00:30 (UTC+2)");
  expect(formatTime(summer, "Europe/London").text).toBe("1 July 2026, 23:30 (UTC+1)");
});

test("whoever is told a minute to come back at never comes too early", () => {
  expect(formatTime(wholeMinute(AFTERNOON)).text).toBe("22 November 2026, 13:06 (UTC)");
  expect(wholeMinute(AFTERNOON + 1)).toBe(AFTERNOON + 1);
});

test("a date is that of the time zone", () => {
  expect(formatDate(AFTERNOON)).toBe("22 November 2026");
  expect(formatDate(AFTERNOON, "Pacific/Kiritimati")).toBe("23 November 2026");
});

test("a time zone that does not exist is the operator's mistake", () => {
  expect(() => formatTime(0, "Europe/Atlantis")).toThrow(RangeError);
});

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

test.each([
  [-minutes(1), "just now"],
  [seconds(59), "just now"],
  [minutes(1), "1 minute ago"],
  [minutes(59), "59 minutes ago"],
  [hours(1), "1 hour ago"],
  [hours(23), "23 hours ago"],
  [days(1), "1 day ago"],
  [days(13), "13 days ago"],
])("what was %d ms ago was %s", (passed, words) => {
  expect(ago(days(100) - passed, days(100))).toBe(words);
});
