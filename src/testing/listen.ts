// A real server for a test's handler: requests cross a socket, as in production.

import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export type Listening = AsyncDisposable & { readonly url: string };

/** Listens on a free port of this machine. The handler may be provided later, when the URL is known. */
export async function listen(handler: () => RequestListener): Promise<Listening> {
  const server = createServer((incoming, outgoing) => handler()(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Fetches over the network, without following redirects. */
export const overTheWire = (request: Request): Promise<Response> =>
  fetch(request, { redirect: "manual" });
