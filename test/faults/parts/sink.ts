// A mail server that keeps every mail it accepted, and can fail in all the ways that mail servers do.

import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { aWhile } from "./wait.ts";

/** A mail that was accepted: from now on it is in somebody's mailbox, whatever the sender was told. */
export type Taken = {
  readonly messageId: string;
  readonly to: string;
  readonly bytes: Buffer;
  /** `performance.now()` at the final dot. */
  readonly on: number;
  /** The port by which it came, by name. */
  readonly door: string;
};

/** What happens to a connection or to the mail in it. */
export type Fate =
  | "taken"
  | "refused-at-the-door"
  | "refused-for-now"
  | "refused-at-the-dot"
  | "dropped-before-the-dot"
  | "dropped-after-it";

export type Sink = AsyncDisposable & {
  readonly taken: readonly Taken[];
  /** How often each fate happened to a mail. */
  readonly fates: ReadonlyMap<Fate, number>;
  /** Opens a port; senders are distinguished by the port that they use. */
  open(door: string): Promise<number>;
  /**
   * Closes all ports and breaks open connections: the mail server is down. It will use the same ports again.
   */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Sets what happens to each mail from now on, and how long the server waits at the final dot. */
  behave(manner: Partial<Manner>): void;
};

type Manner = {
  readonly fate: () => Fate;
  /** Milliseconds; or a promise that resolves when the mail server should answer. */
  readonly pause: (door: string) => number | Promise<unknown>;
};

type Door = { readonly name: string; port: number; server: SMTPServer };

/** A mail server that has no port yet. It keeps the bytes of all mails, or of those at some places. */
export function sink(keepsBytes: (place: number) => boolean = () => true): Sink {
  const taken: Taken[] = [];
  const fates = new Map<Fate, number>();
  const doors: Door[] = [];
  let manner: Manner = { fate: () => "taken", pause: () => 0 };
  const keep = { taken, fates, keepsBytes, manner: () => manner };

  async function down(): Promise<void> {
    await Promise.all(doors.map(({ server }) => closed(server)));
  }
  return {
    taken,
    fates,
    async open(name) {
      const server = serverBehind(name, keep);
      const port = await listening(server, 0);
      doors.push({ name, port, server });
      return port;
    },
    down,
    async up() {
      for (const door of doors) {
        door.server = serverBehind(door.name, keep);
        await listening(door.server, door.port);
      }
    },
    behave: (change) => (manner = { ...manner, ...change }),
    [Symbol.asyncDispose]: down,
  };
}

type Keep = {
  readonly taken: Taken[];
  readonly fates: Map<Fate, number>;
  readonly keepsBytes: (place: number) => boolean;
  readonly manner: () => Manner;
};

function serverBehind(door: string, { taken, fates, keepsBytes, manner }: Keep): SMTPServer {
  const fateOf = new Map<string, Fate>();
  const decide = (session: SMTPServerSession): Fate => {
    const fate = manner().fate();
    fates.set(fate, (fates.get(fate) ?? 0) + 1);
    fateOf.set(session.id, fate);
    return fate;
  };
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 1,
    disableReverseLookup: true,
    onMailFrom: (_from, session, answer) =>
      answer(decide(session) === "refused-at-the-door" ? says(421, "come back later") : undefined),
    onRcptTo: (_to, session, answer) =>
      answer(fateOf.get(session.id) === "refused-for-now" ? says(450, "mailbox busy") : undefined),
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => void atTheDot(Buffer.concat(chunks), session, answer));
    },
  });
  server.on("error", () => {}); // senders are killed in the middle on purpose

  async function atTheDot(
    bytes: Buffer,
    session: SMTPServerSession,
    answer: (error?: Error | null, words?: string) => void,
  ): Promise<void> {
    const fate = fateOf.get(session.id) ?? "taken";
    if (fate === "refused-at-the-dot") return answer(says(451, "try again"));
    if (fate === "dropped-before-the-dot") return hangUp(server, session);
    taken.push({
      messageId: /^message-id:\s*<([^>]*)>/im.exec(bytes.toString("latin1"))?.[1] ?? "",
      to: session.envelope.rcptTo[0]?.address ?? "",
      bytes: keepsBytes(taken.length) ? bytes : NOTHING,
      on: performance.now(),
      door,
    });
    if (fate === "dropped-after-it") return hangUp(server, session);
    const pause = manner().pause(door);
    await (typeof pause === "number" ? pause > 0 && aWhile(pause) : pause);
    answer(null, `taken at door ${door}`);
  }
  return server;
}

const NOTHING = Buffer.alloc(0);

const says = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode });

/** Breaks the connection without an answer. */
function hangUp(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection._socket.destroy();
  }
}

async function listening(server: SMTPServer, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.server.address() as AddressInfo).port;
}

async function closed(server: SMTPServer): Promise<void> {
  for (const connection of server.connections) connection._socket.destroy();
  if (!server.server.listening) return;
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
