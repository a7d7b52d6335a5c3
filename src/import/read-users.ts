// Reads users from a file of another system, one after the other, with their lines.

import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { checkUserRecord, parseUserRecord, type UserRecord } from "../domain/user-record.ts";
import { problemOf } from "./record-problem.ts";
import type { Format } from "./formats.ts";
import { openRows, type FileRefusal } from "./readers/open.ts";
import type { Bytes, FileRow, RowProblem } from "./readers/row.ts";
import { joined } from "./sources/join.ts";
import { partsOf, type Mapping, type MappingRefusal } from "./sources/mapping.ts";
import { readParameters, type ImportParameters } from "./sources/parameters.ts";
import { rowsOfFile, type Row, type Rows } from "./sources/row.ts";
import type { Source, UserParts } from "./sources/source.ts";
import { OWN, SOURCES } from "./sources/systems.ts";

/** A user, or why the row is none. */
export type UserRow =
  | { readonly line: number; readonly record: UserRecord }
  | { readonly line: number; readonly problem: RowProblem };

/** How a file is read. */
export type ReadUsersOptions = {
  /** A name in `systems`. */
  readonly system: string;
  /** @default what the file looks like */
  readonly format?: Format | undefined;
  /** What is the same for the whole file. Those about passwords are not looked at here. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Columns of the site's own, in addition to those of the system, or instead of them. */
  readonly map?: Mapping | undefined;
};

/** An opened file. */
export type Reading = {
  readonly users: AsyncIterable<UserRow>;
  /** What did not come along, so far: names of columns and other things, with how many rows had them. */
  readonly left: () => ReadonlyMap<string, number>;
};

/** Why a file cannot be opened. */
export type ReadingRefusal =
  | FileRefusal
  | MappingRefusal
  | Refused<"unknown-system" | "wrong-parameters", { readonly detail: string }>;

/** Opens a file. Whatever makes it unreadable as a whole is said before its first user. */
export async function readUsers(
  input: Bytes,
  { system, now, format, parameters = {}, map = {} }: ReadUsersOptions & { readonly now: Instant },
): Promise<Result<Reading, ReadingRefusal>> {
  if (system === OWN.name) return readOwn(input, now);
  const source = SOURCES.find(({ name }) => name === system);
  if (source === undefined)
    return { ...refused("unknown-system"), detail: `"${system}" is no system that can be read.` };
  const read = readParameters(parameters);
  if (!("value" in read))
    return { ...refused("wrong-parameters"), detail: `${read.at} ${read.problem}` };
  const mapped = partsOf(map);
  if (!mapped.ok) return mapped;
  const { list, leave = [] } = read.value;
  const rows = await openRows(input, {
    format,
    lists: list === undefined ? source.lists : [list],
    columns: source.columns,
  });
  if (!rows.ok) return rows;
  const kept = Object.entries({ ...source.user, ...mapped.value }).filter(
    ([part]) => !leave.some((each) => each === part),
  );
  const left = new Map<string, number>();
  const users = usersOf(rows.value, {
    source: { ...source, user: Object.fromEntries(kept) as unknown as UserParts },
    parameters: read.value,
    now,
    leave: (what) => left.set(what, (left.get(what) ?? 0) + 1),
  });
  return done({ users, left: () => left });
}

type Context = {
  readonly source: Source;
  readonly parameters: ImportParameters;
  readonly now: Instant;
  readonly leave: (what: string) => void;
};

async function* usersOf(rows: AsyncIterable<FileRow>, context: Context): AsyncIterable<UserRow> {
  const { source, parameters, now, leave } = context;
  const unwrapped = source.unwrap === undefined ? rows : unwrap(rows, context);
  const whole = source.tables === undefined ? unwrapped : joined(unwrapped, source.tables);
  const { name: system, ignored } = source;
  const reader = rowsOfFile({ system, parameters, now, leave, ignored });
  let isEmpty = true;
  for await (const row of whole) {
    isEmpty = false;
    if ("problem" in row) yield row;
    else {
      reader.open(row.value);
      yield { line: row.line, ...userOf(reader, context) };
    }
  }
  if (isEmpty) yield { line: 0, problem: { reason: "no-rows", detail: nothingIn(source) } };
}

const nothingIn = ({ lists }: Source): string =>
  lists === undefined ? "The file has no rows." : `The file has no rows in ${lists.join(", ")}.`;

/** Rows without their wrapping. Those that are no users are counted by what they are. */
async function* unwrap(
  rows: AsyncIterable<FileRow>,
  { source, leave }: Context,
): AsyncIterable<FileRow> {
  for await (const row of rows) {
    const found = "problem" in row ? row : source.unwrap!(row.value);
    if (typeof found === "string") leave(found);
    else if ("problem" in found) yield found;
    else {
      const { value, table } = found;
      yield { line: row.line, value, ...(source.tables !== undefined && { table }) };
    }
  }
}

type Found = { readonly record: UserRecord } | { readonly problem: RowProblem };

function userOf(row: Rows, { source, now }: Context): Found {
  const record = recordOf(row, source.user, now);
  const problem = row.close();
  if (problem !== undefined) return { problem };
  const checked = checkUserRecord(record, now);
  return checked.ok ? { record: checked.value } : { problem: problemOf(checked) };
}

function recordOf(row: Row, parts: UserParts, now: Instant): object {
  const record: Record<string, unknown> = {};
  for (const name of TAKEN) {
    const value = parts[name]?.(row);
    if (value !== undefined) record[name] = value;
  }
  const stored = parts.password?.(row);
  if (stored !== undefined) record["password"] = { stored };
  const on = parts.confirmedOn?.(row);
  // A system that only says "yes" has no time for it: the address was proven at some time after the registration.
  const isConfirmed = parts.confirmed === undefined ? on !== undefined : parts.confirmed(row);
  if (isConfirmed === true) {
    record["confirmedOn"] = on ?? record["registeredOn"] ?? now;
    record["confirmedVia"] = "import";
  }
  if (parts.disabled?.(row) === true) record["disabledOn"] = now;
  return record;
}

/** Parts of a user that are in a record as they are read. */
const TAKEN = [
  "email",
  "foreignId",
  "registeredOn",
  "roles",
  "language",
  "source",
  "fields",
  "passwordChangedOn",
  "totp",
  "recoveryCodes",
  "passkeys",
] as const satisfies readonly (keyof UserParts)[];

/** Postern's own lines say everything by themselves. */
async function readOwn(input: Bytes, now: Instant): Promise<Result<Reading, FileRefusal>> {
  const rows = await openRows(input, { format: "jsonl" });
  return rows.ok ? done({ users: ownUsers(rows.value, now), left: () => new Map() }) : rows;
}

async function* ownUsers(rows: AsyncIterable<FileRow>, now: Instant): AsyncIterable<UserRow> {
  for await (const row of rows) {
    if ("problem" in row) {
      yield row;
      continue;
    }
    const parsed = parseUserRecord(row.value, now);
    yield parsed.ok
      ? { line: row.line, record: parsed.value }
      : { line: row.line, problem: problemOf(parsed) };
  }
}
