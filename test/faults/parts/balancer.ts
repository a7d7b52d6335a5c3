// A minimal load balancer: it checks /readyz, and keeps connections alive.

import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Node } from "./node.ts";

export type Balancer = AsyncDisposable & {
  readonly url: string;
  /** Whether people are sent to this node now. */
  sendsTo(node: Node): boolean;
};

/** Sends people to the nodes that were ready at the last check. It never tries twice. */
export async function balancerBefore(nodes: readonly Node[], lookEvery: number): Promise<Balancer> {
  const ready = new Set<Node>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const asked = new Set<Node>();
  // One check at a time: on a slow machine an answer takes longer than the time between two checks.
  async function look(node: Node): Promise<void> {
    if (asked.has(node)) return;
    asked.add(node);
    const answer = await fetch(`${node.url}/readyz`).catch(() => undefined);
    asked.delete(node);
    if (answer?.ok === true) ready.add(node);
    else ready.delete(node);
  }
  const lookAtAll = (): Promise<unknown> => Promise.all(nodes.map(look));
  await lookAtAll();
  const looking = setInterval(() => void lookAtAll(), lookEvery);
  const server = createServer((incoming, outgoing) => {
    const node = [...ready][(turn += 1) % ready.size];
    if (node === undefined) outgoing.writeHead(502).end("nobody is ready");
    else passOn(node, agent, incoming, outgoing);
  });
  // A connection that it closes just as somebody uses it again would look like a node's failure.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sendsTo: (node) => ready.has(node),
    async [Symbol.asyncDispose]() {
      clearInterval(looking);
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(
  node: Node,
  agent: Agent,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { method, headers, url } = incoming;
  const upstream = request(new URL(url ?? "/", node.url), { method, headers, agent }, (answer) => {
    // Whether the node keeps its connection to the balancer does not concern the client.
    const { connection: _, ...passed } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, passed);
    answer.pipe(outgoing);
  });
  upstream.on("error", (error) => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end(`${node.name}: ${error.message}`);
  });
  incoming.pipe(upstream);
}
