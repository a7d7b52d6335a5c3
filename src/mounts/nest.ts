/**
 * Mounts Postern in Nest, on Express or on Fastify, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import { createParamDecorator, type CanActivate, type ExecutionContext } from "@nestjs/common";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../domain/user.ts";
import {
  hostRequest,
  send,
  type Asks,
  type FrameworkRequest,
  type Guarding,
} from "./node-kernel.ts";

import { nodeHandler, type Mounted, type NodeHandler, type NodeOptions } from "./node.ts";

export type { NodeHandler as NestMiddleware, NodeOptions as NestOptions } from "./node.ts";

/**
 * A middleware, for `app.use`, that answers Postern's paths and passes all others on. Nest puts it before all of the
 * application's routes, so a site with a home page of its own sets `routes: { home: false }`. Throws RangeError for a text that is
 * not a network.
 *
 * @example
 * ```ts
 * import { NestFactory } from "@nestjs/core";
 *
 * const start = async (AppModule: object) => {
 *   const app = await NestFactory.create(AppModule);
 *   app.use(postern(mounted));
 *   await app.listen(3000);
 * };
 * start.length; // → 1
 * ```
 */
export const postern: (mounted: Mounted, options?: NodeOptions) => NodeHandler = nodeHandler;

/**
 * The user whom a guard of Postern's let in, as a parameter of a route: `dashboard(@CurrentUser() user: User)`.
 *
 * @example
 * ```ts
 * const decorator = CurrentUser();
 * typeof decorator; // → "function"
 * ```
 */
export const CurrentUser: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext): User | undefined =>
    context.switchToHttp().getRequest<WithUser>().user,
);

/** A guard, for `@UseGuards(…)`. */
export type NestGuard = CanActivate;

/**
 * A guard for `@UseGuards`: passes everybody who is logged in, confirmed or not. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { UseGuards } from "@nestjs/common";
 *
 * const Guarded = UseGuards(loggedIn(mounted)); // used as @Guarded
 * typeof Guarded; // → "function"
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">): NestGuard =>
  guard((request) => mounted.checkLoggedIn(request));

/**
 * A guard for `@UseGuards`: passes users whom the unconfirmed policy lets in.
 * They are what `@CurrentUser()` provides; everybody else is sent to do what is missing, and scripts are told in JSON.
 *
 * @example
 * ```ts
 * import { UseGuards } from "@nestjs/common";
 *
 * const Guarded = UseGuards(confirmed(mounted)); // used as @Guarded
 * typeof Guarded; // → "function"
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">): NestGuard =>
  guard((request) => mounted.checkConfirmed(request));

/**
 * A guard for `@UseGuards`: passes those of `confirmed` who have shown, in the last ten minutes, everything that their sign-in requires. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { UseGuards } from "@nestjs/common";
 *
 * const Guarded = UseGuards(recent(mounted)); // used as @Guarded
 * typeof Guarded; // → "function"
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">): NestGuard =>
  guard((request) => mounted.checkRecent(request));

/**
 * A guard for `@UseGuards`: passes those of `confirmed` who are administrators. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { UseGuards } from "@nestjs/common";
 *
 * const Guarded = UseGuards(admin(mounted)); // used as @Guarded
 * typeof Guarded; // → "function"
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">): NestGuard =>
  guard((request) => mounted.checkAdmin(request));

/**
 * A guard for `@UseGuards`: passes those of `confirmed` who have a role, of Postern's own or of the site's. Otherwise like `confirmed`.
 *
 * @example
 * ```ts
 * import { UseGuards } from "@nestjs/common";
 *
 * const Guarded = UseGuards(role(mounted, "support")); // used as @Guarded
 * typeof Guarded; // → "function"
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string): NestGuard =>
  guard((request) => mounted.checkRole(request, name));

type WithUser = { user?: User };

/** Express's request is Node's, and Fastify's has it. */
type Asked = WithUser & FrameworkRequest & { readonly raw?: IncomingMessage };

type Answering = { readonly raw?: ServerResponse; hijack?(): void };

/**
 * After it has answered, a guard never settles: for `false`, Nest throws an exception, and a filter of the site that answers
 * every exception would answer a second time.
 */
const guard = (ask: Asks): NestGuard => ({
  async canActivate(context) {
    if (context.getType() !== "http") throw new TypeError(NOT_HTTP);
    const http = context.switchToHttp();
    const request = http.getRequest<Asked>();
    const incoming = request.raw ?? (request as unknown as IncomingMessage);
    const checked = await ask(hostRequest(incoming, request));
    if (checked.ok) {
      request.user = checked.user;
      return true;
    }
    const response = http.getResponse<Answering>();
    response.hijack?.();
    await send(checked.response, response.raw ?? (response as unknown as ServerResponse));
    return new Promise<never>(() => {});
  },
});

const NOT_HTTP =
  "Postern's guards are for HTTP routes. In a resolver or a gateway, call accounts.checkConfirmed, or a similar check, with the request that opened the connection.";
