// What a page's script gives to the browser, in the JSON of WebAuthn Level 3, 5.1.8 and 5.1.9.
//
// Nothing here depends on an address that somebody typed. Transports are never sent: a browser takes them as the only
// ways to reach a passkey, and would not offer the phone for one that was made on another computer.

import type { Credential } from "../../domain/evidence.ts";
import { userHandleOf } from "../../domain/passkey.ts";
import type { PasskeyAct } from "../../domain/passkey-challenge.ts";
import { minutes } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Settings } from "../../ports/settings.ts";
import { PASSKEY_ALGORITHMS } from "../../ports/passkeys.ts";

/** How long browsers wait, at the most that is recommended (WebAuthn Level 3, 15.1). */
const TIMEOUT = minutes(5);

const listed = (passkeys: readonly Credential[]) =>
  passkeys.map(({ handle }) => ({ type: "public-key", id: handle }));

/** To use a passkey: one of these, or without them any that the authenticator finds for this site. */
export const requestOptions = (
  { passkeys: { rpId } }: Pick<Settings, "passkeys">,
  challenge: string,
  passkeys: readonly Credential[],
  isVerified: boolean,
) => ({
  challenge,
  rpId,
  timeout: TIMEOUT,
  allowCredentials: listed(passkeys),
  userVerification: isVerified ? "required" : "discouraged",
});

/** What adds a passkey. */
export type AddingAct = Extract<PasskeyAct, `add${string}`>;

export const isAdding = (act: PasskeyAct): act is AddingAct => act.startsWith("add");

/**
 * To make a passkey: one that is found without an address and checks who holds it, or any key that only adds to a password.
 * An authenticator that has one of the user's `passkeys` makes no other: it would replace that one.
 */
export const creationOptions = (
  { appName, passkeys: { rpId } }: Pick<Settings, "appName" | "passkeys">,
  challenge: string,
  user: User,
  passkeys: readonly Credential[],
  act: AddingAct,
) => ({
  challenge,
  rp: { id: rpId, name: appName },
  user: { id: userHandleOf(user), name: user.email, displayName: user.email },
  pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
  timeout: TIMEOUT,
  attestation: "none",
  excludeCredentials: listed(passkeys),
  authenticatorSelection: {
    residentKey: act === "add-security-key" ? "discouraged" : "required",
    requireResidentKey: act !== "add-security-key",
    // A password manager that asks nobody does not know who is there. Each login with the passkey asks.
    userVerification: act === "add" ? "required" : "discouraged",
  },
  hints: act === "add-security-key" ? ["security-key"] : [],
  extensions: { credProps: true },
});
