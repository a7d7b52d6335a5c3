// What the adapters for frameworks share: which networks are believed, and who asks because of that.

import type { IncomingMessage } from "node:http";
import { clientAddress, parseCidrs, unnamedProxy, type Cidr } from "../domain/client-address.ts";
import type { Peer } from "../postern.ts";

/** Reads the networks of an adapter's options. Throws RangeError for one that is none. */
export function trustedProxies(networks: readonly string[] = []): readonly Cidr[] {
  const proxies = parseCidrs(networks.join(","));
  if (proxies.ok) return proxies.value;
  throw new RangeError(`trustedProxies: give networks like "10.0.0.0/8", not "${networks.join()}"`);
}

/** Who asks: the socket's other end, or whom trusted proxies name; and whether nobody named that proxy. */
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
