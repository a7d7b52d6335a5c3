// How fast committed mails reach a mail server.

import { program, programs } from "../program.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";

export const mails: readonly Row[] = [
  {
    name: "outbox",
    what: "mails from committed to accepted, SQLite",
    limit: "the same mail by nodemailer's pool to the same mail server, and no outbox",
    unit: "a second",
    better: "more",
    aim: { atLeast: 0.8 },
    measure: handedOver,
  },
];

async function handedOver(run: Run): Promise<Figures> {
  const { quick, folder } = run;
  await using sink = await program("./programs/sink.ts");
  const { port } = await sink.ask<{ port: number }>("listening");
  const files = { postern: "./programs/sending.ts" };
  await using sending = await programs(run, files, async (who) => ({
    DATABASE: `sqlite:${folder}/outbox-${who}.db`,
    SMTP_PORT: `${port}`,
  }));
  // The pool sends the mail that the outbox sent.
  await sending.each((of) => of.ask("outbox", { count: 1 }));
  const given = { count: quick ? 300 : 1_000 };
  const measures = await sending.each((of) => () => of.ask<number>("outbox", given));
  const limit = () => sending.of.postern.ask<number>("pool", given);
  return await takeTurns({ ...measures, limit }, quick ? 3 : 5);
}
