/**
 * Mounts Postern in a Hono application, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { Context, MiddlewareHandler } from "hono";
import type { IncomingMessage } from "node:http";
import { clientAddress, unnamedProxy } from "../domain/client-address.ts";
import type { User } from "../domain/user.ts";
import type { Postern } from "../postern.ts";
import { trustedProxies } from "./trusted-proxies.ts";

/** Options of `postern`. */
export type HonoOptions = {
  /** Networks whose `X-Forwarded-For` is believed, such as "10.0.0.0/8". Default: none. */
  readonly trustedProxies?: readonly string[];
  /** The peer's address, if Hono is not served by Node's server. */
  readonly address?: (c: Context) => string | undefined;
};

/** What `confirmed` provides to the routes behind it: `c.get("user")`. */
export type ConfirmedVariables = { readonly user: User };

/**
 * Answers Postern's paths and passes all others on. Routes that the application registered earlier have
 * precedence: a site with a home page of its own registers it before this. Throws RangeError for a text that is
 * not a network.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/", (c) => c.text("The Garden Club"));
 * app.use(postern(mounted));
 * (await app.request("/login")).status; // → 200
 * ```
 */
export function postern(
  mounted: Pick<Postern, "fetch" | "handles">,
  options: HonoOptions = {},
): MiddlewareHandler {
  const proxies = trustedProxies(options.trustedProxies);
  const peerOf = options.address ?? socketAddress;
  return async (c, next) => {
    if (!mounted.handles(c.req.raw)) return next();
    const peer = peerOf(c);
    const address = clientAddress({
      peer,
      forwardedFor: c.req.header("x-forwarded-for") ?? null,
      trustedProxies: proxies,
    });
    const forwarder = unnamedProxy(peer, (name) => c.req.header(name), proxies);
    return mounted.fetch(c.req.raw, { address, unnamedProxy: forwarder });
  };
}

/**
 * A guard for routes of the application: passes users whom the unconfirmed policy lets in, as `c.get("user")`;
 * sends everybody else to the login or the waiting page. It is the tutorial's `check_confirmed`
 * (docs/lineage.md).
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/dashboard", confirmed(mounted), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await (await app.request(request)).text()); // → "Welcome, ada@example.com"
 * (await app.request("/dashboard")).headers.get("location"); // → "/login?next=%2Fdashboard"
 * ```
 */
export function confirmed(
  mounted: Pick<Postern, "checkConfirmed">,
): MiddlewareHandler<{ Variables: ConfirmedVariables }> {
  return async (c, next) => {
    const check = await mounted.checkConfirmed(c.req.raw);
    if (!check.ok) return check.response;
    c.set("user", check.user);
    return next();
  };
}

/** `@hono/node-server` passes the connection as a binding. */
const socketAddress = (c: Context): string | undefined =>
  (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress;
