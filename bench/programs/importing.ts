// Imports and exports users, and writes and reads the same rows without Postern.

import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import { memoryUsage, resourceUsage } from "node:process";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { Pool } from "pg";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { jsonLog } from "../../src/adapters/json-log.ts";
import { writeUserRecord } from "../../src/domain/user-record.ts";
import { readUsers } from "../../src/host-imports.ts";
import { postgresStore, sqliteStore } from "../../src/open-stores.ts";
import type { Store } from "../../src/ports/store.ts";
import { composePostern } from "../../src/postern.ts";
import { obey } from "../program.ts";
import { BASE_URL, SECRET } from "./site.ts";

/** What an import writes, in the order in which rows refer to each other. */
const TABLES = [
  "users",
  "credentials",
  "addresses",
  "imported_users",
  "audit",
  "cohort_news",
] as const;

/** How many users the limit writes in one transaction: as many as an import does. */
const AT_ONCE = 512;

type Row = Readonly<Record<string, string | number | null>>;

/** Some rows of a table. */
type Part = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
};

type Place = {
  readonly store: Store;
  rows(table: string): Promise<readonly Row[]>;
  /** Writes rows of several tables in one transaction, each with a prepared statement. */
  write(parts: readonly Part[]): Promise<void>;
};

async function sqlite(file: string): Promise<Place> {
  const database = new DatabaseSync(file);
  const store = await sqliteStore(database);
  const statements = new Map<string, StatementSync>();
  const prepared = (text: string): StatementSync => {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  return {
    store,
    rows: async (table) => database.prepare(`SELECT * FROM ${table}`).all() as Row[],
    async write(parts) {
      database.exec("BEGIN IMMEDIATE");
      for (const part of parts) {
        const insert = prepared(insertion(part, () => "?"));
        for (const values of valuesOf(part)) insert.run(...values);
      }
      database.exec("COMMIT");
    },
  };
}

async function postgres(connectionString: string): Promise<Place> {
  const pool = new Pool({ connectionString, max: 4 });
  const store = await postgresStore(pool);
  return {
    store,
    rows: async (table) => (await pool.query<Row>(`SELECT * FROM ${table}`)).rows,
    async write(parts) {
      const client = await pool.connect();
      // Sent together, and awaited together.
      await Promise.all([
        client.query("BEGIN"),
        ...parts.flatMap((part) => {
          const text = insertion(part, (at) => `$${at + 1}`);
          return valuesOf(part).map((values) => client.query({ name: part.table, text, values }));
        }),
        client.query("COMMIT"),
      ]);
      client.release();
    },
  };
}

const insertion = ({ table, columns }: Part, mark: (at: number) => string): string =>
  `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((_, at) => mark(at)).join(", ")})`;

const valuesOf = ({ columns, rows }: Part) =>
  rows.map((row) => columns.map((column) => row[column] ?? null));

async function opened<Value>(url: string, use: (place: Place) => Promise<Value>): Promise<Value> {
  const file = /^sqlite:(.*)/.exec(url)?.[1];
  const place = await (file === undefined ? postgres(url) : sqlite(file));
  try {
    return await use(place);
  } finally {
    await place.store.close();
  }
}

const posternOn = (store: Store) =>
  composePostern({
    baseUrl: BASE_URL,
    secret: SECRET,
    store,
    mailer: capturedMailbox(),
    background: false,
    log: jsonLog(),
  });

/** Users with strong hashes, four in five confirmed, and one in ten with an authenticator app. */
async function writeFile(file: string, users: number): Promise<void> {
  const stream = createWriteStream(file);
  for (let n = 0; n < users; n += 1) {
    const registeredOn = Date.UTC(2020, 0, 1) + n * 60_000;
    const salt = `${n}`.padStart(22, "a");
    const line = writeUserRecord({
      foreignId: `${n}`,
      email: `person${n}@d${n % 50}.example`,
      registeredOn,
      ...(n % 5 > 0 && { confirmedOn: registeredOn + 60_000 }),
      password: { stored: { text: `$2b$10$${salt}${"b".repeat(31)}`, system: "django" } },
      ...(n % 10 === 0 && { totp: [{ secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }] }),
    });
    if (!stream.write(`${line}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

/** Returns how many users were imported. */
async function importFile(file: string, postern: ReturnType<typeof posternOn>): Promise<number> {
  const read = await readUsers(createReadStream(file, { highWaterMark: 2 ** 18 }), {
    system: "postern",
  });
  if (!read.ok) throw new Error(read.detail);
  let users = 0;
  for await (const row of postern.importUsers(read.value.users, { system: "django" })) {
    if (row.outcome !== "added") throw new Error(`${row.line}: ${row.outcome}`);
    users += 1;
  }
  return users;
}

/** Some users at a time with all that is theirs. */
function grouped(
  tables: readonly (readonly [string, readonly Row[]])[],
): readonly (readonly Part[])[] {
  const [[, users]] = tables as [readonly [string, readonly Row[]]];
  const groupOf = new Map(users.map(({ id }, at) => [id, Math.floor(at / AT_ONCE)]));
  const parts = tables.map(([table, rows]) => ({
    table,
    columns: Object.keys(rows[0] ?? {}),
    byGroup: Map.groupBy(rows, (row) =>
      groupOf.get(table === "users" ? row["id"]! : row["user_id"]!),
    ),
  }));
  return Array.from({ length: Math.ceil(users.length / AT_ONCE) }, (_, at) =>
    parts.map(({ table, columns, byGroup }) => ({ table, columns, rows: byGroup.get(at) ?? [] })),
  );
}

/** How many a second. */
async function rate(work: () => Promise<number>): Promise<number> {
  const began = performance.now();
  return (await work()) / ((performance.now() - began) / 1_000);
}

let kept: ReturnType<typeof grouped> = [];

type On = { readonly url: string };

obey({
  file: ({ file, users }: { file: string; users: number }) => writeFile(file, users),
  import: ({ url, file }: On & { file: string }) =>
    opened(url, ({ store }) => rate(() => importFile(file, posternOn(store)))),
  export: ({ url }: On) =>
    opened(url, ({ store }) =>
      rate(async () => {
        let [users, bytes] = [0, 0];
        for await (const user of posternOn(store).exportUsers({ credentials: true })) {
          users += 1;
          bytes += writeUserRecord(user).length;
        }
        return bytes > 0 ? users : 0;
      }),
    ),
  /** Keeps the rows that an import wrote. */
  keep: ({ url }: On) =>
    opened(url, async ({ rows }) => {
      const all = TABLES.map(async (table) => [table, await rows(table)] as const);
      kept = grouped(await Promise.all(all));
    }),
  /** Writes them to an empty database. */
  write: ({ url }: On) =>
    opened(url, ({ write }) =>
      rate(async () => {
        for (const parts of kept) await write(parts);
        return kept.reduce((sum, [users]) => sum + users!.rows.length, 0);
      }),
    ),
  read: ({ url }: On) =>
    opened(url, ({ rows }) =>
      rate(async () => {
        const [users] = await Promise.all(["users", "credentials", "imported_users"].map(rows));
        return users!.length;
      }),
    ),
  /** The most megabytes that the process takes during an import, over those before it. */
  memory: ({ url, file }: On & { file: string }) =>
    opened(url, async ({ store }) => {
      const postern = posternOn(store);
      const idle = memoryUsage.rss();
      await importFile(file, postern);
      return (resourceUsage().maxRSS * 1_024 - idle) / 2 ** 20;
    }),
});
