// What writes: registrations, which hash, and confirmations, which commit.

import { load, requestText, type Load } from "../load.ts";
import { program, type Program } from "../program.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";

type Place = { readonly url: string; readonly cookie: string };

/** A confirmation that waits to be sent: the path and the parts of its request. */
type Waiting = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
};

/** More at a time than there are cores, so that the hashers never wait for work. */
const REGISTERING = 8;

const CONFIRMING = 16;

export const writing: readonly Row[] = [
  {
    name: "register",
    what: "registrations, saturated, SQLite",
    limit: "argon2id with the same parameters on all cores, and nothing else",
    peer: "Better Auth, its sign-up with its own scrypt",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.9 }, peer: { atLeast: 8 } },
    measure: (run) => registrations(run, {}),
  },
  {
    name: "register-argon2",
    what: "the same, with a peer that hashes likewise",
    limit: "argon2id with the same parameters on all cores, and nothing else",
    peer: "Better Auth, its sign-up with the same argon2id",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.9 }, peer: { atLeast: 1.2 } },
    measure: (run) => registrations(run, { HASH: "argon2" }),
  },
  {
    name: "confirm",
    what: "confirmations over HTTP, durable, SQLite",
    limit: "a bare Hono route with as many writes in one durable commit",
    peer: "Better Auth, its verification of an e-mail address",
    unit: "a second",
    better: "more",
    aims: { limit: { atLeast: 0.7 }, peer: { atLeast: 5 } },
    measure: confirmations,
  },
];

async function registrations(
  { quick, folder, hasPeers }: Run,
  hash: Readonly<Record<string, string>>,
): Promise<Figures> {
  const on = (who: string) => ({ DATABASE: `sqlite:${folder}/register-${who}-${hash["HASH"]}.db` });
  await using postern = await program("./programs/postern.ts", on("postern"));
  await using limit = await program("./programs/bare.ts", on("limit"));
  await using peer = hasPeers
    ? await program("./peers/better-auth.mjs", { ...on("peer"), ...hash })
    : undefined;
  const milliseconds = quick ? 1_000 : 3_000;
  return await takeTurns(
    {
      postern: await registering(postern, "/register", 201, milliseconds),
      limit: () => limit.ask<number>("hashes", { milliseconds }),
      ...(peer === undefined
        ? {}
        : { peer: await registering(peer, "/api/auth/sign-up/email", 200, milliseconds) }),
    },
    quick ? 3 : 5,
  );
}

/** Each registration is somebody new. */
async function registering(
  of: Program,
  path: string,
  status: number,
  milliseconds: number,
): Promise<Measure> {
  const { url } = await of.ask<Place>("listening");
  let people = 0;
  const next = (): string => {
    const email = `person${(people += 1)}@example.com`;
    const named = path === "/register" ? {} : { name: "Person" };
    const json = { ...named, email, password: "plum tree by the river" };
    return requestText(`${url}${path}`, { method: "POST", headers: { origin: ORIGIN }, json });
  };
  return async () => {
    const asked = { url, next, connections: REGISTERING, milliseconds, status };
    return (await load(asked)).perSecond;
  };
}

const ORIGIN = "http://localhost:5000";

async function confirmations({ quick, folder, hasPeers }: Run): Promise<Figures> {
  const on = (who: string) => ({ DATABASE: `sqlite:${folder}/confirm-${who}.db` });
  await using postern = await program("./programs/confirming.ts", on("postern"));
  await using limit = await program("./programs/bare.ts", on("limit"));
  await using peer = hasPeers
    ? await program("./peers/better-auth.mjs", { ...on("peer"), HASH: "none" })
    : undefined;
  const count = quick ? 200 : 600;
  return await takeTurns(
    {
      postern: await confirming(postern, count, 200),
      limit: await confirming(limit, count, 200),
      ...(peer === undefined ? {} : { peer: await confirming(peer, count, 200) }),
    },
    quick ? 3 : 7,
  );
}

/** So many people who registered and have their mail: each confirmation is somebody else's. */
async function confirming(of: Program, count: number, status: number): Promise<Measure> {
  const { url } = await of.ask<Place>("listening");
  return async () => {
    const waiting = await of.ask<readonly Waiting[]>("wait", { count });
    const texts = waiting.map(({ path, ...parts }) => requestText(`${url}${path}`, parts));
    const next = (): string | undefined => texts.pop();
    const asked = { url, next, connections: CONFIRMING, milliseconds: Infinity, status };
    const done: Load = await load(asked);
    return done.perSecond;
  };
}
