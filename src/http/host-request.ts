// A request to a host's own route, as its guards read it: which page the person is on, and who wants the answer.

import { wantsJson } from "./negotiation.ts";

/**
 * A request to one of a host's own routes: a web `Request`, or what a framework knows of one. `url` may be absolute or
 * start with the path. Without `method` it counts as a GET.
 */
export type HostRequest = {
  readonly headers: Headers;
  readonly url?: string | undefined;
  readonly method?: string | undefined;
};

/**
 * The page, as a path of this site, to which somebody comes back who has to log in first. A browser that loads a page names
 * it in the URL, and so does a framework's script that asks for a page's data. Everything else happens on the page that the
 * browser names as the referrer. Undefined if nobody says.
 */
export function pageOf(request: HostRequest, origin: string): string | undefined {
  const { headers, url } = request;
  if (isRead(request)) {
    const asked = url === undefined ? null : URL.parse(url, origin);
    if (asked === null) return undefined;
    if (loadsPage(request)) return asked.pathname + asked.search;
    const page = pageOfData(asked);
    if (page !== undefined) return page;
  }
  const referrer = URL.parse(headers.get("referer") ?? "");
  return referrer?.origin === origin ? referrer.pathname + referrer.search : undefined;
}

/**
 * Whether the answer is for a script or a program. A script that calls `fetch` would follow a redirect and take the login
 * page for the answer, whatever it says that it accepts (`Sec-Fetch-Dest: empty`; Fetch Metadata, 2.1).
 */
export const isForScript = (request: HostRequest): boolean =>
  request.headers.get("sec-fetch-dest") === "empty" || wantsJson(request);

const isRead = ({ method = "GET" }: HostRequest): boolean =>
  ["GET", "HEAD"].includes(method.toUpperCase());

/** Browsers say what a request is for; of all others, whoever wants HTML loads a page. */
function loadsPage(request: HostRequest): boolean {
  const purpose = request.headers.get("sec-fetch-dest");
  return purpose === null ? !wantsJson(request) : /^(?:document|i?frame)$/.test(purpose);
}

/** What the scripts of frameworks add to the path of a page whose data they want, and to its query. */
const DATA_PATHS: readonly (readonly [RegExp, string])[] = [
  [/\/__data\.json$/, ""], // SvelteKit
  [/\.html__data\.json$/, ".html"], // SvelteKit, for paths that end with .html
  [/\/_payload\.json$/, ""], // Nuxt
  [/^\/_(?:root)?\.data$/, "/"], // React Router
  [/\/_\.data$/, "/"], // React Router, for paths that end with a slash
  [/\.data$/, ""], // React Router
];

const DATA_QUERY = ["x-sveltekit-invalidated", "x-sveltekit-trailing-slash", "_routes", "_rsc"];

/** The page whose data a URL stands for; undefined if it is no such URL. */
function pageOfData({ pathname, searchParams, search }: URL): string | undefined {
  const [ending, replacement = ""] = DATA_PATHS.find(([end]) => end.test(pathname)) ?? [];
  const added = DATA_QUERY.filter((name) => searchParams.has(name));
  if (ending === undefined && added.length === 0) return undefined;
  const path = ending === undefined ? pathname : pathname.replace(ending, replacement) || "/";
  if (added.length === 0) return path + search;
  const query = new URLSearchParams(searchParams);
  for (const name of added) query.delete(name);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
