// A link between its URL and its form: it is moved at once from the URL to a cookie (ASVS 14.2.1).

import type { LinkPurpose } from "../domain/link.ts";
import { findToken } from "../domain/link-text.ts";
import { goesTo, type Answer } from "./answer.ts";
import type { Exchange } from "./route.ts";
import type { Web } from "./web.ts";

/**
 * Redirects a browser to the clean path, with the link in a cookie that lives until the browser is closed and
 * only allows the form to be shown. The cookie does not expire: whoever needs an hour for a form has all the
 * time that the mail promised (WCAG 2.2.1). A text that is not one of Postern's links gets no cookie.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   get("/greeting/:link", async (exchange) => {
 *     const { link } = await openLink(context, "greeting", exchange.params["link"]);
 *     return takesLinkOut(web, "greeting", exchange, "/greeting", link !== undefined);
 *   }),
 * ];
 * ```
 */
export function takesLinkOut(
  web: Web,
  purpose: LinkPurpose,
  exchange: Exchange,
  to: string,
  isOurs: boolean,
): Answer {
  const token = exchange.params["link"];
  if (isOurs && token !== undefined) web.noteOpening(purpose, token, exchange.request);
  const cookie =
    isOurs && token !== undefined
      ? web.linkCookie(purpose, token)
      : web.cookies.link(purpose).clear();
  return goesTo(to, { status: 303 }, { cookies: [cookie] });
}

/**
 * The link that a program sent, as it was mailed, or else the one that this browser opened. A text without a
 * token in it is returned as it is, and will be unknown.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   get("/greeting", async (exchange) => {
 *     const { state } = await openLink(context, "greeting", heldLink(web, "greeting", exchange));
 *     return shows({ title: "Your greeting", body: html`<p>${state}</p>` }, { state });
 *   }),
 * ];
 * ```
 */
export const heldLink = (
  web: Web,
  purpose: LinkPurpose,
  exchange: Exchange,
  named?: string,
): string | undefined =>
  named === undefined
    ? exchange.cookie(web.cookies.link(purpose).name)
    : (findToken(named)?.token ?? named);

/** The statuses of links that cannot be used; "already confirmed" is a success and not among them. */
export const LINK_STATUS = {
  expired: 410,
  used: 410,
  replaced: 410,
  removed: 410,
  "address-taken": 409,
  disabled: 403,
  unknown: 404,
} as const;
