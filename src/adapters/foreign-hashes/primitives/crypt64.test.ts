import { expect, test } from "vitest";
import { ALPHABET, crypt64, crypt64Number } from "./crypt64.ts";

test("bytes become digits, the lowest bits first, and one or two bytes at the end two or three", () => {
  expect(crypt64([])).toBe("");
  expect(crypt64([1])).toBe("/.");
  expect(crypt64([0xff])).toBe("z1");
  expect(crypt64([0xff, 0xff])).toBe("zzD");
  expect(crypt64([0x40, 0x20, 0x0c])).toBe("./01");
});

test("digits are a number, the lowest first; a character that is no digit makes none", () => {
  expect(crypt64Number("J9..")).toBe(725);
  expect(crypt64Number("zzzzz")).toBe(2 ** 30 - 1);
  expect([...ALPHABET].map(crypt64Number)).toEqual(Array.from({ length: 64 }, (_, at) => at));
  expect(crypt64Number("J9.=")).toBeNaN();
  expect(crypt64Number("")).toBe(0);
});
