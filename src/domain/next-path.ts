// Where to go after logging in: only to a page of this site.

/** Longer than any page's path; `next` travels in URLs and form fields. */
const LONGEST_PATH = 512;

/** Tabs and line breaks are dropped by URL parsers ("/\t/evil"), and "\" is read as "/". */
const DISGUISES = /[\u0000-\u0020\u007f-\u009f\\]/;

/**
 * Pages that are a step of some flow, not a destination. Going on to "/logout" would log out a person who has
 * just logged in, "/login" and "/unconfirmed" would go round in circles, and the pages behind mailed links
 * could put a live link back into a URL from which it had been removed.
 */
const STEPS = new Set(
  `login logout register unconfirmed resend confirm forgot reset change-email keep stop-mail lock lose-factor
   keep-factor`.split(/\s+/),
);

/** The page to which the second step returns: its link is held in a cookie, and is not in this path. */
const WITH_HELD_LINK = "change-email";

/**
 * `next` as path, search and hash of a page on the site of `baseUrl`, or undefined. Whoever made the URL chose
 * `next`, so anything doubtful is silently dropped and the person goes to the home page instead (ASVS 3.7.2;
 * CWE-601). It is safe because the *result* is what is checked: it is parsed once more the way a browser will
 * parse it, and must lead to the same page.
 *
 * `baseUrl` is the configured one. A path prefix in it does not restrict `next`: the application around Postern
 * has the same origin, and its pages are where people want to go.
 */
export function localPath(next: string | null | undefined, baseUrl: string): string | undefined {
  if (!next || next.length > LONGEST_PATH || !next.startsWith("/") || DISGUISES.test(next)) {
    return undefined;
  }
  const base = new URL(baseUrl);
  const url = URL.parse(next, base.href);
  if (url === null) return undefined;
  const path = url.pathname + url.search + url.hash;
  // "//evil.example" is only "/" here, and "/.//evil.example" has become "//evil.example".
  if (path.length > LONGEST_PATH || URL.parse(path, base.href)?.href !== url.href) return undefined;
  return isStep(url.pathname, base.pathname) ? undefined : path;
}

/** Compared the way the router will match it: below the base URL's path, decoded, ignoring case. */
function isStep(pathname: string, basePath: string): boolean {
  const prefix = basePath.endsWith("/") ? basePath : `${basePath}/`;
  if (!pathname.startsWith(prefix)) return false;
  const rest = pathname.slice(prefix.length);
  const first = rest.split("/", 1)[0] ?? "";
  return STEPS.has(decoded(first).toLowerCase()) && rest !== WITH_HELD_LINK;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // The percent-encoding is not UTF-8: no page of Postern has such a name.
    return segment;
  }
}
