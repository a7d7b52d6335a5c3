/**
 * Mounts Postern in a Hono application, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { Context, MiddlewareHandler } from "hono";
import type { IncomingMessage } from "node:http";
import { clientAddress, unnamedProxy } from "../domain/client-address.ts";
import type { User } from "../domain/user.ts";
import type { Check, Postern } from "../postern.ts";
import { trustedProxies } from "./trusted-proxies.ts";

/** Options of `postern`. */
export type HonoOptions = {
  /** Networks whose `X-Forwarded-For` is believed, such as "10.0.0.0/8". Default: none. */
  readonly trustedProxies?: readonly string[];
  /** The peer's address, if Hono is not served by Node's server. */
  readonly address?: (c: Context) => string | undefined;
};

/** What `confirmed` and `recent` provide to the routes behind it: `c.get("user")`. */
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
  return guard((request) => mounted.checkConfirmed(request));
}

/**
 * The same for what must not be done from an unattended browser: passes those who have shown everything that their sign-in
 * requires in the last ten minutes, and sends everybody else to show it.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/dashboard", recent(mounted), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await (await app.request(request)).text()); // → "Welcome, ada@example.com"
 * (await app.request("/dashboard")).headers.get("location"); // → "/login?next=%2Fdashboard"
 * ```
 */
export function recent(
  mounted: Pick<Postern, "checkRecent">,
): MiddlewareHandler<{ Variables: ConfirmedVariables }> {
  return guard((request) => mounted.checkRecent(request));
}

const guard =
  (
    check: (request: Request) => Promise<Check>,
  ): MiddlewareHandler<{ Variables: ConfirmedVariables }> =>
  async (c, next) => {
    const checked = await check(c.req.raw);
    if (!checked.ok) return checked.response;
    c.set("user", checked.user);
    return next();
  };

/** `@hono/node-server` passes the connection as a binding. */
const socketAddress = (c: Context): string | undefined =>
  (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress;
