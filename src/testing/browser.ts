// A browser without a screen: keeps cookies, follows redirects, presses buttons. It runs no scripts.

/** Where a browser ended up after following redirects. */
export type Page = {
  readonly status: number;
  /** Path and query of the last response. */
  readonly path: string;
  readonly text: string;
  readonly headers: Headers;
  /** The main heading. */
  readonly heading: string;
  /** Every response on the way, including the last. */
  readonly way: readonly Response[];
};

/** What answers the browser's requests: a mounted Postern, or a network. */
export type Fetch = (request: Request) => Promise<Response>;

/** A browser of the test kit. */
export type Browser = ReturnType<typeof browserOf>;

/**
 * A browser with an empty cookie jar, for one site. It follows redirects and sends forms as a page of the site
 * would; it has no screen and runs no scripts. Up to ten redirects are followed. `language` is its Accept-Language;
 * default: it sends none.
 *
 * @example
 * ```ts
 * await using app = await testPostern();
 * const browser = browserOf((request) => app.postern.fetch(request), app.baseUrl);
 * const page = await browser.open("/profile");
 * page.path; // → "/login?next=%2Fprofile"
 * page.heading; // → "Log in"
 * ```
 */
export function browserOf(fetch: Fetch, baseUrl: string, userAgent = FIREFOX, language?: string) {
  const jar = new Map<string, string>();
  const { origin, pathname } = new URL(baseUrl);
  const base = pathname.replace(/\/$/, "");
  /** A path is one of the site, or one below its base path, as the site's own code names them. */
  const urlOf = (path: string): URL =>
    new URL(
      path.startsWith("/") && !`${path}/`.startsWith(`${base}/`) ? base + path : path,
      origin,
    );

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("user-agent", userAgent);
    if (language !== undefined) headers.set("accept-language", language);
    if (jar.size > 0)
      headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(new Request(urlOf(path), { ...init, headers }));
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }

  async function follow(start: string, init: RequestInit): Promise<Page> {
    let path = start;
    const way = [await request(path, init)];
    for (let hops = 0; hops < 10; hops += 1) {
      const last = way.at(-1)!;
      const location = last.headers.get("location");
      if (last.status < 300 || last.status > 399 || location === null) break;
      const there = new URL(location, urlOf(path));
      path = there.href.slice(there.origin.length);
      way.push(await request(there.href, { headers: { accept: "text/html" } }));
    }
    const last = way.at(-1)!;
    const text = await last.clone().text();
    const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1]?.replace(/<[^>]+>/g, "") ?? "";
    return { status: last.status, path, text, headers: last.headers, heading: heading.trim(), way };
  }

  return {
    jar,
    /** One request and its response; redirects are not followed. */
    request,
    /** Opens a page as a person does, following redirects. */
    open: (url: string): Promise<Page> =>
      follow(pathOf(urlOf(url)), { headers: { accept: "text/html" } }),
    /** Sends a form as a page of the site would, with the values of the page's own form. */
    submit: (path: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> =>
      follow(path, {
        method: "POST",
        headers: {
          accept: "text/html",
          "content-type": "application/x-www-form-urlencoded",
          origin,
          "sec-fetch-site": "same-origin",
        },
        body: new URLSearchParams(fields).toString(),
      }),
    /** Sends JSON as a program does, and reads the JSON answer. */
    async json(method: "GET" | "POST", path: string, body?: unknown) {
      const response = await request(path, {
        method,
        headers: {
          accept: "application/json",
          ...(body === undefined && method === "GET" ? {} : { "content-type": "application/json" }),
        },
        ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
      });
      const raw = await response.text();
      // A file of lines is no document in JSON.
      const type = response.headers.get("content-type") ?? "";
      const isEmpty = raw === "" || /\/(?:jsonl|csv)\b/.test(type);
      return {
        status: response.status,
        headers: response.headers,
        body: (isEmpty ? {} : JSON.parse(raw)) as Record<string, unknown>,
      };
    },
  };
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

const pathOf = ({ pathname, search }: URL): string => pathname + search;

function keep(jar: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const cut = pair.indexOf("=");
  const gone = attributes.some((attribute) => attribute.toLowerCase() === "max-age=0");
  if (gone) jar.delete(pair.slice(0, cut));
  else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
}
