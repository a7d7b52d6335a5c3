// `postern db backup`: a copy of the SQLite file, whole and at one point in time, beside a running server.

import { closeSync, existsSync, fsyncSync, openSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { isPostgres, quoted, sqliteFile, withoutPassword } from "../database-url.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { facts, print, printJson, say } from "../output.ts";
import { progress, type Progress } from "../progress.ts";

/** Two megabytes: often enough to show progress, seldom enough not to slow the copying. */
const PAGES_AT_ONCE = 500;

/** Writes the back-up beside its place first, and moves it there once it is whole and on the disk. */
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
      const users = await checked(part);
      sync(part);
      await rename(part, file);
      // Windows opens no folders; there the name is on the disk a little later.
      if (process.platform !== "win32") sync(dirname(resolve(file)));
      report(file, source, users, globals);
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
  // A folder is in the way of every file, whatever else is wanted.
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refused("file", `${file} is a folder. Name a file in it.`);
  }
  if (existsSync(file) && !flags.force) {
    throw new Refused(
      "file-exists",
      `${file} is there already. Name another, or replace it with --force.`,
    );
  }
}

/** The copy holds every address and password hash, so it is nobody else's from its first byte. */
function createPrivately(part: string): void {
  try {
    closeSync(openSync(part, "wx", 0o600));
  } catch (error) {
    throw fileRefusal(part, "written", error);
  }
}

/**
 * One read transaction over all steps: what is committed meanwhile is not in the copy, and no writer
 * has to wait. Without it, SQLite would begin anew at each foreign commit, and never end on a busy site.
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

/** Makes the copy one file without neighbours, reads the whole of it, and counts its users. */
async function checked(part: string): Promise<number> {
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
    const known = copy.prepare("SELECT name FROM sqlite_master WHERE name = 'users'").get();
    if (known === undefined) return 0;
    return Number(copy.prepare("SELECT COUNT(*) AS count FROM users").get()?.["count"]);
  } finally {
    copy.close();
  }
}

/** What has its name is on the disk: a power cut must not leave a name without its bytes. */
function sync(path: string): void {
  const handle = openSync(path, statSync(path).isDirectory() ? "r" : "r+");
  fsyncSync(handle);
  closeSync(handle);
}

function report(file: string, source: string, users: number, globals: Globals): void {
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
    `To restore it, stop the server; then:\n  postern db restore ${quoted(file)} --database ${quoted(`sqlite:${source}`)} --force\nThe secret is not in it: keep that elsewhere.`,
  );
}
