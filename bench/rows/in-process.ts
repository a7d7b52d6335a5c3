// What a host asks in its own process: whose session, and whether a link is genuine.

import { program } from "../program.ts";
import { takeTurns, type Row, type Run } from "../rows.ts";

export const inProcess: readonly Row[] = [
  {
    name: "session",
    what: "`session(request)` in process, SQLite",
    limit: "read the cookie, SHA-256, one prepared SELECT with a join",
    peer: "Better Auth, `auth.api.getSession`",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.8 }, peer: { atLeast: 10 } },
    measure: (run) => alternate(run, "session", "./peers/better-auth.mjs"),
  },
  {
    name: "links",
    what: "a link written and read, in process",
    limit: "one HMAC-SHA-256 each",
    peer: "jose, HS256 signed and verified",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.6 }, peer: { atLeast: 3 } },
    measure: (run) => alternate(run, "links", "./peers/jose.mjs"),
  },
];

async function alternate({ quick, folder, hasPeers }: Run, act: string, peerFile: string) {
  const on = (name: string) => ({ DATABASE: `sqlite:${folder}/${act}-${name}.db` });
  await using postern = await program("./programs/postern.ts", on("postern"));
  await using limit = await program("./programs/bare.ts", on("limit"));
  await using peer = hasPeers ? await program(peerFile, on("peer")) : undefined;
  const given = { milliseconds: quick ? 100 : 250 };
  return await takeTurns(
    {
      postern: () => postern.ask<number>(act, given),
      limit: () => limit.ask<number>(act, given),
      ...(peer === undefined ? {} : { peer: () => peer.ask<number>(act, given) }),
    },
    quick ? 5 : 15,
  );
}
