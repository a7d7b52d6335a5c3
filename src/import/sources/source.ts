// How a source is described: what each part of a user is read from.

import type { StoredPassword } from "../../domain/foreign-password/stored-password.ts";
import type { Fields } from "../../domain/shape.ts";
import type { UserRecord } from "../../domain/user-record.ts";
import { rolesOf } from "../../domain/role.ts";
import type { Duration, Instant } from "../../domain/time.ts";
import type { FieldValue } from "../../domain/user-field.ts";
import { fromJson, type Row } from "./row.ts";
import type { TimeUnit } from "./times.ts";

/** Reads a part of a user from a row; undefined if the row does not have it. */
export type From<Out> = (row: Row) => Out | undefined;

/** What the parts of a user are read from. What a source does not name does not come along. */
export type UserParts = {
  readonly email: From<string>;
  readonly foreignId?: From<string>;
  readonly registeredOn?: From<Instant>;
  /** Whether the address was proven. Without it, `confirmedOn` says so; without both, nobody is confirmed. */
  readonly confirmed?: From<boolean>;
  readonly confirmedOn?: From<Instant>;
  readonly disabled?: From<boolean>;
  readonly roles?: From<readonly string[]>;
  readonly language?: From<string>;
  readonly source?: From<string>;
  readonly fields?: From<Readonly<Record<string, FieldValue>>>;
  readonly password?: From<StoredPassword>;
  readonly passwordChangedOn?: From<Instant>;
  readonly totp?: From<NonNullable<UserRecord["totp"]>>;
  readonly recoveryCodes?: From<NonNullable<UserRecord["recoveryCodes"]>>;
  readonly passkeys?: From<NonNullable<UserRecord["passkeys"]>>;
};

/** Tables that belong to one user, where a document has them one after the other. */
export type Tables = {
  /** The table of users. */
  readonly main: string;
  /** Other tables, with the column that names the user. Their rows are a list in the user's row, under the table's name. */
  readonly parts: Readonly<Record<string, string>>;
  /** The columns of a user that others name them by. @default ["id"] */
  readonly keys?: readonly string[];
};

export type Source = {
  /** The name after `--from`. */
  readonly name: string;
  readonly title: string;
  readonly user: UserParts;
  /** The lists of rows in a JSON document. @default the document is the list */
  readonly lists?: readonly string[];
  /** The columns of a table that is exported without a heading. */
  readonly columns?: readonly string[];
  readonly tables?: Tables;
  /** Takes a row out of its wrapping: the row and its table, or what it is instead of a user. */
  readonly unwrap?: (value: Fields) => { readonly value: Fields; readonly table: string } | string;
  /** Further columns that mean nothing outside of the system, and are not worth mentioning. */
  readonly ignored?: readonly string[];
};

/** The first of these columns that has a text. */
export const text =
  (...columns: readonly string[]): From<string> =>
  (row) => {
    const found = columns.map((column) => row.text(column));
    return found.find((each) => each !== undefined);
  };

/** An address, or a name to which the parameter `domain` is added. */
export const address =
  (...columns: readonly string[]): From<string> =>
  (row) => {
    const found = text(...columns)(row);
    const { domain } = row.parameters;
    return found === undefined || found.includes("@") || domain === undefined
      ? found
      : `${found}@${domain}`;
  };

export const time =
  (column: string, unit: TimeUnit = "text"): From<Instant> =>
  (row) =>
    row.time(column, unit);

export const flag =
  (column: string): From<boolean> =>
  (row) =>
    row.flag(column);

export const not =
  (from: From<boolean>): From<boolean> =>
  (row) => {
    const found = from(row);
    return found === undefined ? undefined : !found;
  };

/** Whether a time in a column is still to come, by at least `least`: for suspensions that end by themselves. */
export const until =
  (column: string, least: Duration = 0): From<boolean> =>
  (row) => {
    if (row.get(column) === "infinity") return true;
    const end = row.time(column, "text");
    return end === undefined ? undefined : end > row.now + least;
  };

/** A password in a column, with its salt and further columns where there are some. */
export const stored =
  (
    column: string,
    more: { salt?: string; user?: string; details?: string } = {},
  ): From<StoredPassword> =>
  (row) => {
    const [salt, user, detail] = [more.salt, more.user, more.details].map((each) =>
      each === undefined ? undefined : row.text(each),
    );
    const found = row.text(column);
    if (found === undefined) return undefined;
    return {
      text: found,
      system: row.system,
      ...(salt !== undefined && { salt }),
      ...(user !== undefined && { user }),
      ...(detail !== undefined && { details: { [more.details!]: detail } }),
    };
  };

/** A list in a column: of JSON, of PostgreSQL (`{a,b}`), or with commas. */
export function listIn(row: Row, column: string): readonly unknown[] {
  const found = row.get(column);
  if (typeof found !== "string") return found === undefined ? [] : [found].flat();
  const json = /^\s*[[{"]/.test(found) ? fromJson(found) : undefined;
  if (json !== undefined) return [json].flat();
  return found
    .replace(/^\{(.*)\}$/s, "$1")
    .split(",")
    .map((each) => each.trim().replace(/^"(.*)"$/, "$1"))
    .filter((each) => each !== "");
}

/** Roles in these columns, under names as Postern has them: ROLE_EDITOR is `editor`. */
export const roles = (...columns: readonly string[]): From<readonly string[]> =>
  rolesBut(/^$/, ...columns);

/** The same without those that every user has, which say nothing. */
export const rolesBut =
  (everybodys: RegExp, ...columns: readonly string[]): From<readonly string[]> =>
  (row) =>
    rolesNamed(
      row,
      columns
        .flatMap((column) => listIn(row, column))
        .filter((role) => !everybodys.test(String(role))),
    );

/** The role `admin` for whom a column of its own says so, and others. */
export const admins =
  (column: string, more?: From<readonly string[]>): From<readonly string[]> =>
  (row) => {
    const others = more?.(row) ?? [];
    const all = row.flag(column) === true ? [...new Set(["admin", ...others])] : others;
    return all.length === 0 ? undefined : all;
  };

/**
 * Roles by their names. Postern's own open its console, where the same names may have meant much less: they only come along
 * if the parameters say so.
 */
export function rolesNamed(row: Row, names: readonly unknown[]): readonly string[] | undefined {
  const made = names.filter((name) => typeof name === "string").map(roleName);
  // A number stands for a role in the program of the site, and nobody else knows for which.
  const known = [...new Set(made)].filter((name) => !/^\d*$/.test(name));
  const mayHave = known.filter((name) => row.parameters.ownRoles === true || !OWN.has(name));
  if (mayHave.length < known.length)
    row.leave(`roles named ${[...OWN].join(", ")} (see "ownRoles" in the parameters)`);
  return mayHave.length === 0 ? undefined : mayHave;
}

const OWN: ReadonlySet<string> = new Set(rolesOf([]));

const roleName = (name: string): string =>
  name
    .replace(/^ROLE_/, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

/** A language in a column. */
export const language =
  (...columns: readonly string[]): From<string> =>
  (row) =>
    languageTag(row, text(...columns)(row));

/** A language as a tag: de_DE.UTF-8 is de-DE. */
export function languageTag(row: Row, written: string | undefined): string | undefined {
  const found = written?.replace(/[.@].*$/, "").replaceAll("_", "-");
  if (found === undefined || /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(found)) return found;
  row.leave("languages that are no tags");
  return undefined;
}
