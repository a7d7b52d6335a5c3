// eslint-disable-next-line typescript/triple-slash-reference -- a file that only declares modules cannot be imported.
/// <reference path="./next-modules.d.ts" />
/**
 * Mounts Postern in Next.js (App Router), and guards the application's own pages, actions and route handlers.
 *
 * @packageDocumentation
 */

import type { User } from "../domain/user.ts";
import type { HostRequest } from "../postern.ts";
import type { Asks, Guarding, Mounted } from "./node-kernel.ts";
import { asPage, peerFrom, redirectTo, type AddressOptions } from "./web-mount.ts";

export type { AddressOptions, Asks, Guarding, Mounted };

/** Options of `postern`. Next.js does not tell a site who is at the other end of the connection. */
export type NextOptions = AddressOptions;

/** A route handler: the export `GET` or `POST` of a `route.ts`. */
export type NextHandler = (request: Request) => Promise<Response>;

/** The export `proxy` of `proxy.ts`; it answers nothing if the request may go on. */
export type NextProxy = (request: Request) => Promise<Response | undefined>;

/**
 * The route handlers that answer Postern's paths, for a catch-all `route.ts`. Throws RangeError for a text that is not a
 * network.
 *
 * @example
 * ```ts
 * const { GET, POST } = postern(mounted);
 * (await GET(new Request("https://postern.example/login"))).status; // → 200
 * ```
 */
export function postern(
  mounted: Mounted,
  options: NextOptions = {},
): { readonly GET: NextHandler; readonly POST: NextHandler } {
  const peer = peerFrom(options);
  const answer: NextHandler = (request) => mounted.fetch(request, peer(request));
  return { GET: answer, POST: answer };
}

/**
 * A guard for server components and server actions: resolves with the user if the unconfirmed policy lets them in, and
 * otherwise redirects to the login or the waiting page. `page` is the path to which the person comes back, because Next.js does
 * not tell a component its own path; without it, they come back to the page that the browser names as the referrer, which in
 * an action is the one with the form. Throws if the store cannot be read.
 *
 * @example
 * ```ts
 * // app/dashboard/page.tsx
 * const page = async () => `Welcome, ${(await confirmed(mounted, "/dashboard")).email}`;
 * page.name; // → "page"
 * ```
 */
export const confirmed = (mounted: Guarding<"checkConfirmed">, page?: string): Promise<User> =>
  guard((request) => mounted.checkConfirmed(request), page);

/**
 * The same for everybody who is logged in, confirmed or not.
 *
 * @example
 * ```ts
 * const page = async () => `Welcome, ${(await loggedIn(mounted, "/settings")).email}`;
 * page.name; // → "page"
 * ```
 */
export const loggedIn = (mounted: Guarding<"checkLoggedIn">, page?: string): Promise<User> =>
  guard((request) => mounted.checkLoggedIn(request), page);

/**
 * The same for what must not be done from an unattended browser: for those who have shown everything that their sign-in
 * requires in the last ten minutes. Everybody else is sent to show it.
 *
 * @example
 * ```ts
 * const page = async () => `Welcome, ${(await recent(mounted, "/settings")).email}`;
 * page.name; // → "page"
 * ```
 */
export const recent = (mounted: Guarding<"checkRecent">, page?: string): Promise<User> =>
  guard((request) => mounted.checkRecent(request), page);

/**
 * The same for administrators. Throws for all other users.
 *
 * @example
 * ```ts
 * const page = async () => `Welcome, ${(await admin(mounted, "/settings")).email}`;
 * page.name; // → "page"
 * ```
 */
export const admin = (mounted: Guarding<"checkAdmin">, page?: string): Promise<User> =>
  guard((request) => mounted.checkAdmin(request), page);

/**
 * The same for those who have a role, of Postern's own or of the site's. Throws for all other users.
 *
 * @example
 * ```ts
 * const page = async () => `Welcome, ${(await role(mounted, "support", "/settings")).email}`;
 * page.name; // → "page"
 * ```
 */
export const role = (mounted: Guarding<"checkRole">, name: string, page?: string): Promise<User> =>
  guard((request) => mounted.checkRole(request, name), page);

async function guard(check: Asks, page: string | undefined): Promise<User> {
  // Only here: route handlers and proxies need neither.
  const [{ headers }, { redirect }] = await Promise.all([
    import("next/headers"),
    import("next/navigation"),
  ]);
  const asked: HostRequest = { method: "POST", headers: await headers() };
  const checked = await check(page === undefined ? asked : asPage(page, asked));
  if (checked.ok) return checked.user;
  if (checked.location === undefined) throw new Error(`Nobody is let in: ${checked.reason}.`);
  return redirect(checked.location);
}

/**
 * The export `proxy` of `proxy.ts`, for the pages that its `matcher` names: whoever passes the check goes on. Everybody else is
 * redirected, and comes back to the page. A script that asks for JSON gets 401 or 403. Server actions are requests to the page
 * that uses them, and are guarded by what guards that page.
 *
 * @example
 * ```ts
 * const proxy = guardedBy((request) => mounted.checkConfirmed(request));
 * const answer = await proxy(new Request("https://postern.example/dashboard"));
 * answer?.headers.get("location"); // → "https://postern.example/login?next=%2Fdashboard"
 * ```
 */
export const guardedBy =
  (check: Asks): NextProxy =>
  async (request) => {
    const { headers: own, url, method } = request;
    const isAction = own.has("next-action");
    const wantsJson = own.get("accept")?.includes("application/json") === true;
    // What tells the requests of Next.js's script from others is removed before the proxy sees them.
    const isPage = own.get("sec-fetch-dest") === "empty" && method === "GET" && !wantsJson;
    const checked = await check(isAction || isPage ? asPage(url, request) : request);
    if (checked.ok) return undefined;
    const { location, response } = checked;
    if (location === undefined) return response;
    if (isAction) return actionRedirect(location);
    return isPage ? redirectTo(location) : response;
  };

/** A redirect as Next.js's script understands it from an action: it cannot use one that `fetch` follows. */
const actionRedirect = (location: string): Response =>
  new Response(null, { status: 303, headers: { "x-action-redirect": `${location};push` } });
