/**
 * Mounts Postern in `Bun.serve`.
 *
 * @packageDocumentation
 */

import { eventsOf } from "../http/event-stream.ts";
import { trustedProxies } from "./trusted-proxies.ts";
import type { Mounted, MountOptions } from "./node-kernel.ts";
import { peerAt } from "./web-mount.ts";

export type { Mounted, MountOptions };

/** Options of `postern`. */
export type BunOptions = MountOptions;

/** What Postern uses of the server that Bun passes to a handler. */
export type BunServer = {
  requestIP(request: Request): { readonly address: string } | null;
  /** Sets how many seconds a request may be idle before it is ended. */
  timeout?(request: Request, seconds: number): void;
};

/** For the stream of a waiting page, which is silent for twenty seconds at a time. Bun's default is ten. */
const MOST_SILENT_SECONDS = 60;

/** A `fetch` of `Bun.serve`. */
export type BunHandler<Server extends BunServer> = (
  request: Request,
  server: Server,
) => Response | Promise<Response>;

/**
 * A `fetch` for `Bun.serve` that answers Postern's paths and leaves all others to the site's own handler. Throws
 * RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * const serve = postern(mounted, () => new Response("The Garden Club"));
 * const server = { requestIP: () => ({ address: "192.0.2.1" }) };
 * (await serve(new Request("https://postern.example/login"), server)).status; // → 200
 * ```
 */
export function postern<Server extends BunServer>(
  mounted: Mounted,
  site: BunHandler<Server>,
  options: BunOptions = {},
): BunHandler<Server> {
  const proxies = trustedProxies(options.trustedProxies);
  return async (request, server) => {
    if (!mounted.handles(request)) return site(request, server);
    const peer = peerAt(server.requestIP(request)?.address, request, proxies);
    const response = await mounted.fetch(request, peer);
    if (eventsOf(response) !== undefined) server.timeout?.(request, MOST_SILENT_SECONDS);
    return response;
  };
}
