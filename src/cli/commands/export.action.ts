// `postern export`: all users, as lines that `postern import` reads, or for a spreadsheet.

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { csvLine } from "../../domain/csv.ts";
import { credentialSealer } from "../../domain/sealed.ts";
import { writeUserRecord, type UserRecord } from "../../domain/user-record.ts";
import { exportUsers } from "../../import/export-users.ts";
import { exitCodes, Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { refuseTaken } from "../new-file.ts";
import { count, iso, printJson, say } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { progress } from "../progress.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import type { ExportFlags } from "./import.ts";

/** Writes all users to a new file, or to stdout, and a line in the audit log. */
export async function exportSite(flags: ExportFlags, globals: Globals): Promise<void> {
  const { out, format, withCredentials = false } = flags;
  if (format === "csv" && withCredentials)
    throw new Refused("usage", "Credentials belong in no spreadsheet: use jsonl.", exitCodes.usage);
  if (globals.json && out === undefined)
    throw new Refused("usage", "--json and the export both print: add --out.", exitCodes.usage);
  if (out !== undefined) refuseTaken(out);
  await withDatabase(globals, "ready", async (opened) => {
    const keys = withCredentials
      ? await ownKeys(globals, "Secrets of apps are opened with the server's keys")
      : undefined;
    const what = `users (${format}${withCredentials ? ", with credentials" : ""})`;
    const look = {
      actor: opened.actor,
      userId: null,
      exported: what,
      on: opened.context.clock.now(),
    };
    // First, because whoever stops it half-way has what was written until then.
    await opened.context.store.noteLooks({ looks: [look], quiet: 0 });
    const written = await writeAll(opened, flags, keys && credentialSealer(keys));
    if (written.lostApps > 0) {
      process.exitCode = exitCodes.refused;
      say(
        `${count(written.lostApps, "secret")} of apps cannot be opened, and are missing. Put the key that encrypted them back into POSTERN_SECRET, behind the newest.`,
      );
    }
    if (globals.json) printJson({ ...written, file: out });
    else say(`${count(written.users, "user")} exported.`);
  });
}

type Written = { readonly users: number; readonly lostApps: number };

async function writeAll(
  { context }: CommandContext,
  { out, format }: ExportFlags,
  credentials: ReturnType<typeof credentialSealer> | undefined,
): Promise<Written> {
  const total = out === undefined ? 0 : await context.store.countUsers({ filter: "all" });
  const file = newFile(out);
  const shown = out === undefined ? undefined : progress("users exported", Math.max(1, total));
  let [users, lostApps] = [0, 0];
  try {
    if (format === "csv") await file.add(`${csvLine(HEADING)}\r\n`);
    for await (const batch of exportUsers(context, { credentials })) {
      await file.add(batch.records.map(format === "csv" ? csvOf : lineOf).join(""));
      users += batch.records.length;
      lostApps += batch.lostApps;
      shown?.at(Math.min(users, total));
    }
    file.end();
  } catch (error) {
    file.discard();
    throw error;
  }
  shown?.end();
  return { users, lostApps };
}

const lineOf = (record: UserRecord): string => `${writeUserRecord(record)}\n`;

const HEADING = [
  "id",
  "foreign_id",
  "email",
  "registered_on",
  "registered_with",
  "confirmed_on",
  "confirmed_via",
  "roles",
  "language",
  "source",
  "disabled_on",
  "deletes_on",
  "password_changed_on",
  "factors",
  "passkeys",
  "terms",
  "fields",
];

const csvOf = (user: UserRecord): string =>
  `${csvLine([
    user.id ?? null,
    user.foreignId ?? null,
    user.email,
    iso(user.registeredOn ?? null),
    user.registeredWith ?? null,
    iso(user.confirmedOn ?? null),
    user.confirmedVia ?? null,
    (user.roles ?? []).join(" "),
    user.language ?? null,
    user.source ?? null,
    iso(user.disabledOn ?? null),
    iso(user.deletesOn ?? null),
    iso(user.passwordChangedOn ?? null),
    user.factors ?? 1,
    user.passkeys?.length ?? 0,
    (user.terms ?? []).map(({ version }) => version).join(" "),
    user.fields === undefined ? null : JSON.stringify(user.fields),
  ])}\r\n`;

/** Complete or not at all, and readable only for its owner. */
function newFile(out: string | undefined) {
  if (out === undefined) return STDOUT;
  const part = `${out}.part-${process.pid}`;
  let handle: number;
  try {
    handle = openSync(part, "wx", 0o600);
  } catch (error) {
    throw fileRefusal(out, "written", error);
  }
  return {
    add: async (text: string): Promise<unknown> => writeFileSync(handle, text),
    end(): void {
      fsyncSync(handle);
      closeSync(handle);
      renameSync(part, out);
    },
    discard: (): void => rmSync(part, { force: true }),
  };
}

const STDOUT = {
  /** Waits for a slow reader, so that not all users are in memory. */
  add: (text: string): Promise<unknown> =>
    new Promise((resolve) => process.stdout.write(text, resolve)),
  end: (): void => undefined,
  discard: (): void => undefined,
};
