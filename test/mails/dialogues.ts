// What real mail servers said to Postern, recorded by `npm run mail-servers` and told again without them.

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What is right for a case at a server. */
export const rightAt = (server: string, { right, rightFor = {} }: Case): string =>
  rightFor[server] ?? right;

/** The steps of a conversation, as the client's words begin; `greeting` comes before them, `dot` ends the mail. */
export type Replies = Readonly<Record<string, string>>;

export type Recording = {
  readonly server: string;
  readonly version: string;
  /** By the name of the case. */
  readonly cases: Readonly<Record<string, Replies>>;
};

export type Case = {
  readonly to: string;
  readonly from: string;
  /** How the server is configured: as usual, for small mails only, or asking for the sender's domain. */
  readonly variant: "plain" | "small" | "picky";
  /** What Postern has to make of it. */
  readonly right: string;
  /** Where a server says too little for that. */
  readonly rightFor?: Readonly<Record<string, string>>;
};

const FROM = "accounts@postern.test";
const KNOWN = "known@acme.test";

export const CASES: Readonly<Record<string, Case>> = {
  "a known address": { to: KNOWN, from: FROM, variant: "plain", right: "sent" },
  "an unknown user": {
    to: "nobody.here@acme.test",
    from: FROM,
    variant: "plain",
    right: "dead, address",
    // OpenSMTPD says the same to both, so neither can be told from the other.
    rightFor: { opensmtpd: "retry, unknown" },
  },
  "a relay denied": {
    to: "ada@elsewhere.test",
    from: FROM,
    variant: "plain",
    right: "retry, sender",
    rightFor: { opensmtpd: "retry, unknown" },
  },
  "a mail too large": { to: KNOWN, from: FROM, variant: "small", right: "retry, policy" },
  "a sender's domain unknown": {
    to: KNOWN,
    from: "accounts@nosuch.test",
    variant: "picky",
    right: "retry, sender",
  },
};

type Talk = (socket: Socket) => (step: string, bytes: string) => void;

/** Listens on this machine. `talk` gets each step of the client's; the mail is one step, after the server has asked for it. */
async function stepwise(replies: Replies, talk: Talk) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on("error", () => {}));
    const tell = talk(socket);
    let heard = "";
    let step = "greeting";
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      for (;;) {
        const isMail = step === "DATA" && replies["DATA"]?.startsWith("354");
        const mark = isMail ? "\r\n.\r\n" : "\r\n";
        const end = heard.indexOf(mark);
        if (end < 0) return;
        const bytes = heard.slice(0, end + mark.length);
        heard = heard.slice(bytes.length);
        step = isMail ? "dot" : bytes.slice(0, 4).toUpperCase();
        tell(step, bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    replies,
    [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

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

/** Stands between a mailer and a real server, and keeps what the server says at each step. */
export function record(host: string, port: number, localAddress: string) {
  const replies: Record<string, string> = {};
  return stepwise(replies, (socket) => {
    // A mailer may send several commands at once; a server answers them in their order.
    const unanswered = ["greeting"];
    let said = "";
    const server = connect({ host, port, localAddress });
    server.on("data", (chunk) => {
      said += chunk.toString("latin1");
      for (let reply = REPLY.exec(said)?.[0]; reply !== undefined; reply = REPLY.exec(said)?.[0]) {
        said = said.slice(reply.length);
        replies[unanswered.shift() ?? "unasked"] = reply;
      }
      socket.write(chunk);
    });
    server.on("error", () => socket.destroy()).on("end", () => socket.end());
    socket.on("close", () => server.destroy());
    return (step, bytes) => {
      unanswered.push(step);
      server.write(bytes, "latin1");
    };
  });
}

/** All lines of a reply: the last has no hyphen after its code (RFC 5321 section 4.2.1). */
const REPLY = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/;
