import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { codes, normaliseCode } from "./code.ts";

const OLD = "v0pT2mXkQ9sLr8YhJd3wZbN6cF1gAeUi";
const NEW = "5f2c9b7e1d84a06f3be7c25d9a4810fe";
const LINK = "q83vEjRWeJCrze8SNFZ4kA";

test("a code is eight digits, and for the same link always the same", () => {
  expect(codes([OLD]).of(LINK)).toBe("45872663");
  expect(codes([OLD]).of(LINK)).toBe(codes([OLD]).of(LINK));
});

test("a code is eight digits even when it begins with zeros", () => {
  const { of } = codes([OLD]);
  const all = Array.from({ length: 2_000 }, (_, link) => of(`${link}`));
  expect(all.every((code) => /^[0-9]{8}$/.test(code))).toBe(true);
  expect(all.some((code) => code.startsWith("00"))).toBe(true);
});

test("codes of other links and of other installations are others", () => {
  const { of } = codes([OLD]);
  expect(of("q83vEjRWeJCrze8SNFZ4kQ")).not.toBe(of(LINK));
  expect(codes([NEW]).of(LINK)).not.toBe(of(LINK));
});

test("a code is made with a key that signs nothing else", () => {
  const digest = createHmac("sha256", OLD).update(LINK).digest();
  expect(codes([OLD]).of(LINK)).not.toBe(`${digest.readBigUInt64BE() % 100_000_000n}`);
});

test("every first digit is as likely as the others", () => {
  const { of } = codes([OLD]);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let link = 0; link < 10_000; link++) counts[Number(of(`${link}`)[0])]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});

test("the code from the mail is accepted, with or without the space", () => {
  const { of, matches } = codes([OLD]);
  expect(matches(LINK, of(LINK))).toBe(true);
  expect(matches(LINK, `${of(LINK).slice(0, 4)} ${of(LINK).slice(4)}`)).toBe(true);
});

test("a code that is wrong in any one digit is refused", () => {
  const { of, matches } = codes([OLD]);
  const code = of(LINK);
  for (let place = 0; place < 8; place++) {
    const digit = (Number(code[place]) + 1) % 10;
    expect(matches(LINK, code.slice(0, place) + digit + code.slice(place + 1))).toBe(false);
  }
});

test("the code of one link is refused for another", () => {
  const { of, matches } = codes([OLD]);
  expect(matches("q83vEjRWeJCrze8SNFZ4kQ", of(LINK))).toBe(false);
});

test("a code that was mailed before the key was changed is still accepted", () => {
  const mailed = codes([OLD]).of(LINK);
  expect(codes([NEW, OLD]).matches(LINK, mailed)).toBe(true);
  expect(codes([NEW, OLD]).of(LINK)).toBe(codes([NEW]).of(LINK));
});

test("a code of a key that was taken out of the ring is refused", () => {
  expect(codes([NEW]).matches(LINK, codes([OLD]).of(LINK))).toBe(false);
});

test("without a secret there are no codes", () => {
  expect(() => codes([])).toThrow(RangeError);
});

test.each([
  "48219307",
  "4821 9307",
  "4821-9307",
  " 48 21 93 07\n",
  "4821\u00a09307",
  "4-8-2-1-9-3-0-7",
  `48219307${" ".repeat(24)}`,
  "\uff14\uff18\uff12\uff11\uff19\uff13\uff10\uff17",
  "\uff14\uff18\uff12\uff11\u3000\uff19\uff13\uff10\uff17",
  "\uff14\uff18\uff12\uff11\u30fc\uff19\uff13\uff10\uff17",
  "٤٨٢١٩٣٠٧",
  "۴۸۲۱۹۳۰۷",
  "४८२१९३०७",
  "৪৮২১৯৩০৭",
  "๔๘๒๑๙๓๐๗",
  "𝟒𝟖𝟐𝟏𝟡𝟛𝟘𝟟",
  "4821\u20139307",
  "4821\u20119307",
  "\u200e4821\u200b9307\ufeff",
  "48\u200721\u202f93\t07",
])("%j is typed for 48219307", (typed) => {
  expect(normaliseCode(typed)).toBe("48219307");
});

test.each([
  ["nothing", ""],
  ["seven digits", "4821930"],
  ["nine digits", "482193070"],
  ["a letter among them", "4821930O"],
  ["a sign", "+48219307"],
  ["a decimal point", "4821.9307"],
  ["a number in another notation", "0x482193"],
  ["digits in circles", "④⑧②①⑨③⓪⑦"],
  ["superscript digits", "⁴⁸²¹⁹³⁰⁷"],
  ["numbers that are words", "四八二一九三〇七"],
  ["seven digits of another script", "٤٨٢١٩٣٠"],
  ["a code among more space than anybody types", `48219307${" ".repeat(25)}`],
])("%s is no code", (_, typed) => {
  expect(normaliseCode(typed)).toBeUndefined();
  expect(codes([OLD]).matches(LINK, typed)).toBe(false);
});

test("every digit that there is has the value that people give it", () => {
  for (const system of Intl.supportedValuesOf("numberingSystem")) {
    const format = new Intl.NumberFormat("en", { numberingSystem: system, useGrouping: false });
    const digits = [...Array(10).keys()].map((digit) => format.format(digit));
    if (!digits.every((digit) => /^\p{Nd}$/u.test(digit))) continue;
    const eight = (from: number) => digits.slice(from, from + 8).join("");
    expect([system, normaliseCode(eight(0))]).toEqual([system, "01234567"]);
    expect([system, normaliseCode(eight(2))]).toEqual([system, "23456789"]);
  }
});

test("whatever is typed, it is eight digits or no code", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 -x٤".split("")) }), (typed) => {
      expect(normaliseCode(typed) ?? "00000000").toMatch(/^[0-9]{8}$/);
    }),
    { seed: 20150101 },
  );
});
