// Databases in memory for tests, with all tables.

import { DatabaseSync } from "node:sqlite";
import { sqliteStore, type SqliteOptions } from "../open-stores.ts";

/** Migrated once per process and prefix, because that takes longer than many a test, and copied from then on. */
const migrated = new Map<string, Uint8Array>();

/** A database of its own with the tables of Postern, and with no rows of users. */
export async function databaseInMemory(
  options: Pick<SqliteOptions, "clock" | "prefix"> = {},
): Promise<DatabaseSync> {
  const database = new DatabaseSync(":memory:");
  if (!("deserialize" in database)) return database; // older Node
  const { prefix = "" } = options;
  const bytes = migrated.get(prefix) ?? (await tablesOf(options));
  migrated.set(prefix, bytes);
  database.deserialize(bytes);
  return database;
}

async function tablesOf(options: Pick<SqliteOptions, "clock" | "prefix">): Promise<Uint8Array> {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database, options);
  const bytes = database.serialize();
  await store.close();
  return bytes;
}
