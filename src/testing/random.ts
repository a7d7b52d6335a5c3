import { createHash } from "node:crypto";
import type { Random } from "../ports/random.ts";

/** Repeatable randomness: the same seed gives the same bytes, so a failed run can be repeated. */
export function seededRandom(seed: string): Random {
  let count = 0;
  return {
    bytes(wanted) {
      const chunks: Buffer[] = [];
      for (let have = 0; have < wanted; have += 32) {
        chunks.push(createHash("sha256").update(`${seed}\0${count++}`).digest());
      }
      return Buffer.concat(chunks).subarray(0, wanted);
    },
  };
}
