// Confirmation links that the application before Postern mailed, while its users move over.

import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { codec, outOfTimeBy, type Derivation, type Digest } from "./link-codec.ts";
import type { Duration, Instant } from "./time.ts";

/** How the old application signed its links, in the words of itsdangerous. */
export type OldLinkRules = {
  /** Where they lead, with `:token` in the place of the token. */
  readonly path: string;
  /** The newest first. */
  readonly secrets: readonly string[];
  readonly salt: string;
  readonly derivation: Derivation;
  readonly digest: Digest;
  readonly maxAge: Duration;
};

/** A genuine link of the old application. */
export type OldLink = {
  readonly state: "ready" | "expired";
  readonly address: EmailAddress;
  readonly sentOn: Instant;
};

/** Longer than a token of any address. */
const LONGEST = 1_024;

/** Reads such a link; undefined for anything that the old application did not sign, or that is not about an address. */
export type OldLinkReader = (token: string | undefined, now: Instant) => OldLink | undefined;

/** A reader that keeps its keys; one that reads nothing for a site without old links. */
export function oldLinkReader(rules: OldLinkRules | undefined): OldLinkReader {
  if (rules === undefined) return () => undefined;
  const { maxAge } = rules;
  const keys = codec({ ...rules, keys: rules.secrets, maxLength: LONGEST });
  return (token = "", now) => {
    const read = keys.read(token);
    if (!read.ok || typeof read.value.payload !== "string") return undefined;
    const address = parseEmailAddress(read.value.payload);
    if (!address.ok) return undefined;
    const { signedAt: sentOn } = read.value;
    const isReady = outOfTimeBy(sentOn, { now, maxAge }) === undefined;
    return { state: isReady ? "ready" : "expired", address: address.value, sentOn };
  };
}
