// Evidence: what somebody showed to prove which user they are, against which credential, and how strong it is.

import type { Instant } from "./time.ts";

/**
 * What a kind of credential can do. `first`: starts a sign-in, like a password. `second`: only adds to a first
 * one, like a code of an authenticator app. `both`: is two factors by itself, like a passkey that asks for a
 * fingerprint or a PIN. `backup`: stands in for a second one that is lost, like a recovery code.
 */
export type Factor = "first" | "second" | "both" | "backup";

/** A number of factors, shown or required (SP 800-63B-4, section 2). */
export type Factors = 1 | 2;

/** Something that a user can show, and the data that is needed to check it. */
export type Credential = {
  readonly id: string;
  readonly userId: string;
  /** "password", or a name that belongs to the feature that checks it. */
  readonly kind: string;
  readonly factor: Factor;
  /** What it is checked against: a hash, a public key. */
  readonly secret: string;
  /** What each use of it changes: the last time step, a counter. Null if it was never used, or keeps none. */
  readonly state: string | null;
  /** By which it is found if nobody says whose it is; no two credentials have the same. */
  readonly handle: string | null;
  /** The name that its owner gave it; null if a user can have only one of its kind. */
  readonly name: string | null;
  readonly createdOn: Instant;
  readonly lastUsedOn: Instant | null;
};

/**
 * The evidence of a session as it is stored: JSON. It is parsed on demand, because every request reads a
 * session and few need the evidence.
 */
export type EvidenceText = string;

export const writeEvidence = (evidence: readonly Evidence[]): EvidenceText =>
  JSON.stringify(evidence, (name, value: unknown) => (name === "use" ? undefined : value));

/**
 * Reads the evidence of a session: a password, a passkey, a code. `on` is the time, in milliseconds since 1970.
 *
 * @example
 * ```ts
 * const current = await postern.session(request);
 * const shown = current === null ? [] : evidenceOf(current.session);
 * shown.map(({ kind }) => kind); // → ["password"]
 * ```
 */
export const evidenceOf = ({
  evidence,
}: {
  readonly evidence: EvidenceText;
}): readonly Evidence[] => JSON.parse(evidence) as readonly Evidence[];

/** A credential before it is stored. */
export type NewCredential = Pick<Credential, "id" | "kind" | "factor" | "secret"> & {
  readonly state?: string | undefined;
  readonly handle?: string | undefined;
  readonly name?: string | undefined;
};

/**
 * What using a credential once changes about it, in the transaction of the sign-in. `to` is its state afterwards;
 * null uses it up. `from` is the state that it must still have: of two uses that read the same state, one is refused.
 */
export type CredentialUse = { readonly from?: string | null; readonly to: string | null };

/** A user's password: the credential's id, and the hash to compare with. */
export type Password = { readonly credentialId: string; readonly hash: string };

/** How somebody proved to be a user: by this browser's session, or by their password. */
export type OwnProof =
  | { readonly kind: "session"; readonly hash: string }
  | { readonly kind: "password"; readonly credentialId: string };

/** What was shown just now. */
export type Shown = {
  readonly kind: string;
  readonly factor: Factor;
  /** The credential that it was checked against; absent if a mailbox proved it. */
  readonly credentialId?: string | undefined;
  /** What this use changes about the credential; nothing if absent. It is not kept in the session. */
  readonly use?: CredentialUse | undefined;
};

/** What was shown, and when: a session keeps all evidence that it was given. */
export type Evidence = Shown & { readonly on: Instant };

export const PASSWORD = "password";
/** @public */
export const TOTP = "totp";
/** @public */
export const RECOVERY_CODE = "recovery-code";
/** @public */
export const PASSKEY = "passkey";

/** The evidence of a browser in which the second factor was shown earlier, at the time of that. */
export const REMEMBERED_BROWSER = "remembered-browser";

/** Evidence that was checked against a credential. */
export type CredentialShown = Shown & { readonly credentialId: string };

/** The evidence of a correct password. */
export const passwordShown = (credentialId: string): CredentialShown => ({
  kind: PASSWORD,
  factor: "first",
  credentialId,
});

/** A password as a new credential. */
export const passwordCredential = (id: string, hash: string): NewCredential => ({
  id,
  kind: PASSWORD,
  factor: "first",
  secret: hash,
});

/** How many factors were shown. The same kind of factor shown twice is still one factor. */
export function strengthOf(shown: readonly Shown[]): 0 | Factors {
  const has = (...factors: readonly Factor[]): boolean =>
    shown.some((each) => factors.includes(each.factor));
  if (has("both") || (has("first") && has("second", "backup"))) return 2;
  return has("first") ? 1 : 0;
}

/**
 * The existing evidence, with new evidence in place of earlier evidence of the same kind and factor: a security key that
 * only adds to a password takes nothing from the passkey that was a whole sign-in.
 */
export const withShown = (
  evidence: readonly Evidence[],
  shown: readonly Shown[],
  now: Instant,
): readonly Evidence[] => [
  ...evidence.filter(
    ({ kind, factor }) => !shown.some((each) => each.kind === kind && each.factor === factor),
  ),
  ...shown.map((each) => ({ ...each, on: now })),
];
