// Imports and exports for a host's own code.

import { systemClock } from "./adapters/system-clock.ts";
import { readForeignParameters } from "./domain/foreign-password/parameters.ts";
import type { ForeignParameters } from "./domain/foreign-password/stored-password.ts";
import { isSystemName } from "./import/formats.ts";
import { parseReason } from "./domain/reason.ts";
import { checkUserRecord, type UserRecord } from "./domain/user-record.ts";
import { exportUsers } from "./import/export-users.ts";
import { importUsers } from "./import/import-users.ts";
import type { ImportedRow } from "./import/outcomes.ts";
import type { readUsers as opened, ReadUsersOptions, UserRow } from "./import/read-users.ts";
import { problemOf } from "./import/record-problem.ts";
import type { Context } from "./ports/context.ts";
import type { DuplicateRule } from "./ports/import-store.ts";

/** How users of another system are imported. */
export type HostImportOptions = {
  /** The system that they come from, as "django": by it, and by their ids there, they are known again. */
  readonly system: string;
  /** Who imports, as in `host:migration`, for the audit log. @default "host" alone */
  readonly by?: string;
  /** Which of two users of the import with one address goes first. @default "first" */
  readonly duplicates?: DuplicateRule;
  /**
   * What is the same for all passwords, as in the file of `postern import --parameters`. A pepper must have been kept by that
   * command before.
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Whether users whose password cannot be used are imported without one. @default false: they are refused */
  readonly withoutPassword?: boolean;
  /** Whether roles, fields, sources and passkeys that this site does not have are left out. @default false: refused */
  readonly leaveUnknown?: boolean;
  /** Changes nothing, and tells what would become of each row. @default false */
  readonly rehearsal?: boolean;
};

/** Imports and exports of an installation, for a host's own code. */
export type HostImports = {
  /**
   * Imports users of another system, and yields what became of each row. A row is imported whole or refused with a reason.
   * Nobody is mailed, and no event is told. What was imported before is known again and stays as it is, so an import that
   * was interrupted is run again from its start.
   *
   * Where a row comes from, `line` says in your own numbers. Rows of files come from `readUsers`.
   *
   * @example
   * ```ts
   * const rows = accounts.map((account, line) => ({
   *   line,
   *   record: {
   *     foreignId: `${account.id}`,
   *     email: account.email,
   *     password: { stored: { text: account.passwordHash } },
   *   },
   * }));
   * for await (const row of postern.importUsers(rows, { system: "django" }))
   *   if (row.outcome === "refused") console.warn(row.line, row.reason, row.detail);
   * ```
   */
  importUsers(
    rows: AsyncIterable<UserRow> | Iterable<UserRow>,
    options: HostImportOptions,
  ): AsyncIterable<ImportedRow>;
  /**
   * All users in the order of their ids, as records that an import reads. With `credentials`, also the hashes of passwords,
   * the secrets of authenticator apps, and the digests of recovery codes: keep what you make of them as you keep the database.
   *
   * @example
   * ```ts
   * for await (const user of postern.exportUsers()) console.log(user.email, user.confirmedOn);
   * ```
   */
  exportUsers(options?: { readonly credentials?: boolean }): AsyncIterable<UserRecord>;
};

export const sitesImports = (context: Context): HostImports => ({
  async *importUsers(rows, { by, system, parameters = {}, ...rest }) {
    if (!isSystemName(system))
      throw new TypeError('system: give a short name in lower case, like "django"');
    const actor = by === undefined ? "host" : `host:${lineIn(by)}`;
    const checked = fromFiles.has(rows) ? rows : checkedRows(rows, context.clock.now());
    const options = { ...rest, system, actor, parameters: parametersIn(parameters) };
    for await (const batch of importUsers(context, checked, options)) yield* batch;
  },
  async *exportUsers({ credentials = false } = {}) {
    for await (const { records } of exportUsers(context, {
      credentials: credentials ? context.sealed : undefined,
    }))
      yield* records;
  },
});

/**
 * Opens a file of another system, and reads its users one after the other. What makes it unreadable as a whole is said at
 * once, and each broken row has its line and a reason. The readers are loaded when this is first called.
 *
 * @example
 * ```ts
 * import { Readable } from "node:stream";
 *
 * const file = Readable.from([Buffer.from("id,email\n1,ada@example.com\n")]);
 * const read = await readUsers(file, { system: "csv" });
 * read.ok; // → true
 * ```
 */
export const readUsers = async (
  input: AsyncIterable<Uint8Array>,
  options: ReadUsersOptions,
): ReturnType<typeof opened> => {
  const { readUsers: open } = await import("./import/read-users.ts");
  const read = await open(input, { ...options, now: systemClock.now() });
  if (read.ok) fromFiles.add(read.value.users);
  return read;
};

/** What `readUsers` opened: its rows are checked as they are read. */
const fromFiles = new WeakSet<object>();

/** What a host made of its own rows is checked like what is read from a file. */
async function* checkedRows(
  rows: AsyncIterable<UserRow> | Iterable<UserRow>,
  now: number,
): AsyncGenerator<UserRow> {
  for await (const row of rows) {
    if ("problem" in row) {
      yield row;
      continue;
    }
    const checked = checkUserRecord(row.record, now);
    yield checked.ok
      ? { line: row.line, record: checked.value }
      : { line: row.line, problem: problemOf(checked) };
  }
}

function parametersIn(given: Readonly<Record<string, unknown>>): ForeignParameters {
  const read = readForeignParameters(given);
  if ("value" in read) return read.value;
  throw new TypeError(`parameters: ${read.at} ${read.problem}`);
}

function lineIn(by: string): string {
  const line = parseReason(by);
  if (line === undefined) throw new TypeError("by: give one to 300 characters");
  return line;
}
