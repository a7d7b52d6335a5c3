// A real receiver of webhooks on this machine, which checks what it gets with the library of Standard Webhooks.

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Webhook } from "standardwebhooks";

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, byte for byte. */
  readonly body: string;
};

export type WebhookReceiver = AsyncDisposable & {
  readonly url: string;
  /** All requests, in the order in which they came. */
  readonly received: readonly Received[];
  /** Answers with this status from now on; "silence" for no answer at all. */
  answer(status: number | "silence", headers?: Readonly<Record<string, string>>): void;
  /** The data of what came, in order. Throws where a signature is not one of this secret. */
  events(secret: string): readonly ReceivedEvent[];
};

export type ReceivedEvent = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export async function webhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const open = new Set<Socket>();
  let status: number | "silence" = 204;
  let more: Readonly<Record<string, string>> = {};
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { url = "", headers } = incoming;
      received.push({ path: url, headers, body: Buffer.concat(chunks).toString() });
      if (status !== "silence") outgoing.writeHead(status, more).end();
    });
  });
  server.on("connection", (socket: Socket) => open.add(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answer(next, headers = {}) {
      [status, more] = [next, headers];
    },
    events: (secret) => received.map((each) => checked(secret, each)),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What a receiver's own code does. The clock of a test is not that of the library, so its time is put in. */
export function checked(secret: string, { headers, body }: Received): ReceivedEvent {
  const sent = headers as Readonly<Record<string, string>>;
  const now = Date.now;
  try {
    Date.now = () => Number(sent["webhook-timestamp"]) * 1_000;
    return new Webhook(secret).verify(body, sent) as ReceivedEvent;
  } finally {
    Date.now = now;
  }
}
