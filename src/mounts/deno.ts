/**
 * Mounts Postern in `Deno.serve`.
 *
 * @packageDocumentation
 */

import { trustedProxies } from "./trusted-proxies.ts";
import type { Mounted, MountOptions } from "./node-kernel.ts";
import { peerAt } from "./web-mount.ts";

export type { Mounted, MountOptions };

/** Options of `postern`. */
export type DenoOptions = MountOptions;

/** What Postern uses of what Deno says about a connection; a Unix socket has no host name. */
export type DenoInfo = { readonly remoteAddr: object };

/** A handler of `Deno.serve`. */
export type DenoHandler<Info extends DenoInfo> = (
  request: Request,
  info: Info,
) => Response | Promise<Response>;

/**
 * A handler for `Deno.serve` that answers Postern's paths and leaves all others to the site's own handler. Throws
 * RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * const serve = postern(mounted, () => new Response("The Garden Club"));
 * const info = { remoteAddr: { hostname: "192.0.2.1" } };
 * (await serve(new Request("https://postern.example/login"), info)).status; // → 200
 * ```
 */
export function postern<Info extends DenoInfo>(
  mounted: Mounted,
  site: DenoHandler<Info>,
  options: DenoOptions = {},
): DenoHandler<Info> {
  const proxies = trustedProxies(options.trustedProxies);
  return (request, info) =>
    mounted.handles(request)
      ? mounted.fetch(request, peerAt(hostOf(info.remoteAddr), request, proxies))
      : site(request, info);
}

const hostOf = (address: object): string | undefined =>
  "hostname" in address && typeof address.hostname === "string" ? address.hostname : undefined;
