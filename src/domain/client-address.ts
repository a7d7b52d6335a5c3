// Who sends a request, as far as the network can tell: for limits and for the log, never for permission.

import { isIPv4, isIPv6, SocketAddress } from "node:net";
import { done, refused, type Result } from "./result.ts";

/** A block of addresses: the first `prefix` bits of the eight groups. IPv4 counts as ::ffff:0:0/96. */
export type Cidr = { readonly groups: readonly number[]; readonly prefix: number };

/** An address of either family as the eight 16-bit groups of IPv6. */
type Groups = readonly number[];

/** What a connection and its headers say about where a request comes from. */
export type Connection = {
  /** The other end of the TCP connection; undefined on a Unix socket or a closed one. */
  readonly peer: string | undefined;
  /** `X-Forwarded-For`, all of its lines joined with commas. */
  readonly forwardedFor: string | null;
  readonly trustedProxies: readonly Cidr[];
};

/** Used when nobody can say where a request came from; all such requests share one bucket in the limits. */
const UNKNOWN = "unknown";

/** A longer chain of trusted proxies than this is not genuine; it is an attempt to cause work. */
const MOST_HOPS = 16;

/**
 * The address of the client: the peer, unless that is a trusted proxy; in that case the peer that the proxy
 * reports, and so on from right to left. Whatever stands to the left of the first address that is not a trusted
 * proxy was written by the client and is not believed (ASVS 4.1.3): a made-up header moves nobody into another
 * bucket. With no trusted proxies configured, the header is not even read.
 *
 * The result is in canonical form (RFC 5952; IPv4 never as IPv4-mapped IPv6), so that each client has exactly
 * one name.
 */
export function clientAddress({ peer, forwardedFor, trustedProxies }: Connection): string {
  let client = parseAddress(peer ?? "");
  const hops = forwardedFor === null ? [] : forwardedFor.split(",");
  for (let seen = 0; client !== undefined && isTrusted(client, trustedProxies); seen += 1) {
    const hop = hops.pop();
    if (hop === undefined) break;
    client = seen < MOST_HOPS ? parseAddress(withoutPort(hop.trim())) : undefined;
  }
  return client === undefined ? UNKNOWN : textOf(client);
}

/** Whether an address is inside one of these networks. What is no address is inside none. */
export function isInside(text: string | undefined, networks: readonly Cidr[]): boolean {
  const address = parseAddress(text ?? "");
  return address !== undefined && isTrusted(address, networks);
}

/** The headers that proxies add to a request that they pass on. */
const FORWARDING = ["forwarded", "x-forwarded-for", "x-real-ip", "via"] as const;

/**
 * The network of a peer that forwards requests but was not configured as a trusted proxy; undefined for every
 * other peer. Behind such a proxy, all people count as one client. Anybody can send these headers, so the
 * result is only a hint for the operator and decides nothing.
 */
export function unnamedProxy(
  peer: string | undefined,
  header: (name: string) => unknown,
  trustedProxies: readonly Cidr[],
): string | undefined {
  if (peer === undefined || !FORWARDING.some((name) => header(name) != null)) return undefined;
  return isInside(peer, trustedProxies) ? undefined : networkOf(peer);
}

/**
 * Where an address comes from, for a log: its /24 or /64 if that is a private network; for all public
 * addresses, only the word "public".
 */
export function networkOf(address: string): string {
  const groups = parseAddress(address);
  if (groups === undefined) return UNKNOWN;
  if (!isTrusted(groups, INSIDE)) return "public";
  if (!isMapped(groups)) return limitSubject(address);
  return `${textOf(groups).replace(/\d+$/, "0")}/24`;
}

/**
 * What the limits count: one IPv4 address, one IPv6 /64 (whoever has one IPv6 address has all of its /64), and
 * all unknown clients together.
 */
export function limitSubject(address: string): string {
  const groups = parseAddress(address);
  if (groups === undefined) return UNKNOWN;
  if (isMapped(groups)) return `${textOf(groups)}/32`;
  return `${textOf(masked(groups, 64))}/64`;
}

