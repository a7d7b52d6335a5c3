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
    return { ...factsOf(user), ...secrets, ...passkeysOf(user) };
  });
  return { records, lostApps };
}

/** What is null is left out, and what is empty. */
const factsOf = ({ user, foreignId }: ExportedUser): UserRecord => ({
  id: user.id,
  ...(foreignId !== null && { foreignId }),
  email: user.email,
  registeredOn: user.registeredOn,
  registeredWith: user.registeredWith,
  ...(user.nextPath !== null && { nextPath: user.nextPath }),
  ...(user.confirmedOn !== null && { confirmedOn: user.confirmedOn }),
  ...(user.confirmedVia !== null && { confirmedVia: user.confirmedVia }),
  ...(user.roles.length > 0 && { roles: user.roles }),
  ...(user.language !== null && { language: user.language }),
  ...(user.source !== null && { source: user.source }),
  ...(Object.keys(user.fields).length > 0 && { fields: user.fields as UserRecord["fields"] & {} }),
  ...(user.terms.length > 0 && { terms: user.terms }),
  ...(user.disabledOn !== null && { disabledOn: user.disabledOn }),
  ...(user.deletesOn !== null && { deletesOn: user.deletesOn }),
  ...(user.emailFrozenUntil !== null && { emailFrozenUntil: user.emailFrozenUntil }),
  ...(user.passwordChangedOn !== null && { passwordChangedOn: user.passwordChangedOn }),
  ...(user.factors === 2 && { factors: 2 }),
});

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
const ofKind = (credentials: readonly Credential[], wanted: string): readonly Credential[] =>
  credentials
    .filter(({ kind }) => kind === wanted)
    .toSorted(
      (one, other) => one.createdOn - other.createdOn || (keyOf(one) < keyOf(other) ? -1 : 1),
    );

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
