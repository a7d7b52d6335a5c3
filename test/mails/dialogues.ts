// What real mail servers said to Postern, recorded by `npm run mail-servers` and told again without them.

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * The steps of a conversation, as the client's words begin; `greeting` comes before them, `dot` ends the mail. `report` is what
 * came back later.
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
 * comes after STARTTLS are steps of bytes that nobody can read.
 */
async function stepwise(replies: Replies, talk: Talk) {
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
        if (isEncrypted(step, replies)) {
          if (heard !== "") tell(step, heard);
          heard = "";
          return;
        }
        const isMail = step === "DATA" && replies["DATA"]?.startsWith("354");
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
    replies,
    returnPath: () => returnPath,
    [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const isEncrypted = (step: string, replies: Replies): boolean =>
  step === "STAR" && replies["STAR"]?.startsWith("220") === true;

/** A server that says again what another one said. */
export const replay = (replies: Replies) =>
  stepwise(replies, (socket) => {
    socket.write(replies["greeting"] ?? "");
    return (step) => {
      const reply = replies[step];
      if (reply === undefined) socket.end();
      else socket.write(reply);
    };
  });

export type Between = {
  readonly host: string;
  readonly port: number;
  readonly localAddress: string;
  /** The connection breaks here instead of giving the server's answer. */
  readonly cutAt?: string | undefined;
};

/** Stands between a mailer and a real server, and keeps what the server says at each step. */
export function record({ cutAt, ...to }: Between) {
  const replies: Record<string, string> = {};
  return stepwise(replies, (socket) => {
    // A mailer may send several commands at once; a server answers them in their order.
    const unanswered = ["greeting"];
    let said = "";
    let last = "greeting";
    const server = connect(to);
    server.on("data", (chunk) => {
      if (isEncrypted(last, replies) && unanswered.length === 0) return void socket.write(chunk);
      said += chunk.toString("latin1");
      for (let reply = REPLY.exec(said)?.[0]; reply !== undefined; reply = REPLY.exec(said)?.[0]) {
        said = said.slice(reply.length);
        const step = unanswered.shift() ?? "unasked";
        if (step === cutAt) return void socket.destroy();
        replies[step] = reply;
        socket.write(reply, "latin1");
      }
    });
    server.on("error", () => socket.destroy()).on("end", () => socket.end());
    socket.on("close", () => server.destroy());
    return (step, bytes) => {
      if (step !== last || !isEncrypted(step, replies)) unanswered.push(step);
      last = step;
      server.write(bytes, "latin1");
    };
  });
}

/** All lines of a reply: the last has no hyphen after its code (RFC 5321 section 4.2.1). */
const REPLY = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/;
