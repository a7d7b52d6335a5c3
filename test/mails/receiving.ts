// A Postern that receives bounce reports on a port of its own, and mail servers that bring them, over real sockets.

import { connect, type NetConnectOpts, type Socket } from "node:net";
import type { Store } from "../../src/ports/store.ts";
import {
  bounceReceiver,
  type BounceReceiver,
  type ReceiverLimits,
} from "../../src/server/bounce-receiver.ts";
import { parseReceivingPlace } from "../../src/server/receiving-place.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

export type MailClient = {
  /** Writes without waiting for an answer. */
  write(bytes: string | Buffer): void;
  /** The next whole reply, its lines joined with "\n". Fails if the connection ends before. */
  reply(): Promise<string>;
  /** One command, and its reply. */
  ask(line: string): Promise<string>;
  /** A whole report, and every reply from the first wrong one or after the message. */
  bring(report: Report): Promise<readonly string[]>;
  /** Resolves when the other side has ended or broken the connection. */
  readonly ended: Promise<void>;
  close(): void;
};

export type Report = {
  readonly to: string | readonly string[];
  readonly message: string | Buffer;
  readonly from?: string;
};

/** Connects, and reads the greeting. `hello` is the command that is sent then; none if it is empty. */
export async function mailClient(at: NetConnectOpts, hello = "LHLO mx.test"): Promise<MailClient> {
  const client = talkingOver(connect(at));
  await client.reply();
  if (hello !== "") await client.ask(hello);
  return client;
}

/** The same before anything is read. */
export function talkingOver(socket: Socket): MailClient {
  const replies: string[] = [];
  const waiting: ((reply: string | Error) => void)[] = [];
  let [rest, lines, isOver] = ["", "", false];
  const give = (reply: string): void => {
    const next = waiting.shift();
    if (next === undefined) replies.push(reply);
    else next(reply);
  };
  socket.setEncoding("utf8").on("data", (text: string) => {
    const all = (rest + text).split("\r\n");
    rest = all.pop() ?? "";
    for (const line of all) {
      lines += lines === "" ? line : `\n${line}`;
      if (line[3] === "-") continue;
      give(lines);
      lines = "";
    }
  });
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      isOver = true;
      for (const each of waiting.splice(0)) each(new Error("the connection ended"));
      resolve();
    };
    socket.once("end", end).once("close", end).on("error", end);
  });
  const client: MailClient = {
    write: (bytes) => void socket.write(bytes),
    reply: () =>
      new Promise((resolve, reject) => {
        const reply = replies.shift();
        if (reply !== undefined) return resolve(reply);
        if (isOver) return reject(new Error("the connection ended"));
        waiting.push((found) => (typeof found === "string" ? resolve(found) : reject(found)));
      }),
    ask(line) {
      socket.write(`${line}\r\n`);
      return client.reply();
    },
    async bring({ to, message, from = "" }) {
      const refused = [await client.ask(`MAIL FROM:<${from}>`)].filter(isRefusal);
      if (refused.length > 0) return refused;
      let accepted = 0;
      for (const each of [to].flat()) {
        const reply = await client.ask(`RCPT TO:<${each}>`);
        if (isRefusal(reply)) refused.push(reply);
        else accepted += 1;
      }
      if (accepted === 0) return refused;
      await client.ask("DATA");
      socket.write(stuffed(message));
      for (; accepted > 0; accepted--) refused.push(await client.reply());
      return refused;
    },
    ended,
    close: () => void socket.destroy(),
  };
  return client;
}

const isRefusal = (reply: string): boolean => /^[45]/.test(reply);

/** The lines of a message as they follow DATA (RFC 5321 4.5.2), with the dot at the end. */
export function stuffed(message: string | Buffer): Buffer {
  const bytes = Buffer.from(message).toString("latin1");
  const lines = bytes.replace(/\r?\n/g, "\r\n").replace(/^\./gm, "..");
  return Buffer.from(`${lines}\r\n.\r\n`, "latin1");
}

export type ReceivingSite = AsyncDisposable & {
  readonly app: TestPostern;
  readonly receiver: BounceReceiver;
  /** Where clients connect. */
  readonly at: NetConnectOpts;
  /** A client that has said who it is. */
  client(): Promise<MailClient>;
  /** A mail that was sent to an address: its id, and its return path. */
  sent(email?: string): Promise<{ readonly id: string; readonly to: string }>;
  /** What became of a mail: its state, its fault and the answer. */
  fate(id: string): string;
};

type SiteOptions = {
  readonly listen?: string;
  readonly limits?: Partial<ReceiverLimits>;
  readonly around?: (store: Store) => Store;
};

export async function receivingSite({
  listen = "lmtp://127.0.0.1:0",
  limits = {},
  around = (store) => store,
}: SiteOptions = {}): Promise<ReceivingSite> {
  const place = parseReceivingPlace(listen)!;
  const app = await testPostern({ bounceAddress: "bounces@postern.example", around });
  const { returnPaths, ...parts } = app.postern.context;
  const paths = returnPaths!;
  const given = { ...parts, returnPaths: paths };
  const receiver = await bounceReceiver(given, place, { otherwise: "", limits });
  const found = parseReceivingPlace(receiver.url)!;
  const open: MailClient[] = [];
  return {
    app,
    receiver,
    at: found,
    async client() {
      const hello = place.protocol === "lmtp" ? "LHLO mx.test" : "EHLO mx.test";
      const client = await mailClient(found, hello);
      open.push(client);
      return client;
    },
    async sent(email = "ada@example.com") {
      await app.register(email);
      const row = app.database
        .prepare("SELECT id FROM mails WHERE email_key = ? ORDER BY id DESC")
        .get(email);
      const id = String(row?.["id"]);
      return { id, to: paths.of(id) };
    },
    fate(id) {
      const row = app.database
        .prepare("SELECT state, fault, answer FROM mails WHERE id = ?")
        .get(id);
      return [row?.["state"], row?.["fault"], row?.["answer"]].join(", ");
    },
    async [Symbol.asyncDispose]() {
      for (const each of open) each.close();
      await receiver.stop();
      await app[Symbol.asyncDispose]();
    },
  };
}