/**
 * The client that asks for a mail: one IPv4 address, or one IPv6 /56. A home has all 256 networks (/64s) of its
 * /56 (RIPE-690, section 4.2.2), and must not count as 256 clients that share the places of somebody's mailbox.
 */
export function homeNetwork(address: string): string {
  const groups = parseAddress(address);
  if (groups === undefined || isMapped(groups)) return limitSubject(address);
  return `${textOf(masked(groups, 56))}/56`;
}

/**
 * The part of the internet that an address is from: an IPv4 /16 or an IPv6 /32, about what a provider has in a region.
 * Many people share it.
 */
export function regionOf(address: string): string {
  const groups = parseAddress(address);
  if (groups === undefined) return limitSubject(address);
  return isMapped(groups)
    ? `${textOf(masked(groups, 112))}/16`
    : `${textOf(masked(groups, 32))}/32`;
}

/**
 * Reads blocks like "10.0.0.0/8, fd00::/8, 192.0.2.7", separated by commas or white space; an empty text has
 * none. Everything (/0) is refused: if the whole world were a trusted proxy, the leftmost address would be
 * believed, and that one is written by the client.
 */
export function parseCidrs(text: string): Result<readonly Cidr[], "cidr"> {
  const cidrs = text.split(/[\s,]/).filter(Boolean).map(parseCidr);
  return cidrs.every((cidr) => cidr !== undefined) ? done(cidrs) : refused("cidr");
}

function parseCidr(text: string): Cidr | undefined {
  const [address = "", bits, ...more] = text.split("/");
  const groups = parseAddress(address);
  if (groups === undefined || more.length > 0) return undefined;
  if (bits !== undefined && !/^[1-9][0-9]{0,2}$/.test(bits)) return undefined;
  const family = isIPv4(address) ? 32 : 128;
  const length = bits === undefined ? family : Number(bits);
  return length > family ? undefined : { groups, prefix: 128 - family + length };
}

const isTrusted = (address: Groups, proxies: readonly Cidr[]): boolean =>
  proxies.some(
    ({ groups, prefix }) => hex(masked(groups, prefix)) === hex(masked(address, prefix)),
  );

/** The first `prefix` bits of an address. */
const masked = (groups: Groups, prefix: number): Groups =>
  groups.map((group, place) => {
    const bits = Math.min(16, Math.max(0, prefix - place * 16));
    return group & (0xffff << (16 - bits));
  });

/** Some proxies add the client's port: "192.0.2.7:4711", "[2001:db8::1]:4711". */
const withoutPort = (hop: string): string =>
  /^([0-9.]+):[0-9]{1,5}$/.exec(hop)?.[1] ??
  /^\[([0-9a-f:.]+)\](?::[0-9]{1,5})?$/i.exec(hop)?.[1] ??
  hop;

function parseAddress(text: string): Groups | undefined {
  if (isIPv4(text)) return [0, 0, 0, 0, 0, 0xffff, ...pairs(text)];
  const [unzoned = ""] = text.split("%", 1);
  if (!isIPv6(unzoned)) return undefined;
  const plain = unzoned.replace(/[0-9.]+$/, (tail) => (isIPv4(tail) ? hex(pairs(tail)) : tail));
  const [before = "", after] = plain.split("::");
  const [head, tail] = [groupsIn(before), groupsIn(after ?? "")];
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

const groupsIn = (text: string): Groups =>
  text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));

/** "192.0.2.7" as two groups. */
function pairs(text: string): Groups {
  const [a = 0, b = 0, c = 0, d = 0] = text.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}

const hex = (groups: Groups): string => groups.map((group) => group.toString(16)).join(":");

const isMapped = (groups: Groups): boolean => hex(groups.slice(0, 6)) === "0:0:0:0:0:ffff";

function textOf(groups: Groups): string {
  if (!isMapped(groups)) return new SocketAddress({ address: hex(groups), family: "ipv6" }).address;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}

/** Networks that may contain a proxy but no stranger (RFC 6890). */
const INSIDE = [
  "127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16, 100.64.0.0/10",
  "::1, fc00::/7, fe80::/10",
].flatMap((text) => text.split(", ").flatMap((block) => parseCidr(block) ?? []));
