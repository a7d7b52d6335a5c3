// Passkeys: what is stored of one, and what a browser sends when one is made or used.

import type { Credential, Factor } from "./evidence.ts";
import { isFields, type Fields } from "./shape.ts";

/** What is stored of a passkey besides its counter: enough to check it, and what its authenticator said about itself. */
export type PasskeyData = {
  /** In COSE, in base64url. */
  readonly publicKey: string;
  /** As the browser reported them, also those that have no meaning yet. */
  readonly transports: readonly string[];
  /** Whether it can be copied to other devices, and whether it was when it was made. */
  readonly backup: "none" | "possible" | "done";
  /** The model of the authenticator; all zeros if it does not say. */
  readonly aaguid: string;
  /**
   * By what the authenticator knows whose it is, in base64url, if it was made for an account of another system; null if that
   * system did not keep it.
   */
  readonly userHandle?: string | null;
};

/** With the domain that it was made for: it is void once the site has another one. */
export const writePasskey = (data: PasskeyData, rpId: string): string =>
  JSON.stringify({ ...data, rpId });

export const readPasskey = ({ secret }: Pick<Credential, "secret">): PasskeyData =>
  JSON.parse(secret) as PasskeyData;

/** How often it was used, as far as its authenticator counts. */
export const counterOf = ({ state }: Pick<Credential, "state">): number => Number(state ?? 0);

/**
 * Whether a counter fell, or stood still: the sign of a copied key, but also of a move to another password manager.
 * Passkeys that are copied on purpose always report zero (WebAuthn Level 3, 6.1.1).
 */
export const isBehind = (before: number, reported: number): boolean =>
  (before > 0 || reported > 0) && reported <= before;

/**
 * How much a passkey shows. Two factors only if its owner made it for logging in, and the authenticator checked now who
 * holds it: whoever finds a security key without a PIN can give it one.
 */
export const factorShown = ({ factor }: Pick<Credential, "factor">, isVerified: boolean): Factor =>
  factor === "both" && isVerified ? "both" : "second";

/** By what an authenticator knows whose passkey it is, in base64url. It says nothing about the person. */
export const userHandleOf = ({ id }: { readonly id: string }): string =>
  Buffer.from(id).toString("base64url");

/**
 * Whether a passkey answers for a user by this handle: by ours, or by that of the system in which it was made. If nobody
 * knows that one, any handle will do: the id of the passkey says whose it is, and its signature proves it.
 */
export const isHandleOf = (
  handle: string,
  user: { readonly id: string },
  { userHandle = userHandleOf(user) }: PasskeyData,
): boolean => userHandle === null || handle === userHandle;

/** What a browser answers, as a page sends it. Nothing of it is checked, but that it is of this form. */
export type PasskeyAnswer = {
  readonly id: string;
  /** Whose passkey it is, as far as the authenticator says so. */
  readonly userHandle: string | undefined;
  /** All of it: the JSON of a `PublicKeyCredential`. */
  readonly json: Readonly<Record<string, unknown>>;
};

/** Reads an answer; undefined for anything that is none. */
export function parsePasskeyAnswer(text: string): PasskeyAnswer | undefined {
  const json = fieldsIn(text);
  const id = json?.["id"];
  const response = json?.["response"];
  if (json === undefined || typeof id !== "string" || id.length > LONGEST_ID) return undefined;
  if (!isFields(response)) return undefined;
  const userHandle = response["userHandle"] ?? undefined;
  if (userHandle !== undefined && typeof userHandle !== "string") return undefined;
  return { id, userHandle, json };
}

/** The fields of a JSON object; undefined for any other text. */
export function fieldsIn(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** 1023 bytes in base64url (WebAuthn Level 3, 5.8.3). */
const LONGEST_ID = 1364;

/** How many passkeys a user may have: nobody could look through more. */
export const MOST_PASSKEYS = 20;

const LONGEST_NAME = 64;

/** A name that somebody gives a passkey, in one line; undefined if nothing is left of it. */
export function passkeyName(typed: string): string | undefined {
  const name = typed.replace(/[\p{White_Space}\p{Cc}]+/gu, " ").trim();
  const short = [...name].slice(0, LONGEST_NAME).join("").trim();
  return short === "" ? undefined : short;
}
