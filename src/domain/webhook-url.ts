// Where webhooks may be sent. A URL that somebody enters must not reach what only this machine can reach.
//
// The networks are those of the IANA registries of special-purpose addresses (RFC 6890):
// https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry

import { isIP } from "node:net";
import { isInside, parseCidrs, type Cidr } from "./client-address.ts";
import { done, refused, type Result } from "./result.ts";
import type { Duration } from "./time.ts";

/** What a site allows beyond https to public addresses. */
export type WebhookRules = {
  /** Networks that are not public, but may be reached. */
  readonly allowPrivate: readonly Cidr[];
  readonly allowHttp: boolean;
  /** How long everything may take: the look-up, the connection, and the answer. */
  readonly timeout: Duration;
};

type UrlRules = Pick<WebhookRules, "allowPrivate" | "allowHttp">;

export type UrlRefusal = "no-url" | "has-password" | "not-https" | "not-public";

/** A longer URL is a mistake. */
const LONGEST = 2_048;

const networks = (text: string): readonly Cidr[] => {
  const parsed = parseCidrs(text);
  return parsed.ok ? parsed.value : [];
};

/** All of IPv4, and of IPv6 what is assigned to the internet: whatever else there is, now or later, is not public. */
const INTERNET = networks("::ffff:0:0/96, 2000::/3");

/**
 * This machine and network, shared and private networks, documentation, benchmarks, multicast, what is reserved, and ways to
 * write an IPv4 address inside an IPv6 address.
 */
const SPECIAL = networks(`
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
  198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
  2001::/23 2001:db8::/32 2002::/16 3fff::/20`);

/** Whether a webhook may be sent to an address. Only an address that a connection is made to is worth asking about. */
export const mayReach = (
  address: string,
  { allowPrivate }: Pick<WebhookRules, "allowPrivate">,
): boolean =>
  isInside(address, allowPrivate) || (isInside(address, INTERNET) && !isInside(address, SPECIAL));

/**
 * The host of a URL, without the brackets around an IPv6 address. `URL` has already turned every way to write an
 * IPv4 address, such as "2130706433" and "0x7f.1", into the usual one.
 */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/** Reads the URL of an endpoint. A name is not looked up: what it means is checked at each connection. */
export function parseWebhookUrl(text: string, rules: UrlRules): Result<URL, UrlRefusal> {
  const url = text.length <= LONGEST ? URL.parse(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hash !== "") return refused("no-url");
  if (url.username !== "" || url.password !== "") return refused("has-password");
  if (url.protocol === "http:" && !rules.allowHttp) return refused("not-https");
  const host = hostOf(url);
  return isIP(host) !== 0 && !mayReach(host, rules) ? refused("not-public") : done(url);
}
