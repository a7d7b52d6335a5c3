/**
 * Mounts Postern in a Hono application, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { Context, MiddlewareHandler } from "hono";
import type { IncomingMessage } from "node:http";
import type { Server, Socket } from "node:net";
import type { User } from "../domain/user.ts";
import { endingWith } from "../http/event-stream.ts";
import type { Asks, Guarding, Mounted, MountOptions } from "./node-kernel.ts";
import { trustedProxies } from "./trusted-proxies.ts";
import { peerAt } from "./web-mount.ts";

/** Options of `postern`. */
export type HonoOptions = MountOptions & {
  /** The peer's address, if Hono is not served by Node's server. */
  readonly address?: (c: Context) => string | undefined;
};

/** What the guards provide to the routes behind them: `c.get("user")`. */
export type UserVariables = { readonly user: User };

/** A guard of an application's routes. Those behind it know the user's type. */
export type HonoGuard = MiddlewareHandler<{ Variables: UserVariables }>;

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
export function postern(mounted: Mounted, options: HonoOptions = {}): MiddlewareHandler {
  const proxies = trustedProxies(options.trustedProxies);
  const peerOf = options.address ?? socketAddress;
  return async (c, next) => {
    if (!mounted.handles(c.req.raw)) return next();
    const peer = peerAt(peerOf(c), c.req.raw, proxies);
    const response = await mounted.fetch(c.req.raw, peer);
    return beside(
      c,
      endingWith(response, () => socketOf(c)?.server?.listening === false),
    );
  };
}

/**
 * A guard for routes of the application: passes everybody who is logged in, confirmed or not. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/me", loggedIn(mounted), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await app.request("/me")).status; // → 303
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">): HonoGuard =>
  guard((request) => mounted.checkLoggedIn(request));

/**
 * A guard for routes of the application: passes users whom the unconfirmed policy lets in. They are `c.get("user")`;
 * everybody else is sent to do what is missing, and scripts are told in JSON. It is the tutorial's `check_confirmed`
 * (docs/lineage.md).
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/dashboard", confirmed(mounted), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await (await app.request(request)).text()); // → "Welcome, ada@example.com"
 * (await app.request("/dashboard")).headers.get("location"); // → "https://postern.example/login?next=%2Fdashboard"
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">): HonoGuard =>
  guard((request) => mounted.checkConfirmed(request));

/**
 * A guard for routes of the application: passes those of `confirmed` who have shown, in the last ten minutes, everything
 * that their sign-in requires. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/safe", recent(mounted), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await app.request("/safe")).status; // → 303
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">): HonoGuard =>
  guard((request) => mounted.checkRecent(request));

/**
 * A guard for routes of the application: passes those of `confirmed` who are administrators. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/staff", admin(mounted), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await app.request("/staff")).status; // → 303
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">): HonoGuard =>
  guard((request) => mounted.checkAdmin(request));

/**
 * A guard for routes of the application: passes those of `confirmed` who have a role, of Postern's own or of the site's. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.get("/staff", role(mounted, "support"), (c) => c.text(`Welcome, ${c.get("user").email}`));
 * (await app.request("/staff")).status; // → 303
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string): HonoGuard =>
  guard((request) => mounted.checkRole(request, name));

const guard =
  (ask: Asks): HonoGuard =>
  async (c, next) => {
    const checked = await ask(c.req.raw);
    if (!checked.ok) return beside(c, checked.response);
    c.set("user", checked.user);
    return next();
  };

/** With what the host has set before, such as cookies: Hono adds that only to answers that its context makes. */
const beside = (c: Context, response: Response): Response =>
  c.newResponse(response.body, { status: response.status as 200, headers: response.headers });

/** `@hono/node-server` passes the connection as a binding. */
const socketOf = (c: Context): (Socket & { readonly server?: Server }) | undefined =>
  (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket;

const socketAddress = (c: Context): string | undefined => socketOf(c)?.remoteAddress;
