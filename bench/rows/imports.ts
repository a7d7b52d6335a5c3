// Users of another system imported, and all users exported.

import { join } from "node:path";
import { startOwnPostgres } from "../../test/postgres/server.ts";
import { program, programs } from "../program.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";

const PROGRAM = "./programs/importing.ts";

/** How much memory an import may take over an idle process, in megabytes. */
const MEMORY = 150;

const IMPORTED = {
  limit: "the same rows by prepared statements, as many in a transaction",
  unit: "a second",
  better: "more",
  aim: { atLeast: 0.5 },
} as const;

const EXPORTED = { ...IMPORTED, limit: "reading the rows of the three tables" } as const;

export const imports: readonly Row[] = [
  {
    ...IMPORTED,
    name: "import",
    what: "users with strong hashes imported, SQLite",
    measure: (run) => withSqlite(run, imported(50_000)),
  },
  {
    ...IMPORTED,
    name: "import-postgres",
    what: "the same, PostgreSQL",
    // The limit takes ten times as long as on SQLite.
    measure: (run) => withPostgres(run, imported(10_000)),
  },
  {
    name: "import-memory",
    what: "memory of an import of 100,000 users, over the idle process",
    limit: "the most that was allowed for",
    unit: "MB",
    better: "less",
    aim: { atMost: 1 },
    measure: (run) => withSqlite(run, memory),
  },
  {
    ...EXPORTED,
    name: "export",
    what: "users exported with their credentials, SQLite",
    measure: (run) => withSqlite(run, exported),
  },
  {
    ...EXPORTED,
    name: "export-postgres",
    what: "the same, PostgreSQL",
    measure: (run) => withPostgres(run, exported),
  },
];

/** Makes an empty database, and returns its URL. */
type Databases = () => Promise<string>;

type Measuring = (run: Run, empty: Databases) => Promise<Figures>;

let databases = 0;

const withSqlite = (run: Run, measure: Measuring): Promise<Figures> =>
  measure(run, async () => `sqlite:${run.folder}/imports-${(databases += 1)}.db`);

async function withPostgres(run: Run, measure: Measuring): Promise<Figures> {
  const server = await startOwnPostgres();
  try {
    return await measure(run, () => server.database());
  } finally {
    await server.stop();
  }
}

const imported =
  (users: number): Measuring =>
  async (run, empty) => {
    const file = join(run.folder, "users.jsonl");
    await using limit = await program(PROGRAM);
    await limit.ask("file", { file, users: run.quick ? 5_000 : users });
    const first = await empty();
    await limit.ask("import", { url: first, file });
    await limit.ask("keep", { url: first });
    await using postern = await programs(run, { postern: PROGRAM }, async () => ({}));
    const measures = await postern.each((of) => async () => {
      return of.ask<number>("import", { url: await empty(), file });
    });
    const write = async () => limit.ask<number>("write", { url: await empty() });
    return await takeTurns({ ...measures, limit: write }, run.quick ? 2 : 3);
  };

async function exported(run: Run, empty: Databases): Promise<Figures> {
  const file = join(run.folder, "users.jsonl");
  const url = await empty();
  await using limit = await program(PROGRAM);
  await limit.ask("file", { file, users: run.quick ? 5_000 : 20_000 });
  await limit.ask("import", { url, file });
  await using postern = await programs(run, { postern: PROGRAM }, async () => ({}));
  const measures = await postern.each((of) => () => of.ask<number>("export", { url }));
  const read = () => limit.ask<number>("read", { url });
  return await takeTurns({ ...measures, limit: read }, run.quick ? 3 : 9);
}

async function memory(run: Run, empty: Databases): Promise<Figures> {
  const file = join(run.folder, "many-users.jsonl");
  await using writing = await program(PROGRAM);
  await writing.ask("file", { file, users: run.quick ? 20_000 : 100_000 });
  await using postern = await program(PROGRAM);
  const over = await postern.ask<number>("memory", { url: await empty(), file });
  return { postern: over, limit: MEMORY };
}
