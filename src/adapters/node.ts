// Mounts Postern in node:http, and as middleware in Express and whatever else speaks (req, res, next).

import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { clientAddress, parseCidrs, unnamedProxy, type Cidr } from "../domain/client-address.ts";
import type { Peer, Postern } from "../postern.ts";

export type NodeOptions = {
  /** Networks whose `X-Forwarded-For` is believed, like "10.0.0.0/8". None unless said. */
  readonly trustedProxies?: readonly string[];
};

export type NodeHandler = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/**
 * A request handler for `http.createServer`, or with `next` a middleware: then paths that are not
 * Postern's go on to whoever comes next. Mount it at the root, since mailed links name root paths,
 * and before anything that reads request bodies: a body can be read only once.
 * Throws RangeError for a network that is none.
 *
 * @example
 * express().use(nodeHandler(postern)).get("/dashboard", …);
 */
export function nodeHandler(
  postern: Pick<Postern, "fetch" | "handles">,
  options: NodeOptions = {},
): NodeHandler {
  const proxies = trustedProxies(options.trustedProxies);
  const listener = getRequestListener(
    (request, { incoming }) => postern.fetch(request, peerOf(incoming as IncomingMessage, proxies)),
    // A library leaves its host's global Request and Response alone.
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing, next) => {
    if (next !== undefined && !postern.handles(requestFor(incoming))) return next();
    if (incoming.readableDidRead) {
      const words = "Mount Postern before whatever reads request bodies: this one is read already.";
      if (next === undefined) throw new Error(words);
      return next(new Error(words));
    }
    void listener(incoming, outgoing);
  };
}

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

/** Only its path is looked at, so that asking whose it is touches neither headers nor body. */
function requestFor(incoming: IncomingMessage): Request {
  const path = incoming.url ?? "/";
  return new Request(path.startsWith("/") ? `http://localhost${path}` : "http://localhost/");
}
