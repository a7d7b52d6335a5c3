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
import { DatabaseSync, type StatementSync } from "node:sqlite";
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

/** Some rows of a table. */
type Part = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
};

const insertion = ({ table, columns }: Part, mark: (at: number) => string): string =>
  `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((_, at) => mark(at)).join(", ")})`;

const valuesOf = ({ columns, rows }: Part) =>
  rows.map((row) => columns.map((column) => row[column] ?? null));

type Place = {
  readonly store: Store;
  /** All rows of a table. */
  rows(table: string): Promise<readonly Row[]>;
  /** Writes rows of several tables in one transaction, each with a prepared statement. */
  write(parts: readonly Part[]): Promise<void>;
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
        async write(parts) {
          const client = await pool.connect();
          // Sent together, and awaited together.
          await Promise.all([
            client.query("BEGIN"),
            ...parts.flatMap((part) => {
              const text = insertion(part, (at) => `$${at + 1}`);
              return valuesOf(part).map((values) =>
                client.query({ name: part.table, text, values }),
              );
            }),
            client.query("COMMIT"),
          ]);
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
  });
  if (!read.ok) throw new Error(read.detail);
  let seen = 0;
  for await (const row of postern.importUsers(read.value.users, { system: "django" })) {
    if (row.outcome !== "added") throw new Error(`${row.line}: ${row.outcome}`);
    if ((seen += 1) % 5_000 === 0) peak = Math.max(peak, memoryUsage.rss());
  }
}

/** The rows of 500 users at a time, of all tables together: nobody is stored in part. */
function grouped(
  tables: readonly (readonly [string, readonly Row[]])[],
): readonly (readonly Part[])[] {
  const [[, users]] = tables as [readonly [string, readonly Row[]]];
  const groupOf = new Map(users.map(({ id }, at) => [id, Math.floor(at / 500)]));
  const parts = tables.map(([table, rows]) => ({
    table,
    columns: Object.keys(rows[0] ?? {}),
    byGroup: Map.groupBy(rows, (row) =>
      groupOf.get(table === "users" ? row["id"]! : row["user_id"]!),
    ),
  }));
  return Array.from({ length: Math.ceil(users.length / 500) }, (_, at) =>
    parts.map(({ table, columns, byGroup }) => ({ table, columns, rows: byGroup.get(at) ?? [] })),
  );
}

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
    const groups = grouped(tables);
    const other = await engine.open();
    times.bare.push(
      await timed(async () => {
        for (const parts of groups) await other.write(parts);
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
