// `postern db restore`: a back-up replaces the database if it is complete and sound; otherwise nothing happens.

import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import type { Feature } from "../../feature.ts";
import { knownMigrations } from "../../stores/sql/migrate.ts";
import type { Naming } from "../../stores/sql/naming.ts";
import type { SqlDriver } from "../../stores/sql/work.ts";
import {
  isPostgres,
  namingOf,
  openNamed,
  quoted,
  sqliteFile,
  tablesIn,
  withoutPassword,
} from "../database-url.ts";
import { databaseConfig } from "../with-database.ts";
import { Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { facts, print, printJson, say } from "../output.ts";

type Flags = { readonly force?: true };

/** Files that SQLite keeps next to a database, and would treat as part of whatever is there next. */
const NEIGHBOURS = ["-wal", "-shm", "-journal"] as const;

/**
 * Copies the back-up next to the database, checks the copy, and moves it into place. The copy itself is
 * checked, so nobody can change it after the check; until the move, nothing of the site is touched.
 */
export async function restore(file: string, flags: Flags, globals: Globals): Promise<void> {
  const { database, features } = await databaseConfig(process.env, globals);
  const target = targetOf(file, database);
  refuseSource(file, target);
  refusePlace(target, flags);
  const folder = dirname(resolve(target));
  const made = mkdirSync(folder, { recursive: true });
  const part = `${target}.part-${process.pid}`;
  let isDone = false;
  try {
    copyPrivately(file, part);
    const found = await checked(part, file, features, namingOf(database, features));
    sync(part);
    await replace(part, target);
    // Windows cannot open folders; there the name reaches the disk a little later.
    if (process.platform !== "win32") sync(folder);
    isDone = true;
    report(file, target, found, globals);
  } finally {
    for (const rest of ["", ...NEIGHBOURS]) rmSync(`${part}${rest}`, { force: true });
    if (!isDone && made !== undefined) rmSync(made, { recursive: true });
  }
}

function targetOf(file: string, database: string): string {
  const target = sqliteFile(database);
  if (target !== undefined) return target;
  if (!isPostgres(database)) {
    throw new Refused("in-memory", "A database in memory has no place to restore to.");
  }
  const url = quoted(withoutPassword(database));
  throw new Refused(
    "postgresql",
    `PostgreSQL restores by itself what pg_dump wrote, into a new, empty database:\n  pg_restore --no-owner --exit-on-error --dbname=${url} ${quoted(file)}\nA back-up of SQLite goes to PostgreSQL with:\n  postern db copy --from ${quoted(`sqlite:${file}`)} --to ${url}`,
  );
}

function refuseSource(file: string, target: string): void {
  if (resolve(file) === resolve(target)) {
    throw new Refused("same-file", "That is the database itself. Name its back-up.");
  }
  if (!isSqlite(file)) {
    throw new Refused(
      "not-a-backup",
      `${file} is not an SQLite database, and so not a back-up of one.`,
    );
  }
  const beside = NEIGHBOURS.map((end) => `${file}${end}`).find(
    (path) => existsSync(path) && statSync(path).size > 0,
  );
  if (beside === undefined) return;
  throw new Refused(
    "source-in-use",
    `${beside} is next to ${file}: somebody has it open, or it was copied while it was open. Make a complete copy of it: postern db backup FILE --database ${quoted(`sqlite:${file}`)}`,
  );
}

/** Judged by its first bytes: SQLite would treat an empty file as an empty database. */
function isSqlite(file: string): boolean {
  const head = Buffer.alloc(16);
  try {
    const handle = openSync(file, "r");
    readSync(handle, head, 0, 16, 0);
    closeSync(handle);
  } catch (error) {
    throw fileRefusal(file, "read", error);
  }
  return head.toString("latin1") === "SQLite format 3\0";
}

function refusePlace(target: string, { force }: Flags): void {
  const there = ["", ...NEIGHBOURS]
    .map((end) => `${target}${end}`)
    .find((path) => existsSync(path));
  if (there === undefined || force) return;
  throw new Refused(
    "database-exists",
    `${there} already exists. Stop the server; to replace that database and lose its data, add --force. To keep the data, first: postern db backup FILE`,
  );
}

/** It contains every address and password hash, so from its first byte only its owner may read it. */
function copyPrivately(file: string, part: string): void {
  try {
    closeSync(openSync(part, "wx", 0o600));
    copyFileSync(file, part);
  } catch (error) {
    throw fileRefusal(part, "written", error);
  }
}

type Found = { readonly users: number; readonly bytes: number; readonly missing: number };

/** Reads all of it: it must be sound, it must be Postern's, and this version must know it. */
async function checked(
  part: string,
  file: string,
  features: readonly Feature[],
  naming: Naming,
): Promise<Found> {
  const { DatabaseSync } = await import("node:sqlite");
  const copy = new DatabaseSync(part);
  const all = (sql: string) => copy.prepare(naming.text(sql)).all();
  try {
    copy.exec("PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE");
    const [verdict] = all("PRAGMA integrity_check(1)");
    if (verdict?.["integrity_check"] !== "ok" || all("PRAGMA foreign_key_check").length > 0) {
      throw damaged(file);
    }
    const tables = tablesIn(copy, naming);
    if (!["migrations", "users", "mails"].every((name) => tables.has(name))) {
      throw new Refused("not-postern", `${file} is a database, but not one of Postern's.`);
    }
    const known = knownMigrations(features).map(nameOf);
    const ofFeatures = "SELECT feature, number, name FROM feature_migrations";
    const applied = [
      ...all("SELECT number, name FROM migrations"),
      ...(tables.has("feature_migrations") ? all(ofFeatures) : []),
    ] as Named[];
    const strange = applied.find((each) => !known.includes(nameOf(each)));
    if (strange !== undefined) throw unknownMigration(file, strange);
    if (tables.has("copying") && all("SELECT name FROM copying LIMIT 1").length > 0) {
      throw new Refused(
        "unfinished-copy",
        `${file} is the target of a \`postern db copy\` that did not finish, so it contains only a part of a site.`,
      );
    }
    const [counted] = all("SELECT COUNT(*) AS count FROM users");
    return {
      users: Number(counted?.["count"]),
      bytes: statSync(part).size,
      missing: known.length - applied.length,
    };
  } catch (error) {
    // SQLite throws if the damage is so bad that it cannot even check it.
    throw error instanceof Refused ? error : damaged(file);
  } finally {
    copy.close();
  }
}

type Named = { readonly number: number; readonly name: string; readonly feature?: string };

const nameOf = ({ feature, number, name }: Named): string => `${feature ?? ""} ${number} ${name}`;

const unknownMigration = (file: string, { feature, number, name }: Named): Refused =>
  feature === undefined
    ? new Refused(
        "newer",
        `${file} was written by another version of Postern: this one knows no migration ${number} "${name}". Restore it with the version that made it, or a newer one.`,
      )
    : new Refused(
        "unknown-feature",
        `${file} has tables of the feature ${feature}: migration ${number} "${name}". Name that feature, in the version that made them, in the features of postern.config.ts.`,
      );

const damaged = (file: string): Refused =>
  new Refused("damaged", `${file} is damaged. Take another back-up; this one has not been used.`);

/**
 * Moves the copy into place. Meanwhile nobody can open the old database. If somebody has it open, nothing is
 * moved: that server would go on writing to a file without a name.
 */
async function replace(part: string, target: string): Promise<void> {
  const old = existsSync(target) ? await openAlone(target) : undefined;
  try {
    // On Windows, an open file cannot be replaced.
    if (process.platform === "win32") await old?.close();
    for (const end of NEIGHBOURS) rmSync(`${target}${end}`, { force: true });
    renameSync(part, target);
  } finally {
    if (process.platform !== "win32") await old?.close();
  }
}

async function openAlone(target: string): Promise<SqlDriver | undefined> {
  let old: SqlDriver | undefined;
  try {
    old = await openNamed(`sqlite:${target}`);
    if (await old.takeAlone?.()) return old;
  } catch (error) {
    await old?.close();
    if (isBroken(error)) return undefined;
    if (!isBusy(error)) throw error;
    throw inUse(target);
  }
  await old.close();
  throw inUse(target);
}

const inUse = (target: string): Refused =>
  new Refused("target-in-use", `${target} is in use. Stop its server first; nothing was changed.`);

const codeOf = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) % 256;

/** A file that is not a database, or no longer one: nobody uses it, and it is the reason to restore. */
const isBroken = (error: unknown): boolean => [11, 26].includes(codeOf(error));

/** Busy or locked. */
const isBusy = (error: unknown): boolean => [5, 6].includes(codeOf(error));

/** A file is on the disk before it gets its name: a power cut must not leave a name without its bytes. */
function sync(path: string): void {
  const handle = openSync(path, statSync(path).isDirectory() ? "r" : "r+");
  fsyncSync(handle);
  closeSync(handle);
}

function report(file: string, target: string, found: Found, globals: Globals): void {
  const { users, bytes, missing } = found;
  if (globals.json) {
    return printJson({ file, database: target, bytes, users, missingMigrations: missing });
  }
  print(
    facts([
      ["restored", file],
      ["to", target],
      ["size", `${(bytes / 1024).toLocaleString("en", { maximumFractionDigits: 0 })} KiB`],
      ["users", users.toLocaleString("en")],
    ]),
  );
  if (missing > 0) {
    say(`It lacks ${missing} of the migrations: the server applies them when it starts.`);
  }
  say("Start the server with the secret that it had: links that were mailed are signed with it.");
}
