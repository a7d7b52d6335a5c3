// How fast committed mails reach a mail server.

import { program } from "../program.ts";
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

async function handedOver({ quick, folder }: Run): Promise<Figures> {
  await using sink = await program("./programs/sink.ts");
  const { port } = await sink.ask<{ port: number }>("listening");
  const on = { DATABASE: `sqlite:${folder}/outbox.db`, SMTP_PORT: `${port}` };
  await using postern = await program("./programs/sending.ts", on);
  // The pool sends what the outbox sent.
  await postern.ask("outbox", { count: 1 });
  const given = { count: quick ? 300 : 1_000 };
  return await takeTurns(
    {
      postern: () => postern.ask<number>("outbox", given),
      limit: () => postern.ask<number>("pool", given),
    },
    quick ? 3 : 5,
  );
}
