// How long people wait while others keep the server busy.

import type { Load } from "../load.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";
import { looking, registering, startSites } from "../sites.ts";

export const waiting: readonly Row[] = [
  {
    name: "busy",
    what: "99th percentile of a guarded request while people register, SQLite",
    limit: "the same with nobody registering",
    peers: [{ name: "Better Auth", by: "its session route, while people sign up", aim: 1 }],
    unit: "ms",
    better: "less",
    aim: { atMost: 5 },
    measure: whileOthersRegister,
  },
];

async function whileOthersRegister(run: Run): Promise<Figures> {
  await using sites = await startSites(run, ["postern", "Better Auth"], async (who) => ({
    DATABASE: `sqlite:${run.folder}/busy-${who}.db`,
    HASH: "argon2",
  }));
  const milliseconds = run.quick ? 1_000 : 3_000;
  const alone = await looking(sites.of.postern, "postern", 1);
  const measures = await sites.each(async (of, who) => {
    const [look, register] = [await looking(of, who, 1), await registering(of, who, CROWD)];
    return async () =>
      slowest((await Promise.all([look(milliseconds), register(milliseconds)]))[0]);
  });
  const limit = async () => slowest(await alone(milliseconds));
  return await takeTurns({ ...measures, limit }, run.quick ? 3 : 5);
}

/** More at a time than there are cores to hash their passwords. */
const CROWD = 8;

const slowest = ({ latencies }: Load): number =>
  latencies[Math.ceil(latencies.length * 0.99) - 1] ?? Number.NaN;
