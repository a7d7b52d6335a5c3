// Which POSTs come from Postern's own pages. No state is changed without this check, not even by login and
// register.

import type { Settings } from "../ports/settings.ts";

export type OriginVerdict = "ours" | "needs-form-token" | "cross-site";

/**
 * If `Origin` names an origin, it must be exactly this site's; otherwise `Sec-Fetch-Site` must say so;
 * otherwise the sender is not a browser: JSON passes, because a page of another site cannot send it without a
 * preflight request, and a form must carry the token of its session (ASVS 3.5.1, 3.5.2).
 *
 * `Origin: null` names no origin. A proxy that adds `Referrer-Policy: no-referrer`, or a browser with strict
 * privacy settings, sends it with Postern's own forms; a sandboxed frame sends it with anybody's. So
 * `Sec-Fetch-Site: same-origin`, which no page can set, decides, and if that is missing, the form token does,
 * also for JSON.
 */
export function judgeOrigin(headers: Headers, baseUrl: string, isJson: boolean): OriginVerdict {
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site") return "cross-site";
  const origin = headers.get("origin");
  const namesNobody = origin === "null";
  if (origin !== null && !namesNobody) {
    return origin === new URL(baseUrl).origin ? "ours" : "cross-site";
  }
  if (site === "same-origin") return "ours";
  if (site !== null && site !== "none") return "cross-site";
  if (namesNobody) return "needs-form-token";
  return site === "none" || isJson ? "ours" : "needs-form-token";
}

/** The origin of this site's own pages: of its base URL, or of the console's host where that is the one that was asked. */
export const originOf = (
  { baseUrl, console: { host } }: Pick<Settings, "baseUrl" | "console">,
  asked: Pick<URL, "host">,
): string =>
  host !== undefined && asked.host === host ? `${new URL(baseUrl).protocol}//${host}` : baseUrl;

/**
 * The origin at which the sender's own browser opened this site, for a POST that was refused: another name than the base
 * URL's, such as 127.0.0.1 in the place of localhost. Undefined for a form of another site. It only explains the refusal,
 * and allows nothing.
 */
export function otherName({ headers, url }: Pick<Request, "headers" | "url">): URL | undefined {
  const opened = URL.parse(headers.get("origin") ?? "");
  return opened?.host === new URL(url).host ? opened : undefined;
}
