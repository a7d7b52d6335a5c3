// A host's own route behind Postern's guard, over HTTP: what every page of a site waits for.

import { startPostgres } from "../../test/postgres/server.ts";
import { load, requestText } from "../load.ts";
import { program, type Program } from "../program.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";

type Place = { readonly url: string; readonly cookie: string };

/** Enough to keep a server busy, and few enough that none waits long. */
const CONNECTIONS = 16;

export const guarded: readonly Row[] = [
  {
    name: "guarded",
    what: "a guarded JSON route over HTTP, SQLite",
    limit: "a bare Hono route with that SELECT",
    peer: "Better Auth, its session route",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.8 }, peer: { atLeast: 8 } },
    measure: (run) => alternate(run, async (who) => `sqlite:${run.folder}/guarded-${who}.db`),
  },
  {
    name: "guarded-postgres",
    what: "a guarded JSON route over HTTP, PostgreSQL",
    limit: "a bare Hono route with one prepared, pipelined query",
    peer: "Better Auth, its session route",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.8 }, peer: { atLeast: 5 } },
    async measure(run) {
      const server = await startPostgres();
      try {
        return await alternate(run, () => server.database());
      } finally {
        await server.stop();
      }
    },
  },
];

async function alternate(
  { quick, hasPeers }: Run,
  database: (who: string) => Promise<string>,
): Promise<Figures> {
  const on = async (who: string) => ({ DATABASE: await database(who) });
  await using postern = await program("./programs/postern.ts", await on("postern"));
  await using limit = await program("./programs/bare.ts", await on("limit"));
  await using peer = hasPeers
    ? await program("./peers/better-auth.mjs", await on("peer"))
    : undefined;
  const milliseconds = quick ? 400 : 1_200;
  return await takeTurns(
    {
      postern: await asking(postern, "/me", milliseconds),
      limit: await asking(limit, "/me", milliseconds),
      ...(peer === undefined
        ? {}
        : { peer: await asking(peer, "/api/auth/get-session", milliseconds) }),
    },
    quick ? 5 : 11,
  );
}

async function asking(of: Program, path: string, milliseconds: number): Promise<Measure> {
  const { url, cookie } = await of.ask<Place>("listening");
  const request = requestText(`${url}${path}`, { headers: { cookie } });
  return async () => {
    const asked = { url, next: () => request, connections: CONNECTIONS, milliseconds, status: 200 };
    return (await load(asked)).perSecond;
  };
}
