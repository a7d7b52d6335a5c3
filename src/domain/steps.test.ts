import { expect, test } from "vitest";
import { stepFor, untilStep } from "./steps.ts";

test("a step has room for three times the slowest work, and is one of five", () => {
  const steps = [0, 60, 166, 167, 400, 2_000, Infinity].map((slowest) => stepFor(slowest));
  expect(steps).toEqual([500, 500, 500, 1_000, 2_000, 8_000, 8_000]);
});

test("work of any length ends at the same time, and more than a step at the next", () => {
  expect([0, 1, 499].map((took) => took + untilStep(took, 500))).toEqual([500, 500, 500]);
  expect(600 + untilStep(600, 500)).toBe(1_000);
});
