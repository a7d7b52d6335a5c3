import { expect, test } from "vitest";
import { stepFor, stepAfter } from "./steps.ts";

test("a step has room for three times the slowest work, and is one of five", () => {
  const steps = [0, 60, 166, 167, 400, 2_000, Infinity].map((slowest) => stepFor(slowest));
  expect(steps).toEqual([500, 500, 500, 1_000, 2_000, 8_000, 8_000]);
});

test("whatever is over within a step is answered at its end, and what takes longer at the next", () => {
  expect([100, 101, 599].map((over) => stepAfter(over, 100, 500))).toEqual([600, 600, 600]);
  expect([600, 1_099].map((over) => stepAfter(over, 100, 500))).toEqual([1_100, 1_100]);
  expect(stepAfter(50, 100, 500)).toBe(600);
});
