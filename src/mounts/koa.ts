/**
 * Mounts Postern in Koa, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../domain/user.ts";
import {
  hostRequest,
  nodeMount,
  type Asks,
  type FrameworkRequest,
  type Guarding,
  type Mounted,
  type MountOptions,
} from "./node-kernel.ts";

/** Options of `postern`. */
export type KoaOptions = MountOptions;

/** What Postern uses of Koa's context. */
export type KoaContext<State = unknown> = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly originalUrl: string;
  readonly request: object;
  readonly state: State;
  respond?: boolean | undefined;
  status: number;
  body: unknown;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
};

/** A middleware of Koa's. */
export type KoaMiddleware<State = unknown> = (
  context: KoaContext<State>,
  next: () => Promise<unknown>,
) => Promise<unknown>;

/** A guard of an application's routes: behind it, a router knows that there is `ctx.state.user`. */
export type KoaGuard = KoaMiddleware<{ user: User }>;

/**
 * A middleware that answers Postern's paths and passes all others on. It writes to Node's response, so what is mounted
 * before it does not change Postern's answers. Where something has parsed the body of a request before, it takes what that
 * understood. Throws RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * import Koa from "koa";
 *
 * const app = new Koa();
 * app.use(postern(mounted));
 * app.middleware.length; // → 1
 * ```
 */
export function postern(mounted: Mounted, options: KoaOptions = {}): KoaMiddleware {
  const mount = nodeMount(mounted, options);
  return async (context, next) => {
    const { req, res, originalUrl, request } = context;
    if (!mount.handles(req, { originalUrl })) return next();
    context.respond = false;
    const { body, rawBody } = request as FrameworkRequest;
    return mount.answer(req, res, { originalUrl, body, rawBody });
  };
}

/**
 * A middleware for routes of the application: passes everybody who is logged in, confirmed or not. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import Koa from "koa";
 *
 * const app = new Koa();
 * app.use(loggedIn(mounted));
 * app.middleware.length; // → 1
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">): KoaGuard =>
  guard((request) => mounted.checkLoggedIn(request));

/**
 * A middleware for routes of the application: passes users whom the unconfirmed policy lets in.
 * They are `ctx.state.user`; everybody else is sent to do what is missing, and scripts are told in JSON.
 *
 * @example
 * ```ts
 * import Koa from "koa";
 *
 * const app = new Koa();
 * app.use(confirmed(mounted));
 * app.use((ctx) => (ctx.body = `Welcome, ${ctx.state["user"].email}`));
 * app.middleware.length; // → 2
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">): KoaGuard =>
  guard((request) => mounted.checkConfirmed(request));

/**
 * A middleware for routes of the application: passes those of `confirmed` who have shown, in the last ten minutes, everything that their sign-in requires. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import Koa from "koa";
 *
 * const app = new Koa();
 * app.use(recent(mounted));
 * app.middleware.length; // → 1
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">): KoaGuard =>
  guard((request) => mounted.checkRecent(request));

/**
 * A middleware for routes of the application: passes those of `confirmed` who are administrators. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import Koa from "koa";
 *
 * const app = new Koa();
 * app.use(admin(mounted));
 * app.middleware.length; // → 1
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">): KoaGuard =>
  guard((request) => mounted.checkAdmin(request));

/**
 * A middleware for routes of the application: passes those of `confirmed` who have a role, of Postern's own or of the site's. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import Koa from "koa";
 *
 * const app = new Koa();
 * app.use(role(mounted, "support"));
 * app.middleware.length; // → 1
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string): KoaGuard =>
  guard((request) => mounted.checkRole(request, name));

const guard =
  (ask: Asks): KoaGuard =>
  async (context, next) => {
    const checked = await ask(hostRequest(context.req, context));
    if (checked.ok) {
      context.state.user = checked.user;
      return next();
    }
    const { response } = checked;
    context.status = response.status;
    context.body = await response.text();
    for (const [name, value] of response.headers)
      if (name === "set-cookie") context.append(name, value);
      else context.set(name, value);
    return undefined;
  };
