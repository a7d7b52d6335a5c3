// A real mail server on this machine that answers what it is told to, and keeps what it is sent.

import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** One hand-over as the server saw it: the envelope and the bytes after DATA. */
export type Delivery = {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: Buffer;
  readonly secure: boolean;
};

/** What the server answers instead of "250": at which step, and with which text. */
export type Trouble = {
  readonly at: "connect" | "auth" | "from" | "to" | "data";
  readonly code: number;
  readonly words: string;
};

export type MailServer = AsyncDisposable & {
  readonly port: number;
  /** Everything that was sent, including what was refused after DATA. */
  readonly deliveries: readonly Delivery[];
  /** Sets what happens from now on; undefined ends it. */
  trouble(trouble: Trouble | undefined): void;
};

/** Starts a server on a free port of `host`, or on a port where one was before. */
export async function mailServer(
  options: SMTPServerOptions = {},
  host = "127.0.0.1",
  port = 0,
): Promise<MailServer> {
  const deliveries: Delivery[] = [];
  let now: Trouble | undefined;
  const said = (at: Trouble["at"]): Error | undefined =>
    now?.at === at ? Object.assign(new Error(now.words), { responseCode: now.code }) : undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onConnect: (_session, answer) => answer(said("connect")),
    onAuth: (auth, _session, answer) => answer(said("auth"), { user: auth.username ?? "" }),
    onMailFrom: (_address, _session, answer) => answer(said("from")),
    onRcptTo: (_address, _session, answer) => answer(said("to")),
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        deliveries.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          data: Buffer.concat(chunks),
          secure: session.secure,
        });
        answer(said("data"));
      });
    },
    ...options,
  });
  server.on("error", () => {}); // some tests want a client that disconnects because of the certificate
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    deliveries,
    trouble: (trouble) => (now = trouble),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
