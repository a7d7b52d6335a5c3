// Exports users as records that an import reads again.

import { PASSKEY, PASSWORD, RECOVERY_CODE, TOTP, type Credential } from "../domain/evidence.ts";
import { counterOf, readPasskey } from "../domain/passkey.ts";
import { ofCredential, type Sealer } from "../domain/sealed.ts";
import type { Instant } from "../domain/time.ts";
import type { PasskeyRecord, UserRecord } from "../domain/user-record.ts";
import type { Uses } from "../ports/context.ts";
import type { ExportedUser } from "../ports/import-store.ts";

export type ExportOptions = {
  /** Opens secrets of authenticator apps. With it, whoever reads the export can log in as its users. */
  readonly credentials?: Pick<Sealer, "open"> | undefined;
};

/** Users with what could not be exported: `lostApps` are those whose secret no key opens. */
export type Exported = { readonly records: readonly UserRecord[]; readonly lostApps: number };

const BATCH_SIZE = 1_000;

/**
 * All users in the order of their ids, a batch at a time; while one is written, the next one is read. Those who change
 * meanwhile are as before or after.
 */
export async function* exportUsers(
  { store }: Uses<"exportUsers">,
  { credentials }: ExportOptions = {},
): AsyncGenerator<Exported> {
  const read = (after: string | undefined) => store.exportUsers({ after, limit: BATCH_SIZE });
  let reading = read(undefined);
  for (;;) {
    const users = await reading;
    if (users.length === 0) return;
    reading = read(users.at(-1)?.user.id);
    // It is awaited above. Without a handler until then, a rejection would end the process.
    reading.catch(() => undefined);
    yield exportedFrom(users, credentials);
  }
}

function exportedFrom(
  users: readonly ExportedUser[],
  opener: ExportOptions["credentials"],
): Exported {
  let lostApps = 0;
  const records = users.map((user) => {
    const secrets = opener === undefined ? {} : secretsOf(user, opener);
    const apps = user.credentials.filter(({ kind }) => kind === TOTP).length;
    if (opener !== undefined) lostApps += apps - (secrets.totp?.length ?? 0);
    return Object.assign(factsOf(user), secrets, passkeysOf(user));
  });
  return { records, lostApps };
}

/** What is null is left out, and what is empty. */
const factsOf = ({ user, foreignId }: ExportedUser): UserRecord =>
  present({
    id: user.id,
    foreignId,
    email: user.email,
    registeredOn: user.registeredOn,
    registeredWith: user.registeredWith,
    nextPath: user.nextPath,
    confirmedOn: user.confirmedOn,
    confirmedVia: user.confirmedVia,
    roles: user.roles.length > 0 ? user.roles : null,
    language: user.language,
    source: user.source,
    fields: Object.keys(user.fields).length > 0 ? (user.fields as UserRecord["fields"] & {}) : null,
    terms: user.terms.length > 0 ? user.terms : null,
    disabledOn: user.disabledOn,
    deletesOn: user.deletesOn,
    emailFrozenUntil: user.emailFrozenUntil,
    passwordChangedOn: user.passwordChangedOn,
    factors: user.factors === 2 ? user.factors : null,
  });

type Present<Values> = { readonly [Name in keyof Values]: NonNullable<Values[Name]> };
type PartlyNull<Values> = { readonly [Name in keyof Values]: Values[Name] | null };

/** The values that are not null. Objects that are spread into each other for this take much longer. */
function present<Values extends object>(values: PartlyNull<Values>): Present<Values> {
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(values) as (keyof Values & string)[])
    if (values[name] !== null) found[name] = values[name];
  return found as Present<Values>;
}

function secretsOf(
  { user, credentials }: ExportedUser,
  opener: Pick<Sealer, "open">,
): Pick<UserRecord, "password" | "totp" | "recoveryCodes"> {
  const password = credentials.find(({ kind }) => kind === PASSWORD);
  const totp = ofKind(credentials, TOTP).flatMap((each) => {
    const opened = opener.open(each.secret, ofCredential(user.id, each.id));
    return opened === undefined ? [] : [{ secret: opened.text, ...namedOf(each) }];
  });
  const recoveryCodes = ofKind(credentials, RECOVERY_CODE).map(({ secret, createdOn }) => ({
    digest: secret,
    createdOn,
  }));
  return {
    ...(password && { password: { hash: password.secret, ...timesOf(password) } }),
    ...(totp.length > 0 && { totp }),
    ...(recoveryCodes.length > 0 && { recoveryCodes }),
  };
}

/** There is nothing secret about a passkey here: its private key is where it was made. */
function passkeysOf({ credentials }: ExportedUser): Pick<UserRecord, "passkeys"> {
  const passkeys = ofKind(credentials, PASSKEY).map((each): PasskeyRecord => ({
    id: each.handle ?? "",
    counter: counterOf(each),
    twoFactors: each.factor === "both",
    ...(readPasskey(each) as ReturnType<typeof readPasskey> & Pick<PasskeyRecord, "rpId">),
    ...namedOf(each),
  }));
  return passkeys.length > 0 ? { passkeys } : {};
}

/** Not by their ids, which are new after an import. */
function ofKind(credentials: readonly Credential[], wanted: string): readonly Credential[] {
  const found = credentials.filter(({ kind }) => kind === wanted);
  if (found.length < 2) return found;
  return found.toSorted(
    (one, other) => one.createdOn - other.createdOn || (keyOf(one) < keyOf(other) ? -1 : 1),
  );
}

const keyOf = ({ kind, handle, secret }: Credential): string =>
  kind === RECOVERY_CODE ? secret : (handle ?? "");

type Times = { readonly createdOn: Instant; readonly lastUsedOn?: Instant };

const timesOf = ({ createdOn, lastUsedOn }: Credential): Times => ({
  createdOn,
  ...(lastUsedOn !== null && { lastUsedOn }),
});

const namedOf = (credential: Credential): Times & { readonly name?: string } => ({
  ...(credential.name !== null && { name: credential.name }),
  ...timesOf(credential),
});
