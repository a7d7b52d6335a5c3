// Where to go after logging in: only to a page of this site.

import { basePathOf, ownPath } from "./base-path.ts";
import { findToken } from "./link-text.ts";
import { isLeftOut, type OptionalRoute } from "./optional-routes.ts";

/** Longer than any page's path; `next` travels in URLs and form fields. */
const LONGEST_PATH = 512;

/** Tabs and line breaks are dropped by URL parsers ("/\t/evil"), and "\" is read as "/". */
const DISGUISES = /[\u0000-\u0020\u007f-\u009f\\]/;

/**
 * Pages that are a step of some flow, not a destination. Going on to "/logout" would log out a person who has
 * just logged in, and "/login" and "/unconfirmed" would go round in circles.
 */
const STEPS = new Set(
  `/login /login/again /login/second-step /login/second-step/codes-left /login/second-step/lost /logout /register /unconfirmed
   /unconfirmed/cancel /resend /confirm /confirm/not-me /forgot /reset /change-email/stop /change-email/undo /keep /keep-factor
   /lose-factor /lock /stop-mail /stop-mail/lift`.split(/\s+/),
);

/** Where a Postern stands, and which of its pages it does not have there. */
type Place = { readonly baseUrl: string; readonly leftOut: readonly OptionalRoute[] };

/**
 * A page of the site of `baseUrl` from `next`, or undefined. Whoever made the URL chose `next`, so anything doubtful is
 * silently dropped and the person goes to the home page instead (ASVS 3.7.2; CWE-601). It is safe because the *result* is
 * what is checked: it is parsed once more the way a browser will parse it, and must lead to the same page.
 *
 * `baseUrl` is the configured one. A base path in it does not restrict `next`: the application around Postern has the same
 * origin, and its pages are where people want to go. They are whole URLs then, because a path would be one of Postern's own;
 * at the root of a site, and for pages below the base path, the result is a path. All with search and hash. A page that the
 * site leaves out is the host's own at the root, and below a base path nobody's.
 *
 * Postern's steps are no pages to go on to, nor is anything that contains a link's token, which would be in a URL again after
 * it had been removed from there.
 */
export function localPath(
  next: string | null | undefined,
  { baseUrl, leftOut }: Place,
): string | undefined {
  const base = new URL(baseUrl);
  const basePath = basePathOf(baseUrl);
  const takesWhole = basePath !== "" || leftOut.length > 0;
  const isWhole = takesWhole && next?.startsWith(`${base.origin}/`) === true;
  const wanted = isWhole ? next.slice(base.origin.length) : next;
  if (
    !wanted ||
    wanted.length > LONGEST_PATH ||
    !wanted.startsWith("/") ||
    DISGUISES.test(wanted)
  ) {
    return undefined;
  }
  const url = URL.parse(wanted, base.href);
  if (url === null) return undefined;
  const path = url.pathname + url.search + url.hash;
  // "//evil.example" is only "/" here, and "/.//evil.example" has become "//evil.example".
  if (path.length > LONGEST_PATH || URL.parse(path, base.href)?.href !== url.href) return undefined;
  // The router decodes a path before it looks for the base path, so what is below that in disguise is dropped.
  const own = ownPath(decoded(url.pathname), basePath);
  if (own === undefined) return base.origin + path;
  if (ownPath(url.pathname, basePath) === undefined) return undefined;
  if (isStep(own) || findToken(own) !== undefined) return undefined;
  if (!isLeftOut(leftOut, own)) return path;
  return basePath === "" ? base.origin + path : undefined;
}

/** Compared the way the router will match it, ignoring case and slashes at the end. */
const isStep = (own: string): boolean => STEPS.has(own.replace(/\/+$/, "").toLowerCase());

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // The percent-encoding is not UTF-8: no page of Postern has such a name.
    return path;
  }
}
