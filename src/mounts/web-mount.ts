// What the mounts of web-standard frameworks share: who sends a request, and what a framework's own request stands for.

import { clientAddress, unnamedProxy, type Cidr } from "../domain/client-address.ts";
import type { HostRequest, Peer } from "../postern.ts";
import { trustedProxies } from "./trusted-proxies.ts";

/** The client behind the other end of a connection, and the network of a proxy that was not named. */
export const peerAt = (
  peer: string | undefined,
  { headers }: Request,
  proxies: readonly Cidr[],
): Peer => ({
  address: clientAddress({
    peer,
    forwardedFor: headers.get("x-forwarded-for"),
    trustedProxies: proxies,
  }),
  unnamedProxy: unnamedProxy(peer, (name) => headers.get(name) ?? undefined, proxies),
});

/** Options of the mounts in frameworks that do not tell a site who is at the other end of the connection. */
export type AddressOptions = {
  /**
   * The networks of the proxies in front of the site, such as "10.0.0.0/8". Nobody else may reach the framework's port,
   * because `X-Forwarded-For` is then believed. Default: none, and the client is unknown.
   */
  readonly trustedProxies?: readonly string[];
  /** The client's address, if something else knows it, such as a header of the platform. */
  readonly address?: (request: Request) => string | undefined;
};

/** Who sends a request, as far as the options let a framework know it. */
export function peerFrom({ trustedProxies: networks, address }: AddressOptions) {
  const proxies = trustedProxies(networks);
  return (request: Request): Peer | undefined => {
    const known = address?.(request);
    if (known !== undefined) return { address: known };
    if (proxies.length === 0) return undefined;
    const hops = (request.headers.get("x-forwarded-for") ?? "").split(",");
    const nearest = hops.pop()?.trim();
    const forwardedFor = hops.length === 0 ? null : hops.join(",");
    return { address: clientAddress({ peer: nearest, forwardedFor, trustedProxies: proxies }) };
  };
}

/** The same request, as if the browser had loaded this page: for the scripts of frameworks that hide what they ask for. */
export function asPage(page: string, { headers }: HostRequest): HostRequest {
  const own = new Headers(headers);
  own.set("sec-fetch-dest", "document");
  return { url: page, headers: own };
}

/**
 * A redirect for a framework's script. Unlike that for a browser it sets no cookie, because frameworks ask for pages in
 * advance, as soon as there is a link to them.
 */
export const redirectTo = (location: string, headers: Readonly<Record<string, string>> = {}) =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", ...headers },
  });

/**
 * Whether a path is one of these, or below one of them, in whichever spelling a framework takes for the same page: SvelteKit
 * decodes a path before it looks for the page, and Vue Router ignores case. What no router takes for it is guarded as well.
 */
export function isBelowAny(path: string, guarded: readonly string[]): boolean {
  const asked = segmentsOf(path);
  return guarded.some((own) => segmentsOf(own).every((segment, at) => segment === asked[at]));
}

const segmentsOf = (path: string): readonly string[] =>
  path.split("/").flatMap((segment) => (segment === "" ? [] : [decoded(segment).toLowerCase()]));

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
