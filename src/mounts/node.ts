/**
 * Mounts Postern in node:http, and as middleware in Express and anything else with (req, res, next).
 *
 * @packageDocumentation
 */

import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Postern } from "../postern.ts";
import { peerOf, trustedProxies } from "./trusted-proxies.ts";

/** Options of `nodeHandler`. */
export type NodeOptions = {
  /** Networks whose `X-Forwarded-For` is believed, such as "10.0.0.0/8". Default: none. */
  readonly trustedProxies?: readonly string[];
};

/** A request handler of `node:http`, and a middleware if it is called with `next`. */
export type NodeHandler = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/**
 * A request handler for `http.createServer`. Called with `next` it is a middleware: paths that are not
 * Postern's are passed on. Mount it before anything that
 * reads request bodies: a body can be read only once. Throws RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const server = createServer(nodeHandler(postern, { trustedProxies: ["10.0.0.0/8"] }));
 * server.listening; // → false
 * ```
 */
export function nodeHandler(
  postern: Pick<Postern, "fetch" | "handles">,
  options: NodeOptions = {},
): NodeHandler {
  const proxies = trustedProxies(options.trustedProxies);
  const listener = getRequestListener(
    (request, { incoming }) => postern.fetch(request, peerOf(incoming as IncomingMessage, proxies)),
    // A library must not replace its host's global Request and Response.
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

/** Only the path is used, so that checking whose it is touches neither headers nor body. */
function requestFor(incoming: IncomingMessage): Request {
  const path = incoming.url ?? "/";
  return new Request(path.startsWith("/") ? `http://localhost${path}` : "http://localhost/");
}
