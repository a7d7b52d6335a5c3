// Where passkeys work: they belong to a domain, and browsers make and use them on pages of that domain only.

import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { isLoopbackHost } from "./loopback.ts";

/** What passkeys are made for. */
export type PasskeySite = {
  /** Whether people can make and use passkeys. */
  readonly on: boolean;
  /** The domain that they belong to, the "RP ID". All of them are void once it changes. */
  readonly rpId: string;
  /** The origins of pages that may use them; the first is that of the base URL. */
  readonly origins: readonly string[];
};

/** Why browsers make no passkeys for a site. */
export type NoPasskeys = "ip-address" | "no-https";

/**
 * Why there can be no passkeys at an origin; undefined if there can. Browsers need a name instead of an IP address, and a
 * secure context: https, or the machine itself by the name `localhost` (WebAuthn Level 3, section 5.1.3, and the
 * `[SecureContext]` of its interfaces).
 */
export function whyNoPasskeys(origin: string): NoPasskeys | undefined {
  const { protocol, hostname } = new URL(origin);
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return "ip-address";
  return protocol === "https:" || isLoopbackHost(hostname) ? undefined : "no-https";
}

/** A domain as browsers write it: in lower case, and in ASCII. Empty for anything that cannot be one. */
export const asDomain = (text: string): string => domainToASCII(text);

/**
 * Whether passkeys of a domain work on pages of a host: the domain itself, or any below it. A top-level domain belongs to
 * nobody. There are others that browsers refuse, such as `co.uk`, which only their list of public suffixes names.
 */
export const isWithin = (host: string, domain: string): boolean =>
  domain !== "" && (host === domain || (domain.includes(".") && host.endsWith(`.${domain}`)));
