// A host's own route behind Postern's guard, over HTTP: every page of a site waits for it.

import { mayPool, startPooler } from "../../test/postgres/pooler.ts";
import { startOwnPostgres, withPort } from "../../test/postgres/server.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";
import { looking, startSites, type Who } from "../sites.ts";

/** Enough to keep a server busy, and few enough that none waits long. */
const CONNECTIONS = 16;

const BETTER_AUTH = { name: "Better Auth", by: "its session route" };

const EXPRESS = { name: "Express", by: "a route behind express-session and passport" };

export const guarded: readonly Row[] = [
  {
    name: "guarded",
    what: "a guarded JSON route over HTTP, SQLite",
    limit: "a bare Hono route with that SELECT",
    peers: [
      { ...BETTER_AUTH, aim: 8 },
      EXPRESS,
      { name: "Flask-Security", by: "a route behind its guard, a gunicorn worker for each core" },
    ],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.8 },
    measure: (run) =>
      alternate(
        run,
        ["postern", "limit", "Better Auth", "Express", "Flask-Security"],
        async (who) => `sqlite:${run.folder}/guarded-${who.replaceAll(" ", "-")}.db`,
      ),
  },
  {
    name: "guarded-postgres",
    what: "a guarded JSON route over HTTP, PostgreSQL",
    limit: "a bare Hono route with one prepared, pipelined query",
    peers: [{ ...BETTER_AUTH, aim: 5 }, EXPRESS],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.85 },
    async measure(run) {
      const server = await startOwnPostgres();
      try {
        const who = ["postern", "limit", "Better Auth", "Express"] as const;
        return await alternate(run, who, () => server.database());
      } finally {
        await server.stop();
      }
    },
  },
  {
    name: "guarded-pgbouncer",
    what: "the same through PgBouncer in transaction pooling",
    limit: "a bare Hono route with one pipelined query through the same PgBouncer",
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.7 },
    isPossible: () => mayPool,
    async measure(run) {
      const server = await startOwnPostgres();
      const pooler = await startPooler(await server.database(), "transaction");
      try {
        const database = async () => withPort(await server.database(), pooler.port);
        return await alternate(run, ["postern", "limit"], database, { POOLED: "yes" });
      } finally {
        pooler.stop();
        await server.stop();
      }
    },
  },
];

async function alternate(
  run: Run,
  who: readonly Who[],
  database: (who: Who) => Promise<string>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Figures> {
  await using sites = await startSites(run, who, async (name) => ({
    ...environment,
    DATABASE: await database(name),
  }));
  const milliseconds = run.quick ? 400 : 1_200;
  const measures = await sites.each(async (of, name) => {
    const look = await looking(of, name, CONNECTIONS);
    return async () => (await look(milliseconds)).perSecond;
  });
  return await takeTurns(measures, run.quick ? 5 : 11);
}
