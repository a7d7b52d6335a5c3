import { expect, test } from "vitest";
import { isSameText } from "./constant-time.ts";

test("a text is the same as itself, and the empty one too", () => {
  expect(isSameText("48219307", "48219307")).toBe(true);
  expect(isSameText("", "")).toBe(true);
});

test.each([
  ["another last character", "abc", "abd"],
  ["another first character", "abc", "bbc"],
  ["only the beginning", "abc", "ab"],
  ["more than all", "abc", "abcd"],
  ["nothing", "abc", ""],
  ["as many characters in more bytes", "abc", "abč"],
  ["a character whose last byte is that of another", "A", "\u0141"],
])("%s is not the same", (_, expected, given) => {
  expect(isSameText(expected, given)).toBe(false);
});
