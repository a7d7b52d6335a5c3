import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { english, languageOf } from "./language.ts";
import { days, hours, minutes, seconds } from "./time.ts";

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
  expect(english.duration(duration)).toBe(text);
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
  expect(languageOf("en", timeZone).moment(AFTERNOON)).toEqual({
    text,
    iso: "2026-11-22T13:05:59.999Z",
  });
});

test("a time is written in UTC where nobody said otherwise", () => {
  expect(english.time(0)).toBe("1 January 1970, 00:00 (UTC)");
});

test("a time is written as it was before, also after hundreds of others", () => {
  const times = Array.from({ length: 250 }, (_, day) => AFTERNOON + days(day));
  const written = times.map((time) => english.time(time));
  expect(new Set(written).size).toBe(250);
  expect(times.map((time) => english.time(time))).toEqual(written);
  expect(written[8]).toBe("30 November 2026, 13:05 (UTC)");
});

test("summer time has its own offset", () => {
  const summer = Date.UTC(2026, 6, 1, 22, 30);
  expect(languageOf("en", "Europe/Berlin").time(summer)).toBe("2 July 2026, 00:30 (UTC+2)");
  expect(languageOf("en", "Europe/London").time(summer)).toBe("1 July 2026, 23:30 (UTC+1)");
});

test("a date is that of the time zone", () => {
  expect(english.date(AFTERNOON)).toBe("22 November 2026");
  expect(languageOf("en", "Pacific/Kiritimati").date(AFTERNOON)).toBe("23 November 2026");
});

test("a time zone that does not exist is the operator's mistake", () => {
  expect(() => languageOf("en", "Europe/Atlantis").time(0)).toThrow(RangeError);
});

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
  expect(english.ago(days(100) - passed, days(100)).text).toBe(words);
});

test("the clock alone is that of the time zone", () => {
  expect(languageOf("en", "Asia/Kolkata").clock(AFTERNOON)).toBe("18:35");
});

test.each([
  ["Firefox on Linux", "Firefox on Linux"],
  ["a browser on Android", "a browser on Android"],
  ["a browser", "a browser"],
  ["an operator's console", "an operator's console"],
  ["", ""],
])("%j of a row is said as %j", (described, said) => {
  expect(english.browser(described)).toBe(said);
});

const greetings = catalogue({
  en: {
    title: "Greetings",
    lines: ["Good day", "Good night"],
    to: { one: "{name}, 1 mail", other: "{name}, {count} mails" },
    errors: { missing: "Give a name to {app}" },
  },
  de: {
    title: "Grüße",
    lines: ["Guten Tag", "Gute Nacht"],
    to: { one: "{name}, 1 Mail", other: "{name}, {count} Mails" },
    errors: { missing: "Gib {app} einen Namen" },
  },
});

test("a language has its own words, dates and lengths of time", () => {
  const german = languageOf("de", "Europe/Berlin");
  expect(german.words(greetings).to({ name: "Ada", count: 1 })).toBe("Ada, 1 Mail");
  expect(german.words(greetings).errors.missing({ app: "Acme" })).toBe("Gib Acme einen Namen");
  expect(german.date(AFTERNOON)).toBe("22. November 2026");
  expect(german.duration(days(7))).toBe("7 Tage");
  expect(german.ago(AFTERNOON - hours(3), AFTERNOON).text).toBe("vor 3 Stunden");
});

test("what a language has no words for is said in English", () => {
  expect(languageOf("fr").words(greetings).title).toBe("Greetings");
});

test("the first of a month is an ordinal number in French, and codes and dates have the same digits in Arabic", () => {
  const first = Date.UTC(2027, 0, 1);
  expect(languageOf("fr").date(first)).toBe("1er janvier 2027");
  expect(languageOf("fr").date(first + days(10))).toBe("11 janvier 2027");
  expect(languageOf("ar").date(first)).toBe("1 يناير 2027");
});

test.each([
  ["ar", "rtl"],
  ["ar-EG", "rtl"],
  ["arn", "ltr"],
  ["de", "ltr"],
])("%s is written %s", (tag, dir) => {
  expect(languageOf(tag).dir).toBe(dir);
});

const counts = catalogue({
  en: { mails: { one: "1 mail", other: "{count} mails" } },
  de: { mails: { one: "1 Mail", other: "{count} Mails" } },
  ar: { mails: { zero: "0", one: "1", two: "2", few: "few", many: "many", other: "other" } },
});

test("a number is written, and counted, as in the language", () => {
  const said = (tag: string, count: number): string =>
    languageOf(tag).words(counts).mails({ count });
  expect(said("de", 1_234)).toBe("1.234 Mails");
  expect([0, 1, 2, 3, 11, 100].map((count) => said("ar", count))).toEqual([
    "0",
    "1",
    "2",
    "few",
    "many",
    "other",
  ]);
  expect(said("en", 0)).toBe("0 mails");
});

test("a value keeps its direction where it differs from that of the text around it", () => {
  const { to } = english.words(greetings);
  expect(to({ name: "Ada", count: 1 })).toBe("Ada, 1 mail");
  expect(to({ name: "عدي", count: 1 })).toBe("\u2068عدي\u2069, 1 mail");
  expect(languageOf("ar").words(greetings).to({ name: "Ada", count: 1 })).toBe(
    "\u2068Ada\u2069, 1 mail",
  );
});

test("a mark of direction is no part of a URL before it", () => {
  const { to } = languageOf("ar").words(greetings);
  expect(to({ name: "https://acme.example/help", count: 1 })).toBe(
    "\u2068https://acme.example/help \u2069, 1 mail",
  );
});

const pseudo = languageOf("en-XA", "Europe/Berlin");

test("the pseudo-language has accents on every letter, brackets, and two fifths more", () => {
  const { title, lines } = pseudo.words(greetings);
  expect(title).toBe("[Ğřééţîñğš~~~~]");
  expect(title.length).toBeGreaterThanOrEqual("Greetings".length * 1.4);
  for (const said of [title, ...lines]) expect(said).toMatch(/^\[[^A-Za-z]+\]$/);
  expect(lines).toEqual(["[Ğööď~~ ďâý~~]", "[Ğööď~~ ñîğħţ~~]"]);
});

test("the pseudo-language changes the words of a message and none of its variables", () => {
  const { to, errors } = pseudo.words(greetings);
  expect(to({ name: "ada@example.com", count: 1 })).toBe("[ada@example.com, 1 ṁâîļ~~]");
  expect(to({ name: "", count: 12 })).toBe("[, 12 ṁâîļš~~]");
  expect(errors.missing({ app: "Acme" })).toMatch(/^\[[^A-Za-z]+ Acme\]$/);
});

test("times and browsers are words of the pseudo-language too", () => {
  for (const said of [
    pseudo.date(AFTERNOON),
    pseudo.duration(seconds(90)),
    pseudo.ago(0, minutes(3)).text,
    pseudo.ago(0, 0).text,
    pseudo.browser("a browser"),
  ])
    expect(said).toMatch(/^\[[^A-Za-z]+\]$/);
  expect(pseudo.browser("Firefox on Linux")).toBe("[Firefox öñ~ Linux]");
  expect(pseudo.time(AFTERNOON)).toBe("[[22 Ñöṽéṁƀéř~~~~ 2026], 14:05 (UTC+1)]");
  expect(pseudo.moment(0).iso).toBe("1970-01-01T00:00:00.000Z");
});
