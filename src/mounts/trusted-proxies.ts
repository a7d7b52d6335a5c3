// What the mounts share: which networks are trusted, and which client a request comes from.

import type { IncomingMessage } from "node:http";
import { clientAddress, parseCidrs, unnamedProxy, type Cidr } from "../domain/client-address.ts";
import type { Peer } from "../postern.ts";

/** Reads the networks of a mount's options. Throws RangeError for anything but a list of networks. */
export function trustedProxies(networks: readonly string[] = []): readonly Cidr[] {
  const proxies = Array.isArray(networks) ? parseCidrs(networks.join(",")) : undefined;
  if (proxies?.ok === true) return proxies.value;
  const given = Array.isArray(networks) ? `"${networks.join()}"` : JSON.stringify(networks);
  throw new RangeError(`trustedProxies: give networks like ["10.0.0.0/8"], not ${given}`);
}

/**
 * The client of a request: the socket's other end, or the address that trusted proxies report; and the network
 * of a proxy that was not configured as trusted.
 */
export function peerOf({ socket, headers }: IncomingMessage, proxies: readonly Cidr[]): Peer {
  const peer = socket.remoteAddress;
  return {
    address: clientAddress({
      peer,
      forwardedFor: [headers["x-forwarded-for"] ?? []].flat().join(",") || null,
      trustedProxies: proxies,
    }),
    unnamedProxy: unnamedProxy(peer, (name) => headers[name], proxies),
  };
}
