// What the mounts in Node's frameworks share: whose request it is, the body that a framework may have parsed, and guards.

import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Check, HostRequest, Postern } from "../postern.ts";
import { sendEvents } from "./node-events.ts";
import { peerOf, trustedProxies } from "./trusted-proxies.ts";

/** The part of a mounted Postern that answers requests. */
export type Mounted = Pick<Postern, "fetch" | "handles">;

/** Options of every mount in one of Node's frameworks. */
export type MountOptions = {
  /** Networks whose `X-Forwarded-For` is believed, such as "10.0.0.0/8". Default: none. */
  readonly trustedProxies?: readonly string[];
};

/** What frameworks add to Node's requests: the URL before they took a prefix off, and the body if they have read it. */
export type FrameworkRequest = {
  readonly url?: string | undefined;
  readonly originalUrl?: string | undefined;
  readonly rawBody?: unknown;
  readonly body?: unknown;
};

/** A mount, for whatever has Node's request and response. */
export type NodeMount = {
  /** Whether the path is one of Postern's. */
  handles(incoming: IncomingMessage, framework?: FrameworkRequest): boolean;
  /** Answers a request, and resolves when that is done. */
  answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    framework?: FrameworkRequest,
  ): Promise<void>;
};

/** Mounts Postern. Throws RangeError for a text that is not a network. */
export function nodeMount(mounted: Mounted, options: MountOptions = {}): NodeMount {
  const proxies = trustedProxies(options.trustedProxies);
  const lost = new WeakSet<object>();
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const asked = lost.has(incoming) ? await used(request) : request;
      const response = await mounted.fetch(asked, peerOf(incoming as IncomingMessage, proxies));
      // Whatever the host set before would be replaced by the cookies of this answer.
      for (const line of cookiesOn(outgoing as ServerResponse))
        response.headers.append("set-cookie", line);
      return sendEvents(response, outgoing as ServerResponse);
    },
    // A library must not replace its host's global Request and Response.
    { overrideGlobalObjects: false },
  );
  return {
    // Only the path is used, so that checking whose it is touches neither headers nor body.
    handles: (incoming, framework: FrameworkRequest = incoming) =>
      mounted.handles(new Request(`http://localhost${pathOf(framework)}`)),
    async answer(incoming, outgoing, framework: FrameworkRequest = incoming) {
      incoming.url = pathOf(framework);
      // Libraries such as serverless-http build a request from the event of a serverless function, without raw headers.
      if (incoming.rawHeaders.length === 0) incoming.rawHeaders = rawHeadersOf(incoming);
      if (incoming.readableDidRead) {
        const body = bodyOf(framework, incoming.headers["content-type"]);
        if (body === undefined) lost.add(incoming);
        else Object.assign(incoming, { rawBody: body }); // where the listener looks for it
      }
      await listener(incoming, outgoing);
    },
  };
}

/**
 * The path and query of a request. A proxy may ask for a whole URL (RFC 9112 section 3.2.2), of which nothing else is believed.
 * What names no path, as `OPTIONS *` does, is for no page.
 */
export function pathOf({ url = "/", originalUrl = url }: FrameworkRequest): string {
  if (originalUrl.startsWith("/")) return originalUrl;
  const whole = /^https?:/i.test(originalUrl) ? URL.parse(originalUrl) : null;
  return whole === null ? "/*" : whole.pathname + whole.search;
}

const rawHeadersOf = ({ headers }: IncomingMessage): string[] =>
  Object.entries(headers).flatMap(([name, values = []]) =>
    // A value may be a number, as the content-length of serverless-http is.
    [values].flat().flatMap((value) => [name, `${value}`]),
  );

const cookiesOn = (outgoing: ServerResponse): readonly string[] =>
  [outgoing.getHeader("set-cookie") ?? []].flat().map(String);

/** A request whose body was read before, and is not to be had any more: Postern tells the host. */
async function used({ url, method, headers }: Request): Promise<Request> {
  const request = new Request(url, { method, headers, body: "read" });
  await request.text();
  return request;
}

/** The body that a framework has read, as it was sent or as it was understood; undefined if that is lost. */
function bodyOf({ rawBody, body }: FrameworkRequest, type = ""): Buffer | undefined {
  const kept = rawBody ?? body;
  if (typeof kept === "string" || kept instanceof Uint8Array) return Buffer.from(kept);
  if (typeof kept !== "object" || kept === null) return undefined;
  if (/^\s*application\/json\b/i.test(type)) return Buffer.from(JSON.stringify(kept));
  if (!/^\s*application\/x-www-form-urlencoded\b/i.test(type)) return undefined;
  const fields = Object.entries(kept).flatMap(([name, values]) =>
    [values]
      .flat()
      .map((value: unknown): [string, string] => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
  );
  return Buffer.from(new URLSearchParams(fields).toString());
}

/** Node's request, as guards read it. */
export function hostRequest(
  incoming: IncomingMessage,
  framework: FrameworkRequest = incoming,
): HostRequest {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !name.startsWith(":")) headers.set(name, [value].flat().join(", "));
  }
  return { headers, url: pathOf(framework), method: incoming.method };
}

/** Writes the answer of a guard. Cookies that the host has set stay. */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers)
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  for (const line of response.headers.getSetCookie()) outgoing.appendHeader("set-cookie", line);
  outgoing.end(await response.text());
}

/** The part of a mounted Postern that one guard asks. */
export type Guarding<Name extends `check${string}` & keyof Postern> = Pick<Postern, Name>;

/** What a guard asks about a request. */
export type Asks = (request: HostRequest) => Promise<Check>;
