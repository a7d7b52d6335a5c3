// A mapping: which column a part of a user is read from, for tables that no source knows, and for columns of a site's own.

import { refused, done, type Refused, type Result } from "../../domain/result.ts";
import type { FieldValue } from "../../domain/user-field.ts";
import { totpOf } from "./factors.ts";
import type { Row } from "./row.ts";
import {
  address,
  flag,
  language,
  roles,
  stored,
  text,
  time,
  type From,
  type UserParts,
} from "./source.ts";
import { TIME_UNITS, type TimeUnit } from "./times.ts";

/** Parts of a user, with the columns that they are read from: `{ "registeredOn": "created_at:ms" }`. */
export type Mapping = Readonly<Record<string, string>>;

/** Why a mapping cannot be used. */
export type MappingRefusal = Refused<"wrong-mapping", { readonly detail: string }>;

const wrong = (detail: string): MappingRefusal => ({ ...refused("wrong-mapping"), detail });

/** Reads `email=mail,registeredOn=created_at:ms`. */
export function parseMapping(written: string): Result<Mapping, MappingRefusal> {
  const pairs = written.split(",").map((pair) => pair.split("=").map((each) => each.trim()));
  const odd = pairs.find(([part, column, ...more]) => !part || !column || more.length > 0);
  if (odd !== undefined) return wrong(`"${odd.join("=")}" is not of the form part=column`);
  return done(Object.fromEntries(pairs) as Mapping);
}

/** How each part is read from a column. */
const PARTS: {
  readonly [Part in keyof UserParts]-?:
    ((column: string, mapping: Mapping) => UserParts[Part]) | undefined;
} = {
  email: (column) => address(column),
  foreignId: (column) => text(column),
  registeredOn: (column) => timeIn(column),
  confirmed: (column) => flag(column),
  confirmedOn: (column) => timeIn(column),
  disabled: (column) => flag(column),
  roles: (column) => roles(column),
  language: (column) => language(column),
  source: (column) => text(column),
  password: (column, { salt }) => stored(column, salt === undefined ? {} : { salt }),
  passwordChangedOn: (column) => timeIn(column),
  totp: (column) => (row) => {
    const secret = row.text(column);
    return secret === undefined ? undefined : totpOf(row, { secret });
  },
  fields: undefined,
  recoveryCodes: undefined,
  passkeys: undefined,
};

const UNIT = new RegExp(`^(.+):(${TIME_UNITS.join("|")})$`);

const timeIn = (written: string): From<number> => {
  const [, column = written, unit = "text"] = UNIT.exec(written) ?? [];
  return time(column, unit as TimeUnit);
};

/** The parts that a mapping describes. */
export function partsOf(mapping: Mapping): Result<Partial<UserParts>, MappingRefusal> {
  const entries: [string, unknown][] = [];
  const fields = Object.entries(mapping).filter(([part]) => part.startsWith("fields."));
  for (const [part, column] of Object.entries(mapping)) {
    if (part === "salt" || part.startsWith("fields.")) continue;
    const make = Object.hasOwn(PARTS, part) ? PARTS[part as keyof UserParts] : undefined;
    if (make === undefined) return wrong(`"${part}" is no part of a user. There are: ${NAMES}`);
    entries.push([part, make(column, mapping)]);
  }
  if (mapping["salt"] !== undefined && mapping["password"] === undefined)
    return wrong('"salt" is only read together with "password"');
  if (fields.length > 0) entries.push(["fields", fieldsIn(fields)]);
  return done(Object.fromEntries(entries) as Partial<UserParts>);
}

const NAMES = [
  ...Object.entries(PARTS).flatMap(([part, make]) => (make === undefined ? [] : [part])),
  "salt",
  "fields.NAME",
].join(", ");

/** The site's own fields: `fields.name=full_name`. */
const fieldsIn =
  (fields: readonly (readonly [string, string])[]) =>
  (row: Row): Readonly<Record<string, FieldValue>> | undefined => {
    const found = fields.map(
      ([part, column]) => [part.slice("fields.".length), row.get(column)] as const,
    );
    const there = found.filter(([, value]) => value !== undefined);
    if (there.length === 0) return undefined;
    // What is no JSON is refused by name when the record is checked.
    return Object.fromEntries(there) as Readonly<Record<string, FieldValue>>;
  };
