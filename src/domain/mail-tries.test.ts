import { expect, test } from "vitest";
import { TRIES_KEPT, triesIn, withTry } from "./mail-tries.ts";

test("of the tries of a mail the newest are kept, and of each answer no more than a server needs to say", () => {
  let stored: string | null = null;
  for (let on = 0; on < 2 * TRIES_KEPT; on += 1) {
    stored = withTry(stored, { on, state: "retry", fault: "passing", answer: "4".repeat(9_999) });
  }
  expect(triesIn(stored).map(({ on }) => on)).toEqual(
    Array.from({ length: TRIES_KEPT }, (_, at) => TRIES_KEPT + at),
  );
  expect(stored?.length).toBeLessThan(TRIES_KEPT * 600);
  expect(triesIn(null)).toEqual([]);
});
