// A page of the console: who sees it, and what stands around it.

import { hasRole, type OwnRole } from "../domain/role.ts";
import type { Context } from "../ports/context.ts";
import { consoleNavigation } from "../ui/console.ts";
import { copy } from "../ui/copy.ts";
import type { Answer, PageContent } from "./answer.ts";
import { guardedGet, type AuthenticatedExchange, type Exchange, type Route } from "./route.ts";
import type { Site } from "./site.ts";

/** What the routes of the console are made with: the arguments of `routes` of a feature. */
export type ConsoleTools = {
  readonly context: Pick<Context, "settings">;
  readonly site: Pick<Site, "console">;
};

/** A page of the console. */
export type ConsolePage = {
  readonly path: string;
  /** Who sees it: those who have this role, or one above it. For everybody else who is logged in there is no such page. */
  readonly role: OwnRole;
  /** Only for those who have just shown everything that their sign-in requires. */
  readonly recent?: true;
  /** Which entry of the navigation it belongs to, by its path. @default `path` */
  readonly under?: string;
  /** The page in its own words. The navigation is put above it. */
  show(exchange: AuthenticatedExchange): Promise<Answer>;
};

/**
 * A page of the console, which is behind `allowed`: with a second factor, where the site requires one, and with its terms
 * accepted. Whoever is not logged in is sent to log in. A GET changes nothing.
 *
 * @example
 * ```ts
 * const feature: Feature = {
 *   name: "rooms",
 *   console: [{ order: 45, href: "/admin/rooms", role: "viewer", title: () => "Rooms" }],
 *   routes: (context, _, site) => [
 *     consolePage(
 *       { context, site },
 *       {
 *         path: "/admin/rooms",
 *         role: "viewer",
 *         show: async () => shows({ title: "Rooms", body: html`<p>None.</p>` }, { rooms: [] }),
 *       },
 *     ),
 *   ],
 * };
 * ```
 */
export const consolePage = (
  tools: ConsoleTools,
  { path, role, recent, under = path, show }: ConsolePage,
): Route => ({
  ...guardedGet(recent === true ? "recently-authenticated" : "allowed", path, async (exchange) =>
    inConsole(tools, exchange, under, await show(exchange)),
  ),
  isHiddenFrom: hiddenFrom(tools, role),
});

/** The console is at `/admin`, and below it. */
export const isConsolePath = (path: string): boolean => /^\/admin(?:\/|$)/.test(path);

/** Whether there is no such page: on another host than the console's own, or for somebody without the role. */
export const hiddenFrom =
  ({ context: { settings } }: ConsoleTools, role: OwnRole) =>
  ({ current, url }: Pick<Exchange, "current" | "url">): boolean =>
    (settings.console.host !== undefined && url.host !== settings.console.host) ||
    (current !== undefined && !hasRole(current.user, role));

/** An answer with the navigation above its title. What is no page, as a file, stays as it is. */
export function inConsole(
  { site }: ConsoleTools,
  { language, current }: AuthenticatedExchange,
  under: string,
  answer: Answer,
): Answer {
  const { content } = answer;
  if (content === undefined) return answer;
  const links = site.console
    .filter(({ role }) => hasRole(current.user, role))
    .map(({ href, title }) => ({ href, text: title(language) }));
  const above = consoleNavigation(language.words(copy).console.navigation, links, under);
  const framed = (page: PageContent): PageContent => ({ ...page, wide: true, above });
  return {
    ...answer,
    content: typeof content === "function" ? () => framed(content()) : framed(content),
  };
}
