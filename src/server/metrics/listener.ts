// A listener of its own for the metrics: they are never served on the public port.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { listen } from "../listen.ts";
import { CONTENT_TYPE } from "./registry.ts";

export type MetricsListener = {
  readonly url: string;
  stop(): Promise<void>;
};

/** Serves `GET /metrics`, and nothing else. If the port is taken, throws with a message for people. */
export async function metricsListener(
  at: { readonly host: string; readonly port: number },
  text: () => Promise<string>,
): Promise<MetricsListener> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    void text().then((body) => response.writeHead(200, { "content-type": CONTENT_TYPE }).end(body));
  });
  await listen(server, at, "Choose another in POSTERN_METRICS_PORT.");
  return { url: urlOf(server), stop: () => stop(server) };
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}/metrics`;
}

function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}
