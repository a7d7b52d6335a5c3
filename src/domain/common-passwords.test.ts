import { expect, test } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords-list.js";
import { isCommonPassword } from "./common-passwords.ts";

const list = COMMON_PASSWORDS.split(" ");

test("more than ten thousand of the commonest passwords of 8 characters or more are known", () => {
  expect(list.length).toBeGreaterThan(10_000);
  expect(new Set(list).size).toBe(list.length);
  expect(list.filter((entry) => entry.length < 8)).toEqual([]);
});

test("they are kept as they are compared", () => {
  expect(list.filter((entry) => entry.normalize("NFKC").toLowerCase() !== entry)).toEqual([]);
});

test("they take less than 200 kilobytes", () => {
  expect(Buffer.byteLength(COMMON_PASSWORDS)).toBeLessThan(200_000);
});

test("the case of the letters makes no difference", () => {
  expect(isCommonPassword("Password1")).toBe(true);
  expect(isCommonPassword("walnut ferry tuesday")).toBe(false);
  expect(isCommonPassword("")).toBe(false);
});
