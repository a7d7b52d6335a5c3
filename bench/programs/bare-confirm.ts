// A hand-written confirmation: as many writes as Postern makes, in one durable commit.

import { DatabaseSync } from "node:sqlite";

export type BareConfirm = {
  /** Adds the given number of waiting people; returns their ids. */
  register(count: number): readonly string[];
  /** How many were confirmed: 1, or 0 for an id that is unknown or was confirmed before. */
  confirm(id: string): number;
};

/**
 * The least that a confirmation must write: who is confirmed, whose the address is, that the link is used, the
 * old session's end, the new one, and a line for the audit log.
 */
export function bareConfirm(file: string): BareConfirm {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE people (id TEXT PRIMARY KEY, confirmed_on INTEGER);
    CREATE TABLE owned (email TEXT PRIMARY KEY, id TEXT NOT NULL);
    CREATE TABLE tokens (id TEXT PRIMARY KEY, used_on INTEGER);
    CREATE TABLE visits (id TEXT PRIMARY KEY, person TEXT NOT NULL);
    CREATE TABLE acts (id INTEGER PRIMARY KEY, person TEXT NOT NULL, act TEXT NOT NULL);
  `);
  const writes = [
    "UPDATE tokens SET used_on = 1 WHERE id = ? AND used_on IS NULL",
    "UPDATE people SET confirmed_on = 1 WHERE id = ?",
    "INSERT INTO owned (email, id) VALUES (?1 || '@example.com', ?1)",
    "DELETE FROM visits WHERE id = ?",
    "INSERT INTO visits (id, person) VALUES ('new ' || ?1, ?1)",
    "INSERT INTO acts (person, act) VALUES (?, 'confirmed')",
  ].map((sql) => database.prepare(sql));
  const arrivals = [
    "INSERT INTO people (id) VALUES (?)",
    "INSERT INTO tokens (id) VALUES (?)",
    "INSERT INTO visits (id, person) VALUES (?1, ?1)",
  ].map((sql) => database.prepare(sql));
  let people = 0;
  return {
    register(count) {
      const ids = Array.from({ length: count }, () => `person${(people += 1)}`);
      database.exec("BEGIN");
      for (const id of ids) for (const arrival of arrivals) arrival.run(id);
      database.exec("COMMIT");
      return ids;
    },
    confirm(id) {
      database.exec("BEGIN IMMEDIATE");
      const [used] = writes.map((write) => Number(write.run(id).changes));
      database.exec("COMMIT");
      return used ?? 0;
    },
  };
}
