// What a webhook that hears every event costs those who register and confirm.

import { startOwnPostgres } from "../../test/postgres/server.ts";
import { program, programs, type Program } from "../program.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";
import { registering } from "../sites.ts";
import { confirming } from "./writing.ts";

type Act = (of: Program, run: Run) => Promise<Measure>;

type Database = (who: string) => Promise<string>;

const REGISTERING = 8;

const confirm: Act = (of, { quick }) => confirming(of, quick ? 200 : 600);

const register: Act = async (of, { quick }) => {
  const load = await registering(of, "postern", REGISTERING);
  return async () => (await load(quick ? 1_000 : 3_000)).perSecond;
};

const COMMON = {
  limit: "the same site without a webhook",
  unit: "a second",
  better: "more",
  aim: { atLeast: 0.9 },
} as const;

export const events: readonly Row[] = [
  {
    name: "webhook-register",
    what: "registrations, saturated, with a webhook for every event, SQLite",
    ...COMMON,
    measure: (run) => onSqlite(run, "./programs/postern.ts", register),
  },
  {
    name: "webhook-confirm",
    what: "confirmations over HTTP with a webhook for every event, SQLite",
    ...COMMON,
    measure: (run) => onSqlite(run, "./programs/confirming.ts", confirm),
  },
  {
    name: "webhook-postgres",
    what: "the same, PostgreSQL",
    ...COMMON,
    async measure(run) {
      const server = await startOwnPostgres();
      try {
        return await compare(run, "./programs/confirming.ts", confirm, () => server.database());
      } finally {
        await server.stop();
      }
    },
  },
];

const onSqlite = (run: Run, file: string, act: Act): Promise<Figures> =>
  compare(run, file, act, async (who) => `sqlite:${run.folder}/${act.name}-webhook-${who}.db`);

async function compare(run: Run, file: string, act: Act, database: Database): Promise<Figures> {
  await using receiver = await program("./programs/hearing.ts");
  const { url } = await receiver.ask<{ readonly url: string }>("listening");
  // Another revision may know no webhooks, so it takes no part.
  await using sites = await programs({}, { postern: file, limit: file }, async (who) => ({
    DATABASE: await database(who),
    WEBHOOK: who === "postern" ? url : "",
  }));
  const measures = await sites.each(async (of) => {
    const measure = await act(of, run);
    return async () => {
      const figure = await measure();
      // What is still to be told would take time from the others.
      await of.ask("settle");
      return figure;
    };
  });
  const figures = await takeTurns(measures, run.quick ? 3 : 7);
  if ((await receiver.ask<number>("heard")) === 0) throw new Error("the webhook heard nothing");
  return figures;
}
