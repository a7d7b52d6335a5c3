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
  /** Networks whose `X-Forwarded-For` is believed, like "10.0.0.0/8". None unless said. */
  readonly trustedProxies?: readonly string[];
  /** The peer's address, where it is not Node's server that serves Hono. */
  readonly address?: (c: Context) => string | undefined;
};

/** What `confirmed` leaves for the routes behind it: `c.get("user")`. */
export type ConfirmedVariables = { readonly user: User };

/**
 * Answers Postern's paths and lets all others through. Routes that the application registered
 * earlier win: a site with a home page of its own names it before this.
 * Throws RangeError for a network that is none.
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
 * The tutorial's `check_confirmed`, for routes of the application: lets in whom the unconfirmed
 * policy lets in, as `c.get("user")`; shows everybody else to the login or the waiting page.
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

/** `@hono/node-server` hands the connection on as a binding. */
const socketAddress = (c: Context): string | undefined =>
  (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress;
