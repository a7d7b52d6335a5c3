// How fast committed mails reach a mail server.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mayMakeRoot, runInRoot } from "../../scripts/throw-away-root/run.ts";
import { program, programs } from "../program.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";

const SINK = {
  limit: "the same mail by nodemailer's pool to the same mail server, and no outbox",
  unit: "a second",
  better: "more",
  aim: { atLeast: 0.9 },
} as const;

const POSTFIX = {
  ...SINK,
  limit: "the same mail by nodemailer's pool with the same options, and no outbox",
  isPossible: mayMakeRoot,
} as const;

export const mails: readonly Row[] = [
  {
    ...SINK,
    name: "outbox",
    what: "mails from committed to accepted, SQLite",
    measure: (run) => handedOver(run, 5),
  },
  {
    ...SINK,
    name: "outbox-20",
    what: "the same with 20 connections",
    measure: (run) => handedOver(run, 20),
  },
  {
    ...POSTFIX,
    name: "postfix",
    what: "10,000 mails from committed to accepted by a real Postfix, SQLite",
    measure: (run) => handedToPostfix(run, 5),
  },
  {
    ...POSTFIX,
    name: "postfix-20",
    what: "the same with 20 connections",
    measure: (run) => handedToPostfix(run, 20),
  },
];

async function handedOver(run: Run, connections: number): Promise<Figures> {
  await using sink = await program("./programs/sink.ts");
  const { port } = await sink.ask<{ port: number }>("listening");
  // This server greets after a tenth of a second, so connections are used for longer than with Postfix.
  const server = { SMTP_PORT: `${port}`, CONNECTIONS: `${connections}`, MESSAGES: "100" };
  return await inTurns(run, server, run.quick ? 300 : 1_000);
}

/** Postfix is installed and started for this run only, in a throw-away root that has its files in memory. */
async function handedToPostfix(
  { quick, folder, before }: Run,
  connections: number,
): Promise<Figures> {
  const into = join(folder, "postfix.json");
  const servers = new URL("../../scripts/mail-servers/", import.meta.url);
  const inside = new URL("../programs/at-postfix.ts", import.meta.url);
  const asked = JSON.stringify({ run: { quick, folder, before }, connections, into });
  if (!runInRoot("postfix", servers, inside, [asked])) throw new Error("Postfix: see above");
  return JSON.parse(readFileSync(into, "utf8")) as Figures;
}

/** The outbox and the pool hand mails over to the same mail server, some in each round. */
export async function inTurns(
  run: Pick<Run, "quick" | "folder" | "before">,
  server: Readonly<Record<string, string>>,
  count: number,
): Promise<Figures> {
  const files = { postern: "./programs/sending.ts" };
  await using sending = await programs(run, files, async (who) => ({
    DATABASE: `sqlite:${run.folder}/outbox-${server["SMTP_PORT"]}-${who}.db`,
    ...server,
  }));
  // The pool sends the mail that the outbox sent.
  await sending.each((of) => of.ask("outbox", { count: 1 }));
  const measures = await sending.each((of) => () => of.ask<number>("outbox", { count }));
  const limit = () => sending.of.postern.ask<number>("pool", { count });
  return await takeTurns({ ...measures, limit }, run.quick ? 3 : 5);
}
