// What a host asks in its own process: whose session it is, and whether a link is genuine.

import { programs } from "../program.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";

export const inProcess: readonly Row[] = [
  {
    name: "session",
    what: "`session(request)` in process, SQLite",
    limit: "read the cookie, SHA-256, one prepared SELECT with a join",
    peers: [{ name: "Better Auth", by: "`auth.api.getSession`", aim: 10 }],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.8 },
    measure: (run) => alternate(run, "session", { "Better Auth": "./peers/better-auth.mjs" }),
  },
  {
    name: "links",
    what: "a link written and read, in process",
    limit: "one HMAC-SHA-256 each",
    peers: [{ name: "jose", by: "HS256 signed and verified", aim: 3 }],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.6 },
    measure: (run) => alternate(run, "links", { jose: "./peers/jose.mjs" }),
  },
];

async function alternate(
  run: Run,
  act: string,
  peers: Readonly<Record<string, string>>,
): Promise<Figures> {
  const { quick, folder, peers: here } = run;
  const files = {
    postern: "./programs/postern.ts",
    limit: "./programs/bare.ts",
    ...Object.fromEntries(Object.entries(peers).filter(([name]) => here.has(name))),
  };
  await using started = await programs(run, files, async (who) => ({
    DATABASE: `sqlite:${folder}/${act}-${who}.db`,
  }));
  const given = { milliseconds: quick ? 100 : 250 };
  const measures = await started.each((of) => () => of.ask<number>(act, given));
  return await takeTurns(measures, quick ? 5 : 15);
}
