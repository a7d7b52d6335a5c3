/**
 * Mounts Postern in node:http, and in anything else with (req, res, next); and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../domain/user.ts";
import {
  hostRequest,
  nodeMount,
  send,
  type Asks,
  type Guarding,
  type Mounted,
  type MountOptions,
} from "./node-kernel.ts";

export type { Guarding, Mounted, MountOptions } from "./node-kernel.ts";

/** Options of `nodeHandler`. */
export type NodeOptions = MountOptions;

/** A request handler of `node:http`, and a middleware if it is called with `next`. */
export type NodeHandler = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** A guard: with `next` a middleware, and without it a question, which is undefined once it has answered. */
export type NodeGuard = {
  (incoming: IncomingMessage, outgoing: ServerResponse): Promise<User | undefined>;
  (
    incoming: IncomingMessage & { user?: User | undefined },
    outgoing: ServerResponse,
    next: (error?: unknown) => void,
  ): void;
};

/**
 * A request handler for `http.createServer`. Called with `next` it is a middleware: paths that are not
 * Postern's are passed on. Where something has parsed the body of a request before, it takes what that understood.
 * Throws RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const server = createServer(nodeHandler(mounted, { trustedProxies: ["10.0.0.0/8"] }));
 * server.listening; // → false
 * ```
 */
export function nodeHandler(mounted: Mounted, options: NodeOptions = {}): NodeHandler {
  const mount = nodeMount(mounted, options);
  return (incoming, outgoing, next) => {
    if (next !== undefined && !mount.handles(incoming)) return next();
    void failingInto(next, () => mount.answer(incoming, outgoing));
  };
}

/**
 * A guard for the application's own routes: passes everybody who is logged in, confirmed or not. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const allowed = loggedIn(mounted);
 * const server = createServer(async (req, res) => {
 *   const user = await allowed(req, res);
 *   if (user !== undefined) res.end(`Welcome, ${user.email}`);
 * });
 * server.listening; // → false
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">): NodeGuard =>
  guard((request) => mounted.checkLoggedIn(request));

/**
 * A guard for the application's own routes: passes users whom the unconfirmed policy lets in.
 * They are the result, or `req.user` in a middleware; everybody else is sent to do what is missing, and scripts are told in JSON.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const members = confirmed(mounted);
 * const server = createServer(async (req, res) => {
 *   const user = await members(req, res);
 *   if (user !== undefined) res.end(`Welcome, ${user.email}`);
 * });
 * server.listening; // → false
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">): NodeGuard =>
  guard((request) => mounted.checkConfirmed(request));

/**
 * A guard for the application's own routes: passes those of `confirmed` who have shown, in the last ten minutes, everything that their sign-in requires. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const allowed = recent(mounted);
 * const server = createServer(async (req, res) => {
 *   const user = await allowed(req, res);
 *   if (user !== undefined) res.end(`Welcome, ${user.email}`);
 * });
 * server.listening; // → false
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">): NodeGuard =>
  guard((request) => mounted.checkRecent(request));

/**
 * A guard for the application's own routes: passes those of `confirmed` who are administrators. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const allowed = admin(mounted);
 * const server = createServer(async (req, res) => {
 *   const user = await allowed(req, res);
 *   if (user !== undefined) res.end(`Welcome, ${user.email}`);
 * });
 * server.listening; // → false
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">): NodeGuard =>
  guard((request) => mounted.checkAdmin(request));

/**
 * A guard for the application's own routes: passes those of `confirmed` who have a role, of Postern's own or of the site's. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 *
 * const allowed = role(mounted, "support");
 * const server = createServer(async (req, res) => {
 *   const user = await allowed(req, res);
 *   if (user !== undefined) res.end(`Welcome, ${user.email}`);
 * });
 * server.listening; // → false
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string): NodeGuard =>
  guard((request) => mounted.checkRole(request, name));

function guard(ask: Asks): NodeGuard {
  return async (
    incoming: IncomingMessage & { user?: User | undefined },
    outgoing: ServerResponse,
    next?: Next,
  ): Promise<User | undefined> => {
    const user = await failingInto(next, async () => {
      const checked = await ask(hostRequest(incoming));
      if (checked.ok) return checked.user;
      await send(checked.response, outgoing);
      return undefined;
    });
    if (user === undefined) return undefined;
    incoming.user = user;
    next?.();
    return user;
  };
}

/** Express 4 ignores the promise of a middleware, and Node ends a process on an unhandled rejection: the error goes to `next`. */
async function failingInto<Value>(
  next: Next | undefined,
  act: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await act();
  } catch (error) {
    if (next === undefined) throw error;
    next(error);
    return undefined;
  }
}

type Next = (error?: unknown) => void;
