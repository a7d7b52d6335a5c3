// A user as one JSON line: what an export writes, and what every source of an import is turned into.

import { parseEmailAddress, type EmailRefusal } from "./email-address.ts";
import type { Factors } from "./evidence.ts";
import type { StoredPassword } from "./foreign-password/stored-password.ts";
import { MOST_PASSKEYS, type PasskeyData } from "./passkey.ts";
import { instant, time, type TimesOf } from "./past-time.ts";
import { refused, done, type Refused, type Result } from "./result.ts";
import {
  dictionary,
  either,
  flag,
  list,
  nullOr,
  object,
  oneOf,
  text,
  wholeNumber,
  type Read,
} from "./shape.ts";
import type { AcceptedTerms } from "./terms.ts";
import { iso, type Instant } from "./time.ts";
import type { FieldValue } from "./user-field.ts";
import { CONFIRMED_VIA, type ConfirmedVia } from "./user.ts";

/** An authenticator app: six digits, every 30 seconds, with SHA-1. */
export type TotpRecord = {
  /** In base32, without padding. */
  readonly secret: string;
  readonly name?: string;
  readonly createdOn?: Instant;
  readonly lastUsedOn?: Instant;
};

/**
 * A recovery code: as its owner has it on paper, or the digest that Postern keeps, which is good for nobody but the user with
 * this `id`.
 */
export type RecoveryCodeRecord = ({ readonly code: string } | { readonly digest: string }) & {
  readonly createdOn?: Instant;
};

/** A password: as another system stored it, or what Postern itself keeps. */
export type PasswordRecord = ({ readonly stored: StoredPassword } | { readonly hash: string }) & {
  readonly createdOn?: Instant;
  readonly lastUsedOn?: Instant;
};

/** A passkey, which works at the domain that it was made for. */
export type PasskeyRecord = Pick<PasskeyData, "publicKey"> &
  Partial<Omit<PasskeyData, "publicKey">> & {
    /** In base64url. */
    readonly id: string;
    readonly counter: number;
    readonly name?: string;
    /** The domain that it was made for. It works under no other. */
    readonly rpId: string;
    /** Whether it is a whole sign-in by itself. */
    readonly twoFactors?: boolean;
    readonly createdOn?: Instant;
    readonly lastUsedOn?: Instant;
  };

/** A user to import, or one that was exported. Only the address must be there. */
export type UserRecord = {
  /** A UUID stays the user's id. Any other is the same as a `foreignId`. */
  readonly id?: string;
  /** The id in the system that the user comes from. */
  readonly foreignId?: string;
  readonly email: string;
  readonly registeredOn?: Instant;
  /** Null or absent: nobody proved that the mailbox is theirs. */
  readonly confirmedOn?: Instant | null;
  readonly confirmedVia?: ConfirmedVia;
  /** The browser with which the user registered: "Firefox on Linux". */
  readonly registeredWith?: string;
  /** Where the user was going then: a path of the site. */
  readonly nextPath?: string | null;
  readonly roles?: readonly string[];
  /** A language tag: "pt-BR". */
  readonly language?: string;
  readonly source?: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly terms?: readonly AcceptedTerms[];
  readonly disabledOn?: Instant | null;
  /** When the user is deleted for good, as they asked. */
  readonly deletesOn?: Instant | null;
  /** Until when the address cannot be changed. */
  readonly emailFrozenUntil?: Instant | null;
  readonly password?: PasswordRecord;
  readonly passwordChangedOn?: Instant | null;
  /** How many factors a sign-in requires. Two for whoever has an authenticator app. */
  readonly factors?: Factors;
  readonly totp?: readonly TotpRecord[];
  readonly recoveryCodes?: readonly RecoveryCodeRecord[];
  readonly passkeys?: readonly PasskeyRecord[];
};

/** What is wrong with a record: the field, as "passkeys[0].rpId", or "" for the record as a whole, and the problem in words. */
export type WrongRecord = Refused<
  "wrong-field",
  { readonly field: string; readonly problem: string }
>;

const EMAIL_PROBLEMS: Readonly<Record<EmailRefusal, string>> = {
  "email-missing": "is missing",
  "email-format": "is not an e-mail address",
  "email-too-long": "is too long for an e-mail address",
};

const email: Read<string> = (value) => {
  if (typeof value !== "string") return { at: "", problem: "is not text" };
  const address = parseEmailAddress(value);
  return address.ok
    ? { value: address.value.display }
    : { at: "", problem: EMAIL_PROBLEMS[address.reason] };
};

const BASE64URL = /^[\w-]+$/;

const base64url = (longest: number): Read<string> => text(longest, BASE64URL, "is not base64url");

/** Deep enough for all fields, and for what other systems store with a password. */
const DEEPEST = 16;

const isJson = (value: unknown, deep = DEEPEST): boolean => {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "boolean" || value === null) return true;
  if (typeof value !== "object" || deep === 0) return false;
  const inside = Array.isArray(value) ? value : Object.entries(value).flat();
  return inside.every((each) => isJson(each, deep - 1));
};

const json: Read<FieldValue> = (value) =>
  isJson(value) ? { value: value as FieldValue } : { at: "", problem: "cannot be stored as JSON" };

const stored = object<StoredPassword>(
  {
    text: (value) => (value === "" ? { value } : text(4_096)(value)),
    salt: (value) => (value === "" ? { value } : text(1_024)(value)),
    system: text(64),
    user: text(512),
    details: dictionary(/^[^\0]{1,64}$/, json),
  },
  ["text"],
);

