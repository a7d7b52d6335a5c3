/**
 * Mounts Postern in React Router's framework mode, and guards the application's own routes.
 *
 * @packageDocumentation
 */

import type { User } from "../domain/user.ts";
import type { Check } from "../postern.ts";
import type { Asks, Guarding, Mounted } from "./node-kernel.ts";
import { peerFrom, redirectTo, type AddressOptions } from "./web-mount.ts";

export type { AddressOptions, Guarding, Mounted };

/** Options of `postern`. React Router does not tell a route who is at the other end of the connection. */
export type ReactRouterOptions = AddressOptions;

/** What Postern uses of what React Router passes to loaders, actions and middleware. */
export type ReactRouterArgs = { readonly request: Request };

/** A loader or an action of a resource route. */
export type ReactRouterHandler = (args: ReactRouterArgs) => Promise<Response>;

/** A middleware of a route. */
export type ReactRouterMiddleware = (
  args: ReactRouterArgs & {
    readonly context: { set(key: { defaultValue?: User }, value: User): void };
  },
  next: () => Promise<unknown>,
) => Promise<void>;

/**
 * The key of what the guards provide to the routes behind them: a context of React Router's.
 *
 * @example
 * ```ts
 * const loader = ({ context }: { context: Map<object, unknown> }) => context.get(user);
 * loader({ context: new Map([[user, "Ada"]]) }); // → "Ada"
 * ```
 */
export const user: { defaultValue?: User } = {};

/**
 * The loader, and also the action, of a resource route, a splat, that answers Postern's paths. Throws RangeError for a text
 * that is not a network.
 *
 * @example
 * ```ts
 * const loader = postern(mounted);
 * (await loader({ request: new Request("https://postern.example/login") })).status; // → 200
 * ```
 */
export function postern(mounted: Mounted, options: ReactRouterOptions = {}): ReactRouterHandler {
  const peer = peerFrom(options);
  return ({ request }) => mounted.fetch(request, peer(request));
}

/**
 * A middleware for routes: `context.get(user)` for users whom the unconfirmed policy lets in; everybody else is sent to the
 * login or the waiting page, also if React Router's script asks for the data of a page. React Router calls it on a client-side
 * navigation only if the route has a loader.
 *
 * @example
 * ```ts
 * const middleware = confirmed(mounted);
 * const args = {
 *   request: new Request("https://postern.example/dashboard", { headers: { accept: "text/html" } }),
 *   context: { set: () => {} },
 * };
 * const thrown = await middleware(args, async () => {}).catch((answer: Response) => answer);
 * thrown?.headers.get("location"); // → "https://postern.example/login?next=%2Fdashboard"
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">): ReactRouterMiddleware =>
  guard((request) => mounted.checkConfirmed(request));

/**
 * The same for everybody who is logged in, confirmed or not.
 *
 * @example
 * ```ts
 * const guard = loggedIn(mounted);
 * guard.length; // → 2
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">): ReactRouterMiddleware =>
  guard((request) => mounted.checkLoggedIn(request));

/**
 * The same for what must not be done from an unattended browser: for those who have shown everything that their sign-in
 * requires in the last ten minutes. Everybody else is sent to show it.
 *
 * @example
 * ```ts
 * const guard = recent(mounted);
 * guard.length; // → 2
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">): ReactRouterMiddleware =>
  guard((request) => mounted.checkRecent(request));

/**
 * The same for administrators. All other users get a 403.
 *
 * @example
 * ```ts
 * const guard = admin(mounted);
 * guard.length; // → 2
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">): ReactRouterMiddleware =>
  guard((request) => mounted.checkAdmin(request));

/**
 * The same for those who have a role, of Postern's own or of the site's. All other users get a 403.
 *
 * @example
 * ```ts
 * const guard = role(mounted, "support");
 * guard.length; // → 2
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string): ReactRouterMiddleware =>
  guard((request) => mounted.checkRole(request, name));

const guard =
  (check: Asks): ReactRouterMiddleware =>
  async ({ request, context }, next) => {
    const checked = await check(request);
    // eslint-disable-next-line typescript/only-throw-error -- this is how React Router is answered.
    if (!checked.ok) throw refusal(request, checked);
    context.set(user, checked.user);
    await next();
  };

/** Postern's pages are no routes with components: React Router's script has to load them (`redirectDocument`). */
const refusal = (
  { url }: Request,
  { location, response }: Extract<Check, { ok: false }>,
): Response =>
  location !== undefined && new URL(url).pathname.endsWith(".data")
    ? redirectTo(location, { "x-remix-reload-document": "true" })
    : response;
