import { randomFillSync } from "node:crypto";
import type { Random } from "../ports/random.ts";

/** As many as some two hundred ids take. */
const DRAWN_AT_ONCE = 4_096;

/**
 * The operating system's cryptographic random source. A draw costs the same for sixteen bytes as for thousands,
 * so many are drawn at once. None is given twice: what was given is wiped here.
 */
export const systemRandom: Random = randomFrom(new Uint8Array(DRAWN_AT_ONCE));

function randomFrom(drawn: Uint8Array): Random {
  let left = 0;
  return {
    bytes(count) {
      if (count > drawn.length) return randomFillSync(new Uint8Array(count));
      if (count > left) {
        randomFillSync(drawn);
        left = drawn.length;
      }
      const bytes = drawn.slice(left - count, left);
      drawn.fill(0, left - count, left);
      left -= count;
      return bytes;
    },
  };
}
