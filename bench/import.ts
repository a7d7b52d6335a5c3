// How fast users are imported and exported, beside the bare rows, on SQLite and PostgreSQL.
//
//   node bench/import.ts [USERS]     default: 20000
//
// Users have strong hashes (bcrypt), one in ten an authenticator app. Bare: the rows that the import wrote are written again to
// an empty database of the same tables, by prepared statements, 500 users in a transaction. Each is done in turn, three times.

import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, memoryUsage, stdout } from "node:process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { Pool } from "pg";
import { jsonLog } from "../src/adapters/json-log.ts";
import { capturedMailbox } from "../src/adapters/captured-mailbox.ts";
import { writeUserRecord } from "../src/domain/user-record.ts";
import { readUsers } from "../src/host-imports.ts";
import { postgresStore, sqliteStore } from "../src/open-stores.ts";
import type { Store } from "../src/ports/store.ts";
import { composePostern } from "../src/postern.ts";
import { startOwnPostgres } from "../test/postgres/server.ts";
import { median } from "./statistics.ts";

const TURNS = 3;
const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

/** What an import writes, in the order in which rows refer to each other. */
const TABLES = [
  "users",
  "credentials",
  "addresses",
  "imported_users",
  "audit",
  "cohort_news",
] as const;

type Row = Readonly<Record<string, string | number | null>>;

type Place = {
  readonly store: Store;
  /** All rows of a table. */
  rows(table: string): Promise<readonly Row[]>;
  /** Writes groups of rows, each group in one transaction. */
  write(
    table: string,
    columns: readonly string[],
    groups: readonly (readonly Row[])[],
  ): Promise<void>;
  close(): Promise<void>;
};

type Engine = { readonly name: string; open(): Promise<Place>; stop(): Promise<void> };

async function sqlite(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), "postern-import-"));
  let places = 0;
  return {
    name: "SQLite",
    async open() {
      places += 1;
      const database = new DatabaseSync(join(folder, `${places}.db`));
      const store = await sqliteStore(database);
      return {
        store,
        rows: async (table) => database.prepare(`SELECT * FROM ${table}`).all() as Row[],
        async write(table, columns, groups) {
          const marks = columns.map(() => "?").join(", ");
          const insert = database.prepare(
            `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`,
          );
          for (const group of groups) {
            database.exec("BEGIN IMMEDIATE");
            for (const row of group) insert.run(...columns.map((column) => row[column] ?? null));
            database.exec("COMMIT");
          }
        },
        close: () => store.close(),
      };
    },
    stop: () => rm(folder, { recursive: true }),
  };
}

async function postgres(): Promise<Engine> {
  const server = await startOwnPostgres();
  return {
    name: "PostgreSQL",
    async open() {
      const pool = new Pool({ connectionString: await server.database(), max: 4 });
      const store = await postgresStore(pool);
      return {
        store,
        rows: async (table) => (await pool.query<Row>(`SELECT * FROM ${table}`)).rows,
        async write(table, columns, groups) {
          const client = await pool.connect();
          const marks = columns.map((_, at) => `$${at + 1}`).join(", ");
          const text = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`;
          for (const group of groups) {
            const values = group.map((row) => columns.map((column) => row[column] ?? null));
            // Sent together, and awaited together.
            await Promise.all([
              client.query("BEGIN"),
              ...values.map((each) => client.query({ name: table, text, values: each })),
              client.query("COMMIT"),
            ]);
          }
          client.release();
        },
        close: () => store.close(),
      };
    },
    stop: () => server.stop(),
  };
}

async function fileOf(users: number, folder: string): Promise<string> {
  const file = join(folder, "users.jsonl");
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
  return file;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

const posternOn = (store: Store) =>
  composePostern({
    baseUrl: "https://postern.example",
    secret: SECRET,
    store,
    mailer: capturedMailbox(),
    background: false,
    log: jsonLog(),
  });

let peak = 0;

async function importFile(file: string, postern: ReturnType<typeof posternOn>): Promise<void> {
  const read = await readUsers(createReadStream(file, { highWaterMark: 2 ** 18 }), {
    system: "postern",
    now: Date.now(),
  });
  if (!read.ok) throw new Error(read.detail);
  let seen = 0;
  for await (const row of postern.importUsers(read.value.users, { system: "django" })) {
    if (row.outcome !== "added") throw new Error(`${row.line}: ${row.outcome}`);
    if ((seen += 1) % 5_000 === 0) peak = Math.max(peak, memoryUsage.rss());
  }
}

const grouped = (rows: readonly Row[]): readonly (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / 500) }, (_, at) =>
    rows.slice(at * 500, at * 500 + 500),
  );

async function measure(engine: Engine, file: string): Promise<void> {
  const times = {
    import: [] as number[],
    bare: [] as number[],
    export: [] as number[],
    read: [] as number[],
  };
  const idle = memoryUsage.rss();
  peak = 0;
  let first = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const one = await engine.open();
    const postern = posternOn(one.store);
    times.import.push(await timed(() => importFile(file, postern)));
    if (turn === 0) first = peak;
    times.export.push(
      await timed(async () => {
        let bytes = 0;
        for await (const user of postern.exportUsers({ credentials: true }))
          bytes += writeUserRecord(user).length;
        return bytes;
      }),
    );
    times.read.push(
      await timed(() => Promise.all(["users", "credentials", "imported_users"].map(one.rows))),
    );
    const tables = await Promise.all(
      TABLES.map(async (table) => [table, await one.rows(table)] as const),
    );
    await one.close();
    const other = await engine.open();
    times.bare.push(
      await timed(async () => {
        for (const [table, rows] of tables)
          await other.write(table, Object.keys(rows[0] ?? {}), grouped(rows));
      }),
    );
    await other.close();
  }
  const [imported, bare, exported, read] = Object.values(times).map(median) as [
    number,
    number,
    number,
    number,
  ];
  stdout.write(
    `${engine.name}: import ${imported.toFixed(2)} s, bare ${bare.toFixed(2)} s: ${(bare / imported).toFixed(2)}; ` +
      `export ${exported.toFixed(2)} s, read ${read.toFixed(2)} s: ${(read / exported).toFixed(2)}; ` +
      `${((first - idle) / 2 ** 20).toFixed(0)} MB over idle in the first turn\n`,
  );
}

const users = Number(argv[2] ?? 20_000);
const only = argv[3];
const folder = await mkdtemp(join(tmpdir(), "postern-import-file-"));
const file = await fileOf(users, folder);
for (const start of [sqlite, postgres]) {
  if (only !== undefined && start.name !== only) continue;
  const engine = await start();
  await measure(engine, file);
  await engine.stop();
}
await rm(folder, { recursive: true });