const recordShape = ({ past: at, any }: TimesOf): Read<UserRecord> =>
  object<UserRecord>(
    {
      id: text(256),
      foreignId: text(256),
      email,
      registeredOn: at,
      confirmedOn: nullOr(at),
      confirmedVia: oneOf(CONFIRMED_VIA),
      registeredWith: text(256),
      nextPath: nullOr(text(512)),
      roles: list(text(128), 100),
      language: text(35, /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i, "is not a language tag"),
      source: text(128),
      fields: dictionary(/^[^\0]{1,64}$/, json),
      terms: list(
        object<AcceptedTerms>({ version: text(128), acceptedOn: at }, ["version", "acceptedOn"]),
        10,
      ),
      disabledOn: nullOr(at),
      deletesOn: nullOr(any),
      emailFrozenUntil: nullOr(any),
      password: either(
        object({ stored, createdOn: at, lastUsedOn: at }, ["stored"]),
        object({ hash: text(8_192), createdOn: at, lastUsedOn: at }, ["hash"]),
        (value) => "stored" in value,
      ),
      passwordChangedOn: nullOr(at),
      factors: (value) =>
        value === 1 || value === 2 ? { value } : { at: "", problem: "is neither 1 nor 2" },
      totp: list(totpShape(at), 10),
      recoveryCodes: list(
        either(
          object({ code: text(128), createdOn: at }, ["code"]),
          object({ digest: base64url(64), createdOn: at }, ["digest"]),
          (value) => "code" in value,
        ),
        50,
      ),
      passkeys: list(passkeyShape(at), MOST_PASSKEYS),
    },
    ["email"],
  );

const totpShape = (at: Read<Instant>): Read<TotpRecord> =>
  object<TotpRecord>(
    {
      secret: text(256, /^[A-Z2-7]{16,}$/, "is not base32 of at least 10 bytes"),
      name: text(64),
      createdOn: at,
      lastUsedOn: at,
    },
    ["secret"],
  );

const passkeyShape = (at: Read<Instant>): Read<PasskeyRecord> =>
  object<PasskeyRecord>(
    {
      // 1023 bytes in base64url (WebAuthn Level 3, 5.8.3).
      id: base64url(1_364),
      publicKey: base64url(4_096),
      counter: wholeNumber(2 ** 32 - 1),
      transports: list(text(32), 16),
      backup: oneOf(["none", "possible", "done"]),
      aaguid: text(36, /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, "is not a UUID"),
      name: text(64),
      rpId: text(253),
      // 64 bytes in base64url (5.4.3).
      userHandle: nullOr(base64url(86)),
      twoFactors: flag,
      createdOn: at,
      lastUsedOn: at,
    },
    ["id", "publicKey", "counter", "rpId"],
  );

/** The shape for the last time: a file is read at one. */
function shapeAt(timesAt: (now: Instant) => TimesOf): (now: Instant) => Read<UserRecord> {
  let last: { readonly now: Instant; readonly shape: Read<UserRecord> } | undefined;
  return (now) => {
    if (last?.now !== now) last = { now, shape: recordShape(timesAt(now)) };
    return last.shape;
  };
}

const ofTexts = shapeAt(time);
const ofInstants = shapeAt(instant);

const resultOf = (found: ReturnType<Read<UserRecord>>): Result<UserRecord, WrongRecord> =>
  "value" in found
    ? done(found.value)
    : { ...refused("wrong-field"), field: found.at, problem: found.problem };

/**
 * Reads a record from a JSON value, strictly: a field that is not known, a time that nobody can have registered at, and an
 * address that is none are refused by name. What only a site knows, such as its roles and fields, is not checked here.
 */
export const parseUserRecord = (value: unknown, now: Instant): Result<UserRecord, WrongRecord> =>
  resultOf(ofTexts(now)(value));

/** The same for what a source made of another system's user: its times are instants already. */
export const checkUserRecord = (record: unknown, now: Instant): Result<UserRecord, WrongRecord> =>
  resultOf(ofInstants(now)(record));

/** The times of a record, wherever they are in it. */
const TIMES = new Set([
  "registeredOn",
  "confirmedOn",
  "disabledOn",
  "deletesOn",
  "emailFrozenUntil",
  "passwordChangedOn",
  "acceptedOn",
  "createdOn",
  "lastUsedOn",
]);

function withTimes<Part extends object>(part: Part): object {
  const written: Record<string, unknown> = {};
  for (const name of Object.keys(part) as (keyof Part & string)[]) {
    const value = part[name];
    written[name] = typeof value === "number" && TIMES.has(name) ? iso(value) : value;
  }
  return written;
}

/** A record as one line of JSON, without the line's end. Read again, it is the same. */
export function writeUserRecord(record: UserRecord): string {
  const written = withTimes(record);
  const { terms, password, totp, recoveryCodes, passkeys } = record;
  return JSON.stringify(
    Object.assign(
      written,
      terms && { terms: terms.map(withTimes) },
      password && { password: withTimes(password) },
      totp && { totp: totp.map(withTimes) },
      recoveryCodes && { recoveryCodes: recoveryCodes.map(withTimes) },
      passkeys && { passkeys: passkeys.map(withTimes) },
    ),
  );
}
