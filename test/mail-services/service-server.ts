// A real HTTP server on this machine that behaves as a mail service documents it, or has the trouble that it is told to.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the service received it. */
export type Received = {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | string;
};

/**
 * `silent`: takes the whole request and says nothing. `cut`: the same, and hangs up. `half`: hangs up in the middle of the request.
 * `trickle`: the beginning of a good answer, and no end.
 */
export type Trouble = Answer | "silent" | "cut" | "half" | "trickle";

export type ServiceServer = AsyncDisposable & {
  readonly url: string;
  readonly received: readonly Received[];
  /** What happens to requests that hand over a mail, from now on; undefined ends it. */
  trouble(trouble: Trouble | undefined): void;
};

/** The time of every answer, with which a service's times are compared. */
const DATE = "Sun, 29 Nov 2026 10:00:00 GMT";

/** Answers each request with `answer`; those for which `isMail` is true may have trouble. */
export async function serviceServer(
  answer: (request: Received) => Answer | Promise<Answer>,
  isMail: (request: Pick<Received, "method" | "path">) => boolean,
): Promise<ServiceServer> {
  const received: Received[] = [];
  let now: Trouble | undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url: path = "", headers } = request;
      const trouble = isMail({ method, path }) ? now : undefined;
      if (trouble === "half") return void request.once("data", () => request.socket.destroy());
      const body = await bodyOf(request);
      const whole = { method, path, headers, body };
      received.push(whole);
      if (trouble === "silent") return;
      if (trouble === "cut") return void request.socket.destroy();
      const said = typeof trouble === "object" ? trouble : await answer(whole);
      send(response, said, trouble === "trickle");
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    trouble: (trouble) => void (now = trouble),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(
  response: ServerResponse,
  { status, headers, body = "" }: Answer,
  isSlow: boolean,
): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(typeof body === "object" && { "content-type": "application/json" }),
    date: DATE,
    ...headers,
    ...(isSlow && { "content-length": `${Buffer.byteLength(text) + 1_000}` }),
  });
  if (isSlow) response.write(text.slice(0, text.length / 2));
  else response.end(text);
}
