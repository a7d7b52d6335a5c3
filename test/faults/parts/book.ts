// The database as an auditor reads it: beside the servers, by SQL of its own.

import { DatabaseSync } from "node:sqlite";

export type Row = Readonly<Record<string, string | number | null>>;

/** Answers a question in SQL, over a connection of its own. */
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

/** How many mails are not over yet. */
export async function waitingMails(database: string): Promise<number> {
  const [row] = await ask(database, "SELECT COUNT(*) AS waiting FROM mails WHERE ended_on IS NULL");
  return Number(row?.["waiting"]);
}
