// Writes: registrations, which hash, and confirmations, which commit.

import { load, requestText, type Load } from "../load.ts";
import { program, programs, type Program } from "../program.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";
import { registering, startSites } from "../sites.ts";

/** A confirmation that is ready to be sent: the path and the parts of its request. */
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
    peers: [{ name: "Better Auth", by: "its sign-up with its own scrypt", aim: 8 }],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.9 },
    measure: (run) => registrations(run, {}),
  },
  {
    name: "register-argon2",
    what: "the same, with a peer that hashes likewise",
    limit: "argon2id with the same parameters on all cores, and nothing else",
    peers: [{ name: "Better Auth", by: "its sign-up with the same argon2id", aim: 1.2 }],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.9 },
    measure: (run) => registrations(run, { HASH: "argon2" }),
  },
  {
    name: "confirm",
    what: "confirmations over HTTP, durable, SQLite",
    limit: "a bare Hono route with as many writes in one durable commit",
    peers: [{ name: "Better Auth", by: "its verification of an e-mail address", aim: 5 }],
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.7 },
    measure: confirmations,
  },
];

async function registrations(run: Run, hash: Readonly<Record<string, string>>): Promise<Figures> {
  const name = `register${hash["HASH"] ?? ""}`;
  await using limit = await program("./programs/bare.ts", {
    DATABASE: `sqlite:${run.folder}/${name}-limit.db`,
  });
  await using sites = await startSites(run, ["postern", "Better Auth"], async (who) => ({
    DATABASE: `sqlite:${run.folder}/${name}-${who}.db`,
    ...(who === "postern" ? {} : hash),
  }));
  const milliseconds = run.quick ? 1_000 : 3_000;
  const measures = await sites.each(async (of, who) => {
    const register = await registering(of, who, REGISTERING);
    return async () => (await register(milliseconds)).perSecond;
  });
  const hashes = () => limit.ask<number>("hashes", { milliseconds });
  return await takeTurns({ ...measures, limit: hashes }, run.quick ? 3 : 5);
}

async function confirmations(run: Run): Promise<Figures> {
  const { quick, folder, peers } = run;
  const peer: Record<string, string> = peers.has("Better Auth")
    ? { "Better Auth": "./peers/better-auth.mjs" }
    : {};
  const files = { postern: "./programs/confirming.ts", limit: "./programs/bare.ts", ...peer };
  await using started = await programs(run, files, async (who) => ({
    DATABASE: `sqlite:${folder}/confirm-${who}.db`,
    HASH: "none",
  }));
  const count = quick ? 200 : 600;
  const measures = await started.each((of) => confirming(of, count));
  return await takeTurns(measures, quick ? 3 : 7);
}

/** The given number of people who registered and have their mail: each confirmation is for another one. */
export async function confirming(of: Program, count: number): Promise<Measure> {
  const { url } = await of.ask<{ readonly url: string }>("listening");
  return async () => {
    const waiting = await of.ask<readonly Waiting[]>("wait", { count });
    const texts = waiting.map(({ path, ...parts }) => requestText(`${url}${path}`, parts));
    const next = (): string | undefined => texts.pop();
    const asked = { url, next, connections: CONFIRMING, milliseconds: Infinity, status: 200 };
    const done: Load = await load(asked);
    return done.perSecond;
  };
}
