import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeTimestamp, encodeTimestamp } from "./timestamp.ts";

const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

test.each([
  ["the first second of 1970", 0, ""],
  ["the second after it", 1_000, "AQ"],
  ["the last that fits into a byte", 255_000, "_w"],
  ["the first of two bytes", 256_000, "AQA"],
  ["the new year of 2015", Date.UTC(2015, 0, 1), "VKSOAA"],
  ["the last that fits into four bytes, in 2106", 4_294_967_295_000, "_____w"],
  ["the second after that", 4_294_967_296_000, "AQAAAAA"],
  ["the last second of 9999", LATEST, "Ov_0QX8"],
])("%s is written shortly and read back", (_, at, text) => {
  expect(encodeTimestamp(at)).toBe(text);
  expect(decodeTimestamp(text)).toBe(at);
});

test("every second is read back, and parts of one are dropped", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LATEST }), (at) => {
      expect(decodeTimestamp(encodeTimestamp(at))).toBe(at - (at % 1_000));
    }),
    { seed: 20150101 },
  );
});

test.each([-1, -1_000, LATEST + 1_000, Number.NaN, Infinity])("nothing is signed at %d", (at) => {
  expect(() => encodeTimestamp(at)).toThrow(RangeError);
});

test.each([
  ["a leading zero byte", "AFSkjgA"],
  ["eight bytes for what fits into four", "AAAAAFSkjgA"],
  ["the second 0 as a byte", "AA"],
  ["stray bits in the last character", "VKSOAB"],
  ["padding", "VKSOAA=="],
  ["the alphabet of plain base64", "////_w"],
  ["half a byte", "V"],
  ["a space", "VKSOAA "],
  ["a character outside ASCII", "VKSOAAé"],
  ["a second of the year 10000", "Ov_0QYA"],
  ["a number beyond any date", "_________w"],
])("%s is no time", (_, text) => {
  expect(decodeTimestamp(text)).toBeUndefined();
});
