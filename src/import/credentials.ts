// The credentials of a user of another system, as they are stored here.

import {
  PASSKEY,
  PASSWORD,
  RECOVERY_CODE,
  TOTP,
  type Factors,
  type NewCredential,
} from "../domain/evidence.ts";
import { randomId } from "../domain/id.ts";
import { writePasskey } from "../domain/passkey.ts";
import { normaliseForeignCode, recoveryCodeDigest } from "../domain/recovery-code.ts";
import { NONCE, ofCredential } from "../domain/sealed.ts";
import type { Instant } from "../domain/time.ts";
import type {
  PasskeyRecord,
  RecoveryCodeRecord,
  TotpRecord,
  UserRecord,
} from "../domain/user-record.ts";
import type { Context } from "../ports/context.ts";
import { TIME_STEP } from "../ports/one-time-codes.ts";
import type { ImportedCredential } from "../ports/import-store.ts";

type Sealing = Pick<Context, "random" | "sealed">;

type Whose = { readonly userId: string; readonly registeredOn: Instant };

/** All but the password. Only one app: the second step knows one. */
export const otherCredentials = (
  context: Sealing,
  whose: Whose,
  { totp = [], recoveryCodes = [], passkeys = [] }: UserRecord,
): readonly ImportedCredential[] => [
  ...totp.slice(0, 1).map((each) => appFrom(context, whose, each)),
  ...recoveryCodes.map((each) => codeFrom(context, whose, each)),
  ...passkeys.map((each) => passkeyFrom(context, whose, each)),
];

export const passwordFor = (
  { random }: Pick<Context, "random">,
  { registeredOn }: Whose,
  { password, passwordChangedOn }: UserRecord,
  { secret, scheme }: { readonly secret: string; readonly scheme: string | undefined },
): ImportedCredential => ({
  id: randomId(random),
  kind: PASSWORD,
  factor: "first",
  secret,
  state: scheme,
  createdOn: password?.createdOn ?? passwordChangedOn ?? registeredOn,
  lastUsedOn: password?.lastUsedOn ?? null,
});

function appFrom({ random, sealed }: Sealing, whose: Whose, app: TotpRecord): ImportedCredential {
  const id = randomId(random);
  return {
    id,
    kind: TOTP,
    factor: "second",
    secret: sealed.seal(app.secret, ofCredential(whose.userId, id), random.bytes(NONCE)),
    // The code of that time is used, in the other system.
    ...(app.lastUsedOn !== undefined && { state: `${Math.floor(app.lastUsedOn / TIME_STEP)}` }),
    name: app.name,
    createdOn: app.createdOn ?? whose.registeredOn,
    lastUsedOn: app.lastUsedOn ?? null,
  };
}

const codeFrom = (
  { random }: Pick<Context, "random">,
  { userId, registeredOn }: Whose,
  code: RecoveryCodeRecord,
): ImportedCredential => ({
  id: randomId(random),
  kind: RECOVERY_CODE,
  factor: "backup",
  secret:
    "digest" in code ? code.digest : recoveryCodeDigest(userId, normaliseForeignCode(code.code)),
  createdOn: code.createdOn ?? registeredOn,
  lastUsedOn: null,
});

/** Not every system stores what the browser reported. Where it says nothing, the passkey counts as two factors. */
function passkeyFrom(
  { random }: Pick<Context, "random">,
  { registeredOn }: Whose,
  passkey: PasskeyRecord,
): ImportedCredential {
  const { transports = [], backup = "none", twoFactors = true, userHandle, aaguid } = passkey;
  const data = {
    publicKey: passkey.publicKey,
    transports,
    backup,
    aaguid: aaguid ?? "00000000-0000-0000-0000-000000000000",
    ...(userHandle !== undefined && { userHandle }),
  };
  return {
    id: randomId(random),
    kind: PASSKEY,
    factor: twoFactors ? "both" : "second",
    secret: writePasskey(data, passkey.rpId),
    state: `${passkey.counter}`,
    handle: passkey.id,
    name: passkey.name,
    createdOn: passkey.createdOn ?? registeredOn,
    lastUsedOn: passkey.lastUsedOn ?? null,
  };
}

/** Two for everybody who has something that only adds to a password. */
export const factorsWith = (
  credentials: readonly Pick<NewCredential, "factor">[],
  { factors = 1 }: UserRecord,
): Factors => (credentials.some(({ factor }) => factor === "second") ? 2 : factors);
