// `npm run model -- --runs 20000` runs that many histories, with a random seed that it prints. `--seed`,
// `--path` and `--replay` repeat what a failed run printed.

import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { tellHistories } from "./histories.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string" },
    path: { type: "string" },
    replay: { type: "string" },
  },
});

const runs = Number(values.runs);
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
console.log(`${runs} histories, --seed ${seed}`);
const started = performance.now();
try {
  const acts = await tellHistories({ runs, seed, path: values.path, replay: values.replay });
  for (const [act, times] of [...acts].toSorted((a, b) => b[1] - a[1])) {
    console.log(`${String(times).padStart(8)} ${act}`);
  }
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`Every promise was kept, for ${seconds} seconds.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error("Cause:", error instanceof Error ? error.cause : undefined);
  process.exitCode = 1;
}
