// What an adapter adds to the guard that it wraps, in the same framework and the same process.

import { load, requestText } from "../load.ts";
import { program } from "../program.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";

const FRAMEWORKS = ["express", "fastify", "koa", "hono", "nest"] as const;

/** Enough to keep a server busy, and few enough that none waits long. */
const CONNECTIONS = 16;

export const adapters: readonly Row[] = FRAMEWORKS.map((framework) => ({
  name: `adapter-${framework}`,
  what: `a route behind the guard of \`postern/${framework}\`, SQLite`,
  limit: "the same route with the guard of `postern/node`, called by hand",
  unit: "a second",
  better: "more",
  aim: { atLeast: 0.95 },
  measure: (run) => compare(run, framework),
}));

async function compare({ quick, folder }: Run, framework: string): Promise<Figures> {
  const DATABASE = `sqlite:${folder}/adapter-${framework}.db`;
  await using site = await program("./programs/guards.ts", { DATABASE, FRAMEWORK: framework });
  const { url, cookie } = await site.ask<{ url: string; cookie: string }>("listening");
  const asking = (path: string): Measure => {
    const request = requestText(`${url}${path}`, { headers: { cookie } });
    const asks = { url, next: () => request, connections: CONNECTIONS, status: 200 };
    return async () => (await load({ ...asks, milliseconds: quick ? 400 : 1_000 })).perSecond;
  };
  return await takeTurns(
    { postern: asking("/adapter"), limit: asking("/by-hand") },
    quick ? 5 : 11,
  );
}
