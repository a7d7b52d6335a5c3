// Makes of a record what is stored of its user, but for the hash that its password may still need.

import { parseNewAddress } from "../domain/email-address.ts";
import type { ForeignParameters } from "../domain/foreign-password/stored-password.ts";
import { timeOrderedId } from "../domain/id.ts";
import { importDigest } from "../domain/import-digest.ts";
import type { UserRecord } from "../domain/user-record.ts";
import type { Context } from "../ports/context.ts";
import type { ImportedUser } from "../ports/import-store.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import { factorsWith, otherCredentials, passwordFor } from "./credentials.ts";
import type { ImportNote, ImportProblem } from "./outcomes.ts";
import { passwordFrom, type MadePassword } from "./passwords.ts";
import { keptBySite, type ImportSettings, type Kept } from "./site-rules.ts";

export type Preparing = Pick<Context, "random" | "sealed" | "clock"> & {
  readonly settings: ImportSettings;
};

export type ImportRules = {
  /** The name of the system: a user of it is known again by it. */
  readonly system: string;
  /** The system in words, for the audit log. @default `system` */
  readonly title?: string | undefined;
  /** What is the same for all passwords. */
  readonly parameters?: ForeignParameters | undefined;
  /** The names of peppers, besides those that are stored: a password that needs another one cannot be used. */
  readonly peppers?: ReadonlySet<string> | undefined;
  /** Whether users whose password cannot be used are imported without one. @default false: they are refused */
  readonly withoutPassword?: boolean | undefined;
  /** Whether roles, fields, sources and passkeys that this site does not have are left out. @default false: refused */
  readonly leaveUnknown?: boolean | undefined;
};

/** A user who can be stored as soon as `hash` is made, where there is one to make. */
export type Prepared = {
  readonly notes: readonly ImportNote[];
  readonly scheme: string | undefined;
  readonly seconds: number | undefined;
  readonly isSlow: boolean;
  complete(hasher: PasswordHasher): Promise<ImportedUser>;
};

export type Unusable = { readonly problem: ImportProblem; readonly detail: string };

/** Who a record is about: known again by this, and the first thing that is asked. */
export type Identity = Pick<ImportedUser, "address" | "foreignId" | "digest"> & {
  /** An id to keep. */
  readonly id: string | undefined;
};

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const uuidIn = (id: string | undefined): string | undefined =>
  id !== undefined && UUID.test(id) ? id.toLowerCase() : undefined;

/** A UUID stays the user's id, so that what refers to it elsewhere still does. */
export function identityOf(record: UserRecord, { system }: ImportRules): Identity | Unusable {
  const address = parseNewAddress(record.email);
  if (!address.ok) return { problem: "wrong-address", detail: "email cannot be registered with" };
  const id = uuidIn(record.id) ?? uuidIn(record.foreignId);
  const foreignId = record.foreignId ?? (id === undefined ? (record.id ?? null) : null);
  const { key } = address.value;
  const digest = importDigest(system, { foreignId: id ?? foreignId, key });
  return { address: address.value, id, foreignId, digest };
}

/** A user of `identity` as they are stored here, or why they cannot be. */
export async function prepared(
  context: Preparing,
  record: UserRecord,
  identity: Identity,
  rules: ImportRules,
): Promise<Prepared | Unusable> {
  const notes: ImportNote[] = [];
  const note = (each: ImportNote): unknown => notes.includes(each) || notes.push(each);
  const password = passwordOf(record, rules);
  if (password.kind === "problem") {
    const { problem, detail } = password;
    if (!rules.withoutPassword) return { problem: `password-${problem}`, detail };
    note("without-password");
  }
  const site = await keptBySite(context.settings, record, rules.leaveUnknown ?? false, note);
  if ("problem" in site) return site;
  const { id: kept } = identity;
  const isBound = record.recoveryCodes?.some((code) => "digest" in code) && kept === undefined;
  if (isBound) return { problem: "digest-without-id", detail: "recoveryCodes need the user's id" };
  if ((record.totp?.length ?? 0) > 1) note("without-app");
  if (record.registeredOn === undefined) note("no-registration-time");
  const registeredOn = record.registeredOn ?? record.confirmedOn ?? context.clock.now();
  const id = kept ?? timeOrderedId(context.random, registeredOn);
  const whose = { userId: id, registeredOn };
  const others = otherCredentials(context, whose, { ...record, passkeys: site.passkeys });
  const made = password.kind === "kept" ? password : undefined;
  return {
    notes,
    scheme: made?.scheme,
    seconds: made?.seconds,
    isSlow: typeof made?.secret === "function",
    async complete(hasher) {
      const secret = typeof made?.secret === "function" ? await made.secret(hasher) : made?.secret;
      const own =
        secret === undefined
          ? []
          : [passwordFor(context, whose, record, { secret, scheme: made?.scheme })];
      const credentials = [...own, ...others];
      const factors = factorsWith(credentials, record);
      return userOf(record, identity, site, { id, registeredOn, credentials, factors }, rules);
    },
  };
}

function passwordOf({ password }: UserRecord, rules: ImportRules): MadePassword {
  if (password === undefined) return { kind: "none" };
  const made = passwordFrom(password, rules.system, rules.parameters ?? {});
  const pepper = made.kind === "kept" ? made.pepper : undefined;
  if (pepper === undefined || rules.peppers?.has(pepper) !== false) return made;
  return { kind: "problem", problem: "pepper-missing", detail: `the pepper "${pepper}"` };
}

type Made = Pick<ImportedUser, "id" | "registeredOn" | "credentials" | "factors">;

/** Only the record decides who has proven an address. */
const userOf = (
  record: UserRecord,
  { address, foreignId, digest }: Identity,
  { roles, fields, source, language }: Kept,
  { id, registeredOn, credentials, factors }: Made,
  { system, title = system }: ImportRules,
): ImportedUser => ({
  id,
  address,
  system: title,
  foreignId,
  digest,
  registeredOn,
  registeredWith: record.registeredWith ?? title,
  nextPath: record.nextPath ?? null,
  confirmedOn: record.confirmedOn ?? null,
  confirmedVia: record.confirmedOn == null ? null : (record.confirmedVia ?? "import"),
  passwordChangedOn: record.passwordChangedOn ?? null,
  disabledOn: record.disabledOn ?? null,
  deletesOn: record.deletesOn ?? null,
  emailFrozenUntil: record.emailFrozenUntil ?? null,
  roles,
  fields,
  source,
  language,
  terms: record.terms ?? [],
  credentials,
  factors,
});
