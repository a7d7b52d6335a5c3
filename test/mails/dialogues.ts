// What real mail servers said to Postern, recorded by `npm run mail-servers` and told again without them.

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * The steps of a conversation, as the client's words begin; `greeting` comes before them, `dot` ends the mail. `RCPT again` is what
 * a later try was told, if it was something else; `report` is what came back later.
 */
export type Replies = Readonly<Record<string, string>>;

export type Recording = {
  readonly server: string;
  readonly version: string;
  /** By the name of the case. */
  readonly cases: Readonly<Record<string, Replies>>;
};

type Talk = (socket: Socket) => (step: string, bytes: string) => void;

/**
 * Listens on this machine. `talk` gets each step of the client's; the mail is one step, after the server has asked for it. What
 * comes after STARTTLS are steps of bytes that nobody can read. `said` has what each step was last told.
 */
async function stepwise(said: Replies, talk: Talk) {
  const open = new Set<Socket>();
  let returnPath = "";
  const server = createServer((socket) => {
    open.add(socket.on("error", () => {}));
    const tell = talk(socket);
    let heard = "";
    let step = "greeting";
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      for (;;) {
        if (isEncrypted(step, said)) {
          if (heard !== "") tell(step, heard);
          heard = "";
          return;
        }
        const isMail = step === "DATA" && said["DATA"]?.startsWith("354");
        const mark = isMail ? "\r\n.\r\n" : "\r\n";
        const end = heard.indexOf(mark);
        if (end < 0) return;
        const bytes = heard.slice(0, end + mark.length);
        heard = heard.slice(bytes.length);
        step = isMail ? "dot" : bytes.slice(0, 4).toUpperCase();
        if (step === "MAIL") returnPath = /<(.*?)>/.exec(bytes)?.[1] ?? "";
        tell(step, bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    returnPath: () => returnPath,
    [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const isEncrypted = (step: string, said: Replies): boolean =>
  step === "STAR" && said["STAR"]?.startsWith("220") === true;

/** A server that says again what another one said. */
export function replay(replies: Replies) {
  const said: Record<string, string> = {};
  return stepwise(said, (socket) => {
    const tell = (step: string) => {
      const reply = (step in said ? replies[`${step} again`] : undefined) ?? replies[step];
      if (reply === undefined) return void socket.end();
      said[step] = reply;
      socket.write(reply);
    };
    tell("greeting");
    return tell;
  });
}

export type Between = {
  readonly host: string;
  readonly port: number;
  readonly localAddress: string;
  /** The connection breaks here instead of giving the server's answer. */
  readonly cutAt?: string | undefined;
};

/** Stands between a mailer and a real server, and keeps what the server says at each step. */
export async function record({ cutAt, ...to }: Between) {
  const replies: Record<string, string> = {};
  const said: Record<string, string> = {};
  const keep = (step: string, reply: string) => {
    said[step] = reply;
    if ((replies[step] ??= reply) !== reply) replies[`${step} again`] = reply;
  };
  const between = await stepwise(said, (socket) => {
    // A mailer may send several commands at once; a server answers them in their order.
    const unanswered = ["greeting"];
    let heard = "";
    let last = "greeting";
    const server = connect(to);
    server.on("data", (chunk) => {
      if (isEncrypted(last, said) && unanswered.length === 0) return void socket.write(chunk);
      heard += chunk.toString("latin1");
      for (let reply; (reply = REPLY.exec(heard)?.[0]) !== undefined;) {
        heard = heard.slice(reply.length);
        const step = unanswered.shift() ?? "unasked";
        if (step === cutAt) return void socket.destroy();
        keep(step, reply);
        socket.write(reply, "latin1");
      }
    });
    server.on("error", () => socket.destroy()).on("end", () => socket.end());
    socket.on("close", () => server.destroy());
    return (step, bytes) => {
      if (step !== last || !isEncrypted(step, said)) unanswered.push(step);
      last = step;
      server.write(bytes, "latin1");
    };
  });
  return { ...between, replies };
}

/** All lines of a reply: the last has no hyphen after its code (RFC 5321 section 4.2.1). */
const REPLY = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/;
