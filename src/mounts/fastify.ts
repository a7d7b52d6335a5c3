/**
 * Mounts Postern in Fastify, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { User } from "../domain/user.ts";
import {
  hostRequest,
  nodeMount,
  type Asks,
  type Guarding,
  type Mounted,
  type MountOptions,
} from "./node-kernel.ts";

declare module "fastify" {
  // eslint-disable-next-line typescript/consistent-type-definitions -- what Fastify declares is added to
  interface FastifyRequest {
    /** The user whom a guard of Postern's let in. */
    user?: User | undefined;
  }
}

/** Options of `postern`. */
export type FastifyOptions = MountOptions;

/** A plugin, for `app.register`. */
export type FastifyMount = (app: FastifyInstance) => Promise<void>;

/** A hook of routes. */
export type FastifyGuard = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/**
 * A plugin that answers Postern's paths, except where the application has a route for exactly that path. It answers before
 * Fastify parses bodies, and writes to Node's response: hooks after `onRequest` do not see it. Throws RangeError for a
 * text that is not a network.
 *
 * @example
 * ```ts
 * import fastify from "fastify";
 *
 * const app = fastify();
 * await app.register(postern(mounted));
 * (await app.inject("/login")).statusCode; // → 200
 * ```
 */
export function postern(mounted: Mounted, options: FastifyOptions = {}): FastifyMount {
  const mount = nodeMount(mounted, options);
  const plugin: FastifyMount = async (app) => {
    if (!app.hasRequestDecorator("user")) app.decorateRequest("user", undefined);
    app.addHook("onRequest", async ({ is404, raw, originalUrl, routeOptions }, reply) => {
      // The site's own page has precedence, and what it has for all other paths has not.
      if (!is404 && routeOptions.url?.endsWith("*") !== true) return;
      if (!mount.handles(raw, { originalUrl })) return;
      for (const line of [reply.getHeader("set-cookie") ?? []].flat())
        reply.raw.appendHeader("set-cookie", `${line}`);
      reply.hijack();
      await mount.answer(raw, reply.raw, { originalUrl });
    });
  };
  // For the whole application, and not only for what else this plugin registers.
  return Object.assign(plugin, { [Symbol.for("skip-override")]: true });
}

/**
 * A hook for routes of the application, such as `onRequest`, which is before Fastify parses the body: passes everybody who is logged in, confirmed or not. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import fastify from "fastify";
 *
 * const app = fastify();
 * app.get("/me", { onRequest: loggedIn(mounted) }, ({ user }) => `Welcome, ${user?.email}`);
 * (await app.inject("/me")).headers.location; // → "https://postern.example/login?next=%2Fme"
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">): FastifyGuard =>
  guard((request) => mounted.checkLoggedIn(request));

/**
 * A hook for routes of the application, such as `onRequest`, which is before Fastify parses the body: passes users whom the unconfirmed policy lets in.
 * They are `request.user`; everybody else is sent to do what is missing, and scripts are told in JSON.
 *
 * @example
 * ```ts
 * import fastify from "fastify";
 *
 * const app = fastify();
 * app.get("/dashboard", { onRequest: confirmed(mounted) }, ({ user }) => `Welcome, ${user?.email}`);
 * (await app.inject("/dashboard")).headers.location; // → "https://postern.example/login?next=%2Fdashboard"
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">): FastifyGuard =>
  guard((request) => mounted.checkConfirmed(request));

/**
 * A hook for routes of the application, such as `onRequest`, which is before Fastify parses the body: passes those of `confirmed` who have shown, in the last ten minutes, everything that their sign-in requires. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import fastify from "fastify";
 *
 * const app = fastify();
 * app.get("/safe", { onRequest: recent(mounted) }, ({ user }) => `Welcome, ${user?.email}`);
 * (await app.inject("/safe")).headers.location; // → "https://postern.example/login?next=%2Fsafe"
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">): FastifyGuard =>
  guard((request) => mounted.checkRecent(request));

/**
 * A hook for routes of the application, such as `onRequest`, which is before Fastify parses the body: passes those of `confirmed` who are administrators. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import fastify from "fastify";
 *
 * const app = fastify();
 * app.get("/staff", { onRequest: admin(mounted) }, ({ user }) => `Welcome, ${user?.email}`);
 * (await app.inject("/staff")).headers.location; // → "https://postern.example/login?next=%2Fstaff"
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">): FastifyGuard =>
  guard((request) => mounted.checkAdmin(request));

/**
 * A hook for routes of the application, such as `onRequest`, which is before Fastify parses the body: passes those of `confirmed` who have a role, of Postern's own or of the site's. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import fastify from "fastify";
 *
 * const app = fastify();
 * app.get("/staff", { onRequest: role(mounted, "support") }, ({ user }) => `Welcome, ${user?.email}`);
 * (await app.inject("/staff")).headers.location; // → "https://postern.example/login?next=%2Fstaff"
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string): FastifyGuard =>
  guard((request) => mounted.checkRole(request, name));

const guard =
  (ask: Asks): FastifyGuard =>
  async (request, reply) => {
    const checked = await ask(hostRequest(request.raw, request));
    if (checked.ok) {
      request.user = checked.user;
      return undefined;
    }
    const { response } = checked;
    reply.code(response.status);
    for (const [name, value] of response.headers) reply.header(name, value);
    return reply.send(await response.text());
  };
