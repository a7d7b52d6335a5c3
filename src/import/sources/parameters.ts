// What is the same for a whole file, and stands in no row: keys, units, the domain of passkeys.

import { isOfPasswords } from "../../domain/foreign-password/parameters.ts";
import { TIME_UNITS, type TimeUnit } from "./times.ts";
import {
  dictionary,
  flag,
  list,
  object,
  oneOf,
  text,
  type Fields,
  type Read,
} from "../../domain/shape.ts";

/** The parts of a user that can be left behind. */
const PARTS = [
  "password",
  "totp",
  "recoveryCodes",
  "passkeys",
  "roles",
  "language",
  "fields",
] as const;

/** The parameters that concern what is read. Those about passwords are read elsewhere. */
export type ImportParameters = {
  /** The unit of all times, where it differs from what the system does by itself. */
  readonly times?: TimeUnit;
  /** The domain under which the passkeys were made. Without it, they are left behind. */
  readonly rpId?: string;
  /** Added to names that are no addresses: "ada" becomes ada@example.com. */
  readonly domain?: string;
  /** The name of the list of rows in a JSON document. */
  readonly list?: string;
  /** Whether roles that are named as Postern's own, which open its console, come along. */
  readonly ownRoles?: boolean;
  /** Parts of users that are to be left behind. */
  readonly leave?: readonly (typeof PARTS)[number][];
  /** Better Auth's `secret`; several by their versions: `{"1": "…"}`. */
  readonly betterAuthSecret?: string | Readonly<Record<string, string>>;
  /** Flask-Security's SECURITY_TOTP_SECRETS. */
  readonly totpSecrets?: Readonly<Record<string, string>>;
};

const secret = text(4_096);

const SHAPE: {
  readonly [Name in keyof ImportParameters]-?: Read<Exclude<ImportParameters[Name], undefined>>;
} = {
  times: oneOf(TIME_UNITS),
  rpId: text(253),
  domain: text(253),
  list: text(128),
  ownRoles: flag,
  leave: list(oneOf(PARTS), PARTS.length),
  betterAuthSecret: (value) =>
    typeof value === "string" ? secret(value) : dictionary(/^\d{1,9}$/, secret)(value),
  totpSecrets: dictionary(/^.{1,64}$/, secret),
};

const read = object<ImportParameters>(SHAPE, []);

/** Reads those of the parameters that concern what is read. A name that nobody knows is refused. */
export function readParameters(value: Fields): ReturnType<typeof read> {
  const own = Object.entries(value).filter(([name]) => !isOfPasswords(name));
  return read(Object.fromEntries(own));
}
