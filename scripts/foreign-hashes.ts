// Verifies every stored password in test/vectors with what it is and with what it almost is. The tests verify only quick ones.

import { foreignHashes } from "../src/adapters/foreign-hashes/foreign-hashes.ts";
import { costOf } from "../src/domain/foreign-password/costs.ts";
import { readForeignPassword } from "../src/domain/foreign-password/read-foreign-password.ts";
import { nearMisses } from "../test/import/near-misses.ts";
import { VECTORS, type Vector } from "../test/import/vectors.ts";

const SLOW = 0.05;

const hashes = foreignHashes();
const counts = new Map<string, number>();
const slowest = new Map<string, number>();

function count(what: string, by = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + by);
}

async function tried(vector: Vector): Promise<void> {
  const read = readForeignPassword(vector.stored, vector.parameters);
  if (!read.ok) return count(`refused: ${read.reason} (${read.detail})`);
  if (read.value.kind !== "foreign") return count(read.value.kind);
  const { foreign } = read.value;
  const verify = (text: string): Promise<boolean> =>
    hashes.verify(foreign, text, vector.parameters.pepper?.text);
  const start = performance.now();
  const isRight = await verify(vector.password);
  slowest.set(
    foreign.scheme,
    Math.max(slowest.get(foreign.scheme) ?? 0, performance.now() - start),
  );
  count(isRight ? "right" : "WRONG");
  if (!isRight) console.log(`${vector.name}: not verified`);
  const misses = nearMisses(vector, foreign);
  for (const miss of costOf(foreign).seconds < SLOW ? misses : misses.slice(0, 2)) {
    const isAccepted = await verify(miss);
    count(isAccepted ? "NEAR MISS ACCEPTED" : "near miss refused");
    if (isAccepted) console.log(`${vector.name}: accepts ${JSON.stringify(miss)}`);
  }
}

for (const vector of VECTORS) await tried(vector);
for (const [what, times] of counts) console.log(`${times}\t${what}`);
for (const [scheme, took] of [...slowest].toSorted(([, a], [, b]) => b - a))
  console.log(`${took.toFixed(0)} ms\t${scheme}`);
process.exitCode = counts.has("WRONG") || counts.has("NEAR MISS ACCEPTED") ? 1 : 0;
