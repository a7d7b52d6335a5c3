// A real server, and sockets that send it any bytes.

import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { loadConfig } from "../../src/server/config.ts";
import type { Environment } from "../../src/server/config-types.ts";
import { startServer, type ConnectionLimits } from "../../src/server/start.ts";

export type Site = AsyncDisposable & {
  readonly url: string;
  /** Opens a connection. */
  connect(): Promise<Connection>;
  /** Sends text over a new connection, and reads until the server closes it. */
  say(request: string | Buffer): Promise<string>;
};

export type Connection = {
  readonly socket: Socket;
  /** Everything received so far. */
  heard(): string;
  /** Resolves when the server has ended the connection, or broken it. */
  readonly ended: Promise<void>;
};

/** A server on a free port, with a database in memory. */
export async function startSite(
  environment: Environment = {},
  limits?: ConnectionLimits,
): Promise<Site> {
  const config = await loadConfig({
    environment: { PORT: "0", DATABASE_URL: "sqlite::memory:", ...environment },
    mode: "development",
    folder: tmpdir(),
  });
  const server = await startServer(config, limits);
  const open: Socket[] = [];
  const site: Site = {
    url: server.url,
    async connect() {
      const connection = await connectTo(server.url);
      open.push(connection.socket);
      return connection;
    },
    async say(request) {
      const connection = await site.connect();
      connection.socket.write(request);
      await connection.ended;
      connection.socket.destroy();
      return connection.heard();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await server.stop();
    },
  };
  return site;
}

/** Opens a connection to a server at `url`. */
export async function connectTo(url: string): Promise<Connection> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  socket.on("error", () => undefined); // a reset is one way to refuse
  const ended = new Promise<void>((resolve) => {
    socket.on("end", resolve);
    socket.on("close", () => resolve());
  });
  await new Promise((resolve) => socket.once("connect", resolve));
  return { socket, heard: () => text, ended };
}

/** The status codes of all answers in what was received. */
export const statuses = (heard: string): readonly number[] =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** A request as text; the connection is to be closed after it. */
export const request = (line: string, headers: readonly string[] = [], body = ""): string =>
  [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", body].join("\r\n");
