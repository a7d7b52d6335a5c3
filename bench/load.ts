// HTTP load over raw sockets: it takes so little work per request that only the server is measured.

import { connect, type Socket } from "node:net";

export type Asked = {
  readonly url: string;
  /** What each connection sends next; undefined when there is nothing left. */
  readonly next: () => RequestText | undefined;
  readonly connections: number;
  /** No request is started after this long. */
  readonly milliseconds: number;
  /** The status that every answer must have. */
  readonly status: number;
};

export type Load = {
  readonly perSecond: number;
  /** Milliseconds from the request to the end of its answer, shortest first. */
  readonly latencies: readonly number[];
};

export type RequestText = string;

/** A request as it goes over the wire. */
export function requestText(
  url: string,
  { method = "GET", headers = {}, json }: RequestParts = {},
): RequestText {
  const { host, pathname, search } = new URL(url);
  const body = json === undefined ? "" : JSON.stringify(json);
  const all: Readonly<Record<string, string>> = {
    host,
    accept: "application/json",
    ...(json === undefined
      ? {}
      : { "content-type": "application/json", "content-length": `${Buffer.byteLength(body)}` }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

export type RequestParts = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
};

/** Sends requests over the given number of connections, each kept alive and with one request at a time. */
export async function load(asked: Asked): Promise<Load> {
  const latencies: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: asked.connections }, () => connection(asked, start, latencies)),
  );
  const seconds = (performance.now() - start) / 1_000;
  return { perSecond: latencies.length / seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

async function connection(asked: Asked, start: number, latencies: number[]): Promise<void> {
  const { hostname, port } = new URL(asked.url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  try {
    await talk(socket, asked, start, latencies);
  } finally {
    socket.destroy();
  }
}

function talk(socket: Socket, asked: Asked, start: number, latencies: number[]): Promise<void> {
  const wanted = `HTTP/1.1 ${asked.status} `;
  let received = "";
  let sentOn = 0;
  return new Promise((resolve, reject) => {
    const send = (): void => {
      const request = performance.now() - start < asked.milliseconds ? asked.next() : undefined;
      if (request === undefined) return resolve();
      sentOn = performance.now();
      socket.write(request);
    };
    socket.setEncoding("latin1");
    socket.on("connect", send).on("error", reject);
    socket.on("close", () => reject(new Error(`${asked.url} hung up`)));
    socket.on("data", (part: string) => {
      received += part;
      if (!isWhole(received)) return;
      latencies.push(performance.now() - sentOn);
      if (!received.startsWith(wanted)) return reject(new Error(`not ${wanted}: ${received}`));
      received = "";
      send();
    });
  });
}

/** With one request at a time, an answer ends where its length or its last chunk says. */
function isWhole(text: string): boolean {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2))?.[1];
  if (length !== undefined) return text.length >= head + 4 + Number(length);
  return /\r\ntransfer-encoding: *chunked/i.test(text) ? text.endsWith("\r\n0\r\n\r\n") : true;
}
