// Who sends a request, as far as the host says. A host's server may call `fetch` itself, with its own second argument.

import { clientAddress, unnamedProxy } from "../domain/client-address.ts";

/** Who sends a request, as far as the host that mounts Postern knows. */
export type Peer = {
  readonly address: string;
  /** The network that forwarded the request, if it is not a configured trusted proxy. */
  readonly unnamedProxy?: string | undefined;
};

/** The peer of a request whose host named none. */
export const NOBODY: Peer = { address: "unknown" };

/**
 * The peer, whatever a host gave as the second argument of `fetch`. Servers that call it themselves give what they have:
 * Deno the connection (`remoteAddr`), Bun the server (`requestIP`), and Hono's `mount`, on Node, the bindings of
 * `@hono/node-server` (`incoming`). No header is believed, because no proxy is named here.
 */
export function peerFrom(given: unknown, request: Request): Peer {
  const { address, remoteAddr, requestIP, incoming } = Object(given) as Given;
  if (typeof address === "string") return given as Peer;
  const peer =
    remoteAddr?.hostname ??
    incoming?.socket?.remoteAddress ??
    (typeof requestIP === "function" ? (given as Server).requestIP(request)?.address : undefined);
  if (typeof peer !== "string") return NOBODY;
  return {
    address: clientAddress({ peer, forwardedFor: null, trustedProxies: [] }),
    unnamedProxy: unnamedProxy(peer, (name) => request.headers.get(name), []),
  };
}

type Server = { requestIP(request: Request): { readonly address?: unknown } | null };

type Given = Partial<Server> & {
  readonly address?: unknown;
  readonly remoteAddr?: { readonly hostname?: unknown };
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: unknown } };
};

/** Whether the first argument of `fetch` is a web `Request`, of whichever implementation. */
export const isRequest = (given: unknown): given is Request => {
  const { url, headers } = Object(given) as Partial<Request>;
  return typeof url === "string" && typeof headers?.get === "function";
};
