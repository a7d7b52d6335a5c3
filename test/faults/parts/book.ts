// The database as an auditor reads it: independently of the servers, with its own SQL.

import { DatabaseSync } from "node:sqlite";
import { until } from "./wait.ts";

export type Row = Readonly<Record<string, string | number | null>>;

/** Runs a query over its own connection. */
export async function ask(database: string, sql: string): Promise<readonly Row[]> {
  if (!database.startsWith("postgres")) return askSqlite(database, sql);
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: database });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function askSqlite(database: string, sql: string): readonly Row[] {
  const file = new DatabaseSync(database.slice("sqlite:".length));
  try {
    file.exec("PRAGMA busy_timeout = 5000");
    return file.prepare(sql).all() as unknown as readonly Row[];
  } finally {
    file.close();
  }
}

/** The lease, a check, the slowest hand-over, and a machine that is busy with other things. */
const DRAINED = { within: 120_000, every: 250 };

/** Waits until every mail has ended. */
export const outboxIsEmpty = (
  database: string,
  patience: { readonly within: number; readonly every?: number } = DRAINED,
): Promise<void> =>
  until("the outbox is empty", async () => (await waitingMails(database)) === 0, patience);

/** How many mails have not ended yet. */
async function waitingMails(database: string): Promise<number> {
  const [row] = await ask(database, "SELECT COUNT(*) AS waiting FROM mails WHERE ended_on IS NULL");
  return Number(row?.["waiting"]);
}
