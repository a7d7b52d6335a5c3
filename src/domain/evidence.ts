// Evidence: what somebody showed to be a user, against which credential, and how strong that is.

import type { Instant } from "./time.ts";

/**
 * What a kind of credential is good for. `first`: it begins a sign-in, as a password does. `second`: it
 * only adds to a first one, as a code of an authenticator app does. `both`: it is two factors by itself,
 * as a passkey that asks for a fingerprint or a PIN is.
 */
export type Factor = "first" | "second" | "both";

/** How many factors something stands for, or asks for (SP 800-63B-4, section 2). */
export type Factors = 1 | 2;

/** Something that a user can show, and what is needed to check it. */
export type Credential = {
  readonly id: string;
  readonly userId: string;
  /** "password", or a name that belongs to the feature that checks it. */
  readonly kind: string;
  readonly factor: Factor;
  /** What it is checked against: a hash, a public key. */
  readonly secret: string;
  /** What its owner calls it; null where there is only one of its kind. */
  readonly name: string | null;
  readonly createdOn: Instant;
  readonly lastUsedOn: Instant | null;
};

/** The evidence of a session as it is stored: JSON. Every request reads a session, and few ask what was shown. */
export type EvidenceText = string;

export const writeEvidence = (evidence: readonly Evidence[]): EvidenceText =>
  JSON.stringify(evidence);

/**
 * Reads what was shown in a session: a password, a passkey, a code. `on` says when, in milliseconds since 1970.
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
  readonly name?: string | undefined;
};

/** A user's password: the credential it is, and the hash to compare with. */
export type Password = { readonly credentialId: string; readonly hash: string };

/** How somebody showed to be a user: by this browser's session, or by their password. */
export type OwnProof =
  | { readonly kind: "session"; readonly hash: string }
  | { readonly kind: "password"; readonly credentialId: string };

/** What was shown just now. */
export type Shown = {
  readonly kind: string;
  readonly factor: Factor;
  /** The credential that it was checked against; none where a mailbox proved it. */
  readonly credentialId?: string | undefined;
};

/** What was shown, and when: a session keeps all of what it was given. */
export type Evidence = Shown & { readonly on: Instant };

export const PASSWORD = "password";

/** What was checked against a credential. */
export type CredentialShown = Shown & { readonly credentialId: string };

/** The evidence that a right password is. */
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

/** How many factors were shown. Twice the same kind of factor is one factor still. */
export function strengthOf(shown: readonly Shown[]): 0 | Factors {
  const has = (factor: Factor): boolean => shown.some((each) => each.factor === factor);
  if (has("both") || (has("first") && has("second"))) return 2;
  return has("first") ? 1 : 0;
}

/** The evidence that is there, with what is shown now in the place of what was shown of it before. */
export const withShown = (
  evidence: readonly Evidence[],
  shown: readonly Shown[],
  now: Instant,
): readonly Evidence[] => [
  ...evidence.filter(({ kind }) => !shown.some((each) => each.kind === kind)),
  ...shown.map((each) => ({ ...each, on: now })),
];
