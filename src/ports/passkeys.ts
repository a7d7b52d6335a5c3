import type { PasskeyAnswer, PasskeyData } from "../domain/passkey.ts";

/** By COSE's numbers: ES256, EdDSA and RS256. Every supported Node verifies them, and every authenticator has one. */
export const PASSKEY_ALGORITHMS: readonly number[] = [-7, -8, -257];

/** What an answer must fit: the challenge that was given, and where. */
export type PasskeyExpectation = {
  /** In base64url. */
  readonly challenge: string;
  readonly rpId: string;
  readonly origins: readonly string[];
  /** Whether the authenticator must have checked who holds it, with a PIN or a fingerprint. */
  readonly isVerified: boolean;
  /** Whether it may have been made without anybody touching anything. */
  readonly isQuiet?: boolean;
};

/** A passkey that was just made. */
export type MadePasskey = PasskeyData & {
  /** The id of the credential, in base64url. */
  readonly id: string;
  readonly counter: number;
};

/** A passkey that was just used. */
export type UsedPasskey = { readonly counter: number; readonly isVerified: boolean };

/** Checks what authenticators sign (WebAuthn Level 3, 7.1 and 7.2). */
export type Passkeys = {
  /** The passkey that an answer contains; undefined if it does not fit what is expected. */
  readMade(answer: PasskeyAnswer, expected: PasskeyExpectation): Promise<MadePasskey | undefined>;
  /**
   * What an answer that a passkey signed says; undefined if its signature is wrong, or it does not fit what is expected. The
   * counter is not judged.
   */
  readUsed(
    answer: PasskeyAnswer,
    passkey: Pick<PasskeyData, "publicKey">,
    expected: PasskeyExpectation,
  ): Promise<UsedPasskey | undefined>;
};
