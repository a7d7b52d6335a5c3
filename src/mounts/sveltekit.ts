/**
 * Mounts Postern in SvelteKit, and guards the application's own pages.
 *
 * @packageDocumentation
 */

import type { User } from "../domain/user.ts";
import { trustedProxies } from "./trusted-proxies.ts";
import type { Asks, Guarding, Mounted, MountOptions } from "./node-kernel.ts";
import { isBelowAny, peerAt, redirectTo } from "./web-mount.ts";

export type { Guarding, Mounted, MountOptions };

/** Options of `postern`. */
export type SvelteKitOptions = MountOptions;

/** What Postern uses of SvelteKit's `RequestEvent`. */
export type SvelteKitEvent = {
  readonly request: Request;
  /** The URL of the page, also if the request asks only for its data. */
  readonly url: URL;
  readonly isDataRequest: boolean;
  readonly locals: object;
  getClientAddress(): string;
};

/** A `handle` of `src/hooks.server.ts`. */
export type SvelteKitHandle = <Event extends SvelteKitEvent>(input: {
  event: Event;
  resolve: (event: Event) => Response | Promise<Response>;
}) => Promise<Response>;

/**
 * A `handle` that answers Postern's paths and leaves all others to the application. The client's address is the one that
 * SvelteKit's adapter reports. Throws RangeError for a text that is not a network.
 *
 * @example
 * ```ts
 * const handle = postern(mounted);
 * const event = {
 *   request: new Request("https://postern.example/login"),
 *   url: new URL("https://postern.example/login"),
 *   isDataRequest: false,
 *   locals: {},
 *   getClientAddress: () => "192.0.2.1",
 * };
 * (await handle({ event, resolve: () => new Response("The Garden Club") })).status; // → 200
 * ```
 */
export function postern(mounted: Mounted, options: SvelteKitOptions = {}): SvelteKitHandle {
  const proxies = trustedProxies(options.trustedProxies);
  return async ({ event, resolve }) => {
    const { request } = event;
    if (!mounted.handles(request)) return resolve(event);
    return mounted.fetch(request, peerAt(event.getClientAddress(), request, proxies));
  };
}

/**
 * A `handle` that guards pages: `locals.user` for users whom the unconfirmed policy lets in; everybody else is sent to the
 * login or the waiting page, also if SvelteKit's script asks for the data of a page or sends one of its forms. It guards
 * these paths and everything below them.
 *
 * @example
 * ```ts
 * const handle = confirmed(mounted, "/dashboard");
 * const event = {
 *   request: new Request("https://postern.example/dashboard/__data.json", {
 *     headers: { "sec-fetch-dest": "empty" },
 *   }),
 *   url: new URL("https://postern.example/dashboard"),
 *   isDataRequest: true,
 *   locals: {},
 *   getClientAddress: () => "192.0.2.1",
 * };
 * const answer = await handle({ event, resolve: () => new Response("a page") });
 * answer.headers.get("location"); // → "https://postern.example/login?next=%2Fdashboard"
 * ```
 */
export const confirmed = (
  mounted: Guarding<"checkConfirmed">,
  ...paths: readonly string[]
): SvelteKitHandle => guard((request) => mounted.checkConfirmed(request), paths);

/**
 * The same for everybody who is logged in, confirmed or not.
 *
 * @example
 * ```ts
 * const guard = loggedIn(mounted, "/settings");
 * guard.length; // → 1
 * ```
 */
export const loggedIn = (
  mounted: Guarding<"checkLoggedIn">,
  ...paths: readonly string[]
): SvelteKitHandle => guard((request) => mounted.checkLoggedIn(request), paths);

/**
 * The same for what must not be done from an unattended browser: for those who have shown everything that their sign-in
 * requires in the last ten minutes. Everybody else is sent to show it.
 *
 * @example
 * ```ts
 * const guard = recent(mounted, "/settings");
 * guard.length; // → 1
 * ```
 */
export const recent = (
  mounted: Guarding<"checkRecent">,
  ...paths: readonly string[]
): SvelteKitHandle => guard((request) => mounted.checkRecent(request), paths);

/**
 * The same for administrators. All other users get a 403.
 *
 * @example
 * ```ts
 * const guard = admin(mounted, "/settings");
 * guard.length; // → 1
 * ```
 */
export const admin = (
  mounted: Guarding<"checkAdmin">,
  ...paths: readonly string[]
): SvelteKitHandle => guard((request) => mounted.checkAdmin(request), paths);

/**
 * The same for those who have a role, of Postern's own or of the site's. All other users get a 403.
 *
 * @example
 * ```ts
 * const guard = role(mounted, "support", "/settings");
 * guard.length; // → 1
 * ```
 */
export const role = (
  mounted: Guarding<"checkRole">,
  name: string,
  ...paths: readonly string[]
): SvelteKitHandle => guard((request) => mounted.checkRole(request, name), paths);

const guard =
  (check: Asks, paths: readonly string[]): SvelteKitHandle =>
  async ({ event, resolve }) => {
    if (!isBelowAny(event.url.pathname, paths)) return resolve(event);
    const { request } = event;
    const checked = await check(request);
    if (checked.ok) {
      Object.assign(event.locals, { user: checked.user } satisfies { user: User });
      return resolve(event);
    }
    const { location, response } = checked;
    if (location === undefined) return response;
    if (event.isDataRequest) return redirectTo(location);
    return request.headers.get("x-sveltekit-action") === "true" ? actionResult(location) : response;
  };

/** A redirect as `use:enhance` understands it: an ActionResult (svelte.dev/docs/kit/form-actions). */
const actionResult = (location: string): Response =>
  Response.json(
    { type: "redirect", status: 303, location },
    { headers: { "cache-control": "no-store" } },
  );
