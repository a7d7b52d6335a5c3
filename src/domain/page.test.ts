import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cursorOf, pageOf, parseCursor, type Place } from "./page.ts";

const place = fc.record({
  on: fc.nat({ max: 999_999_999_999_999 }),
  id: fc.stringMatching(/^[\w-]{1,64}$/),
});

describe("a cursor", () => {
  test("names its place, and is no more than a URL can hold as it is", () => {
    fc.assert(
      fc.property(place, (where) => {
        const cursor = cursorOf(where);
        expect(parseCursor(cursor)).toEqual(where);
        expect(encodeURIComponent(cursor)).toBe(cursor);
      }),
    );
  });

  test.each([
    "",
    ".",
    "1",
    "1.",
    ".x",
    "-1.x",
    "1e9.x",
    "1.x.y",
    "1.x y",
    "1.%",
    "9".repeat(16) + ".x",
  ])("%j is none", (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });
});

test("a page has its rows, and where it goes on if there is one row more", () => {
  const rows: Place[] = [3, 2, 1].map((on) => ({ on, id: "x" }));
  const whole = (each: Place): Place => each;
  expect(pageOf(rows, 2, whole)).toEqual({ rows: rows.slice(0, 2), next: rows[1] });
  expect(pageOf(rows, 3, whole)).toEqual({ rows, next: null });
  expect(pageOf([], 3, whole)).toEqual({ rows: [], next: null });
});
