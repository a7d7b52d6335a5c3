/**
 * Mounts Postern in Nuxt, and in whatever else is served by h3 (1 or 2), and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../domain/user.ts";
import type { HostRequest } from "../postern.ts";
import { nodeHandler } from "./node.ts";
import { trustedProxies } from "./trusted-proxies.ts";
import {
  hostRequest,
  pathOf,
  type Asks,
  type Guarding,
  type Mounted,
  type MountOptions,
} from "./node-kernel.ts";
import { isBelowAny, peerAt } from "./web-mount.ts";

export type { Guarding, Mounted, MountOptions };

/** Options of `postern`. */
export type NuxtOptions = MountOptions;

/** What Postern uses of the `H3Event` of h3 1, which Nuxt 4 has, or of h3 2. */
export type NuxtEvent = {
  readonly context: object;
  /** h3 2: the request of the web's standards. */
  readonly req?: object;
  /** h3 1: the request of Node's server. */
  readonly node?:
    { readonly req: IncomingMessage; readonly res?: ServerResponse | undefined } | undefined;
};

/** What to pass to `defineEventHandler`, for a file in `server/middleware/`; it answers nothing if others shall. */
export type NuxtHandler = (event: NuxtEvent) => Promise<Response | undefined>;

/**
 * An event handler for `server/middleware/` that answers Postern's paths and leaves all others to the application. Throws
 * RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * const handler = postern(mounted);
 * const event = { req: new Request("https://postern.example/login"), context: {} };
 * (await handler(event))?.status; // → 200
 * ```
 */
export function postern(mounted: Mounted, options: NuxtOptions = {}): NuxtHandler {
  const proxies = trustedProxies(options.trustedProxies);
  const listener = nodeHandler(mounted, options);
  return async ({ req, node }) => {
    if (req instanceof Request) {
      const ip = "ip" in req && typeof req.ip === "string" ? req.ip : undefined;
      return mounted.handles(req) ? mounted.fetch(req, peerAt(ip, req, proxies)) : undefined;
    }
    const response = node?.res;
    if (node === undefined || response === undefined)
      throw new TypeError("This is no event of h3.");
    await new Promise<void>((resolve, reject) => {
      response.once("close", resolve).once("finish", resolve);
      listener(node.req, response, (error) => (error instanceof Error ? reject(error) : resolve()));
    });
    return undefined;
  };
}

/**
 * An event handler for `server/middleware/` that guards pages and API routes: `event.context.user` for users whom the
 * unconfirmed policy lets in; everybody else is sent to the login or the waiting page, and a script gets 401 or 403. It
 * guards these paths and everything below them.
 *
 * @example
 * ```ts
 * const handler = confirmed(mounted, "/api/me");
 * const headers = { accept: "application/json" };
 * const event = { req: new Request("https://postern.example/api/me", { headers }), context: {} };
 * (await handler(event))?.status; // → 401
 * ```
 */
export const confirmed = (
  mounted: Guarding<"checkConfirmed">,
  ...paths: readonly string[]
): NuxtHandler => guard((request) => mounted.checkConfirmed(request), paths);

/**
 * The same for everybody who is logged in, confirmed or not.
 *
 * @example
 * ```ts
 * const guard = loggedIn(mounted, "/settings");
 * guard.length; // → 1
 * ```
 */
export const loggedIn = (
  mounted: Guarding<"checkLoggedIn">,
  ...paths: readonly string[]
): NuxtHandler => guard((request) => mounted.checkLoggedIn(request), paths);

/**
 * The same for what must not be done from an unattended browser: for those who have shown everything that their sign-in
 * requires in the last ten minutes. Everybody else is sent to show it.
 *
 * @example
 * ```ts
 * const guard = recent(mounted, "/settings");
 * guard.length; // → 1
 * ```
 */
export const recent = (
  mounted: Guarding<"checkRecent">,
  ...paths: readonly string[]
): NuxtHandler => guard((request) => mounted.checkRecent(request), paths);

/**
 * The same for administrators. All other users get a 403.
 *
 * @example
 * ```ts
 * const guard = admin(mounted, "/settings");
 * guard.length; // → 1
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">, ...paths: readonly string[]): NuxtHandler =>
  guard((request) => mounted.checkAdmin(request), paths);

/**
 * The same for those who have a role, of Postern's own or of the site's. All other users get a 403.
 *
 * @example
 * ```ts
 * const guard = role(mounted, "support", "/settings");
 * guard.length; // → 1
 * ```
 */
export const role = (
  mounted: Guarding<"checkRole">,
  name: string,
  ...paths: readonly string[]
): NuxtHandler => guard((request) => mounted.checkRole(request, name), paths);

const guard =
  (check: Asks, paths: readonly string[]): NuxtHandler =>
  async (event) => {
    const request = requestOf(event);
    if (!isBelowAny(pageOf(request), paths)) return undefined;
    const checked = await check(request);
    if (!checked.ok) return checked.response;
    Object.assign(event.context, { user: checked.user } satisfies { user: User });
    return undefined;
  };

/** A path with two slashes at its start is one, and no name of a host. */
const pageOf = ({ url }: { readonly url: string }): string =>
  new URL(url.startsWith("/") ? `http://localhost${url}` : url).pathname;

function requestOf({ req, node }: NuxtEvent): HostRequest & { readonly url: string } {
  if (req instanceof Request) return req;
  if (node === undefined) throw new TypeError("This is no event of h3.");
  return { ...hostRequest(node.req), url: pathOf(node.req) };
}
