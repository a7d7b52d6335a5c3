// Fills a database with users, by statements of the database itself.

import { createReadStream, existsSync, renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { days } from "../../src/domain/time.ts";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { row } from "../../src/stores/sql/work.ts";
import { digestOf } from "./site.ts";

/** The content of a user's cookie: as long as the one that Postern makes. */
export const secretOf = (user: number): string => digestOf(`secret-${user}`);

/** Fills a database that has no users yet. */
export async function populate(url: string, users: number): Promise<void> {
  const file = /^sqlite:(.*)/.exec(url)?.[1];
  await (file === undefined ? populatePostgres(url, users) : populateSqlite(file, users));
}

/** Under another name, so that a half-filled file is never used as a complete one. */
async function populateSqlite(file: string, users: number): Promise<void> {
  if (existsSync(file)) return;
  const part = `${file}.part`;
  await migrated(`sqlite:${part}`);
  const filling = new DatabaseSync(part);
  filling.function("digest", (user) => digestOf(secretOf(Number(user))));
  filling.exec(`
    PRAGMA journal_mode = MEMORY;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -4000000;
    BEGIN;
    ${filled({
      numbers: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${users}) SELECT i FROM n`,
      users,
      hex: "printf('%010x', i)",
      random: (digits) => `substr(lower(hex(randomblob(16))), 1, ${digits})`,
      digest: "digest(i)",
    })}
    COMMIT;
  `);
  filling.close();
  renameSync(part, file);
}

/** When a database was filled. */
export async function filledOn(url: string): Promise<number> {
  const driver = await openDriver({ database: url, dataFolder: undefined });
  const session = await driver.read(() =>
    row<{ on: number }>('SELECT created_on AS "on" FROM sessions LIMIT 1'),
  );
  await driver.close();
  return session?.on ?? Date.now();
}

/**
 * Reads the file of SQLite, so that as much of it is in memory as on a site that runs for a while: most of all what logins and
 * sessions of all users read, which are four tables and the indexes by which they are found.
 */
export async function warm(url: string): Promise<void> {
  const file = /^sqlite:(.*)/.exec(url)?.[1];
  if (file === undefined) return;
  for await (const _ of createReadStream(file, { highWaterMark: 2 ** 20 }));
  const reading = new DatabaseSync(file, { readOnly: true });
  for (const [table, key, column] of [
    ["users", "id", "registered_with"],
    ["addresses", "email_key", "claimed_on"],
    ["credentials", "user_id", "secret"],
    ["sessions", "hash", "evidence"],
  ]) {
    reading.prepare(`SELECT COUNT(${column}) FROM ${table}`).get();
    reading
      .prepare(`SELECT COUNT(*) FROM (SELECT ${key} FROM ${table} ORDER BY ${key} LIMIT -1)`)
      .get();
  }
  reading.close();
}

async function populatePostgres(url: string, users: number): Promise<void> {
  await migrated(url);
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query("SELECT 1 FROM users LIMIT 1");
  const digest = (text: string): string =>
    `rtrim(translate(encode(sha256(convert_to(${text}, 'UTF8')), 'base64'), '+/', '-_'), '=')`;
  if (rows.length === 0) {
    await client.query(`
      BEGIN;
      ${filled({
        numbers: `SELECT generate_series(1, ${users}::bigint) AS i`,
        users,
        hex: "lpad(to_hex(i), 10, '0')",
        random: (digits) => `left(replace(gen_random_uuid()::text, '-', ''), ${digits})`,
        digest: digest(digest("'secret-' || i")),
      })}
      COMMIT;`);
    await client.query("VACUUM ANALYZE");
  }
  await client.end();
}

async function migrated(url: string): Promise<void> {
  const driver = await openDriver({ database: url, dataFolder: undefined });
  await migrate(driver, Date.now());
  await driver.close();
}

/** What differs between the two databases, in terms of the number `i` of a user. */
type Expressions = {
  /** A query whose rows are the numbers of all users. */
  readonly numbers: string;
  readonly users: number;
  /** Ten digits, in the order of the numbers. */
  readonly hex: string;
  readonly random: (digits: number) => string;
  /** What the store has of the user's cookie. */
  readonly digest: string;
};

/** Users with a password and a session, whose confirmation links are used, whose mails are sent and whose audit lines are written. */
function filled({ numbers, users, hex, random, digest }: Expressions): string {
  const now = Date.now();
  return `
    CREATE TEMP TABLE people AS
      SELECT i, ${hex} || ${random(16)} AS id, 'user' || i || '@example.com' AS email,
        ${random(22)} AS link, ${now - days(300)} + i * ${days(299)} / ${users} AS at
      FROM (${numbers}) AS numbers;
    INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via)
      SELECT id, email, email, at, 'Firefox on Linux', at + 60000, 'link' FROM people;
    INSERT INTO credentials (id, user_id, kind, factor, secret, created_on)
      SELECT id, id, 'password', 'first', 'none', at FROM people;
    INSERT INTO addresses (email_key, user_id, claimed_on) SELECT email, id, at FROM people;
    INSERT INTO sessions (hash, id, user_id, created_on, last_seen_on, evidence, expires_on,
        browser, client)
      SELECT ${digest}, ${hex} || ${random(6)}, id, ${now}, ${now},
        '[{"kind":"password","factor":"first","credentialId":"' || id || '","on":${now}}]', ${now + days(30)},
        'Firefox on Linux', '192.0.2.1' FROM people;
    INSERT INTO links (id, purpose, user_id, email, email_key, created_on, minted_on, expires_on,
        code_expires_on, ended_on, ended_why)
      SELECT link, 'confirm', id, email, email, at, at, at + ${days(3)}, at + 3600000,
        at + 60000, 'used' FROM people;
    INSERT INTO mails (id, kind, user_id, link_id, email, email_key, state, priority, created_on,
        due_on, worthless_on, attempts, fence, minted_on, ended_on, answer)
      SELECT ${hex} || ${random(10)}, 'confirm', id, link, email, email,
        'sent', 1, at, at, at + ${days(3)}, 1, 1, at, at, '250 OK' FROM people;
    INSERT INTO audit (id, happened_on, actor, act, user_id)
      SELECT ${hex} || ${random(10)}, at, 'visitor', 'registered', id FROM people;
    INSERT INTO audit (id, happened_on, actor, act, user_id)
      SELECT ${hex} || ${random(10)}, at + 60000, 'user', 'confirmed', id FROM people;
    DROP TABLE people;`;
}
