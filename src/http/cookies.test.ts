import { expect, test } from "vitest";
import { readCookie, readCookies } from "./cookies.ts";

test.for([
  [null, []],
  ["", []],
  ["a=1", ["1"]],
  ["b=2; a=1", ["1"]],
  ["a=1;a=2 ;\ta=", ["1", "2", ""]],
  ["ba=1; a=2; c=a=3", ["2"]],
  ["a; a=b=c; xa=1", ["b=c"]],
] as const)("of the header %j, the cookies with the name a are %j", ([header, found]) => {
  expect(readCookies(header, "a")).toEqual(found);
  expect(readCookie(header, "a")).toBe(found[0]);
});
