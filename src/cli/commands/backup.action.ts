// `postern db backup`: a complete copy of the SQLite file at one point in time, while the server is running.

import { closeSync, existsSync, fsyncSync, openSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Naming } from "../../stores/sql/naming.ts";
import {
  isPostgres,
  namingOf,
  quoted,
  sqliteFile,
  tablesIn,
  withoutPassword,
} from "../database-url.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { facts, print, printJson, say } from "../output.ts";
import { progress, type Progress } from "../progress.ts";

/** Two megabytes: often enough to show progress, rarely enough not to slow the copying. */
const PAGES_AT_ONCE = 500;

/**
 * Writes the back-up to a temporary name next to its place, and moves it there once it is complete and on the
 * disk.
 */
export const backUp = (
  file: string,
  flags: { readonly force?: true },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "found", async (opened) => {
    const source = fileOf(opened, file);
    refusePlace(file, source, flags);
    const part = `${file}.part-${process.pid}`;
    try {
      createPrivately(part);
      await copyInto(source, part);
      const users = await checked(part, namingOf(opened.config.database));
      sync(part);
      await rename(part, file);
      // Windows cannot open folders; there the name reaches the disk a little later.
      if (process.platform !== "win32") sync(dirname(resolve(file)));
      report(file, opened.config.database, users, globals);
    } finally {
      await rm(part, { force: true });
    }
  });

function fileOf({ config }: CommandContext, file: string): string {
  const source = sqliteFile(config.database);
  if (source !== undefined) return source;
  if (!isPostgres(config.database)) {
    throw new Refused("in-memory", "A database in memory has nothing to back up.");
  }
  const url = quoted(withoutPassword(config.database));
  throw new Refused(
    "postgresql",
    `PostgreSQL has its own back-up, which is better than any of ours:\n  pg_dump --format=custom --no-owner --file=${quoted(file)} ${url}\nInto a new, empty database it comes back with:\n  pg_restore --no-owner --exit-on-error --dbname=URL ${quoted(file)}`,
  );
}

function refusePlace(file: string, source: string, flags: { readonly force?: true }): void {
  if ([source, `${source}-wal`, `${source}-shm`].some((own) => resolve(own) === resolve(file))) {
    throw new Refused("same-file", "That is the database itself. Name another file.");
  }
  // A folder of this name must be reported before anything else, whatever the flags.
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refused("file", `${file} is a folder. Name a file in it.`);
  }
  if (existsSync(file) && !flags.force) {
    throw new Refused(
      "file-exists",
      `${file} already exists. Name another file, or replace it with --force.`,
    );
  }
}

/** The copy contains every address and password hash, so from its first byte only its owner may read it. */
function createPrivately(part: string): void {
  try {
    closeSync(openSync(part, "wx", 0o600));
  } catch (error) {
    throw fileRefusal(part, "written", error);
  }
}

/**
 * One read transaction over all steps: what is committed in the meantime is not in the copy, and no writer has
 * to wait. Without it, SQLite would start again at each commit of another connection, and never finish on a
 * busy site.
 */
async function copyInto(source: string, part: string): Promise<void> {
  const { DatabaseSync, backup } = await import("node:sqlite");
  const origin = new DatabaseSync(source);
  let shown: Progress | undefined;
  try {
    origin.exec("PRAGMA busy_timeout = 5000; BEGIN; SELECT COUNT(*) FROM sqlite_master");
    const pages = await backup(origin, part, {
      rate: PAGES_AT_ONCE,
      progress({ totalPages, remainingPages }) {
        shown ??= progress("pages copied", totalPages);
        shown.at(totalPages - remainingPages);
      },
    });
    shown?.at(pages);
  } finally {
    shown?.end();
    origin.close();
  }
}

/** Makes the copy a single file, reads all of it, and counts its users. */
async function checked(part: string, naming: Naming): Promise<number> {
  const { DatabaseSync } = await import("node:sqlite");
  const copy = new DatabaseSync(part);
  try {
    copy.exec("PRAGMA journal_mode = DELETE");
    const { quick_check: verdict } = copy.prepare("PRAGMA quick_check").get() ?? {};
    if (verdict !== "ok") {
      throw new Refused(
        "damaged",
        `The copy is damaged, and so is the database, it seems: ${String(verdict)}.\nLook at the disk, and keep the back-ups you have.`,
      );
    }
    if (!tablesIn(copy, naming).has("users")) return 0;
    const counted = copy.prepare(naming.text("SELECT COUNT(*) AS count FROM users")).get();
    return Number(counted?.["count"]);
  } finally {
    copy.close();
  }
}

/** A file is on the disk before it gets its name: a power cut must not leave a name without its bytes. */
function sync(path: string): void {
  const handle = openSync(path, statSync(path).isDirectory() ? "r" : "r+");
  fsyncSync(handle);
  closeSync(handle);
}

function report(file: string, database: string, users: number, globals: Globals): void {
  const bytes = statSync(file).size;
  if (globals.json) return printJson({ file, bytes, users });
  print(
    facts([
      ["back-up", file],
      ["size", `${(bytes / 1024).toLocaleString("en", { maximumFractionDigits: 0 })} KiB`],
      ["users", users.toLocaleString("en")],
    ]),
  );
  say(
    `To restore it, stop the server; then:\n  postern db restore ${quoted(file)} --database ${quoted(database)} --force\nThe secret is not in it: keep that elsewhere.`,
  );
}
