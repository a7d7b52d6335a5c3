// Receives bounce reports by LMTP (RFC 2033) or SMTP (RFC 5321), from the mail server that keeps them until they are taken.

import { lstatSync, unlinkSync } from "node:fs";
import { connect, type Socket } from "node:net";
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import { LONGEST_REPORT, textOfMessage } from "../domain/delivery-status.ts";
import { minutes, seconds, type Duration } from "../domain/time.ts";
import type { ReturnPaths } from "../domain/return-path.ts";
import { takeBounce, type Taking } from "../features/bounces/bounces.ts";
import { logTaken } from "../features/bounces/routes.ts";
import type { Uses } from "../ports/context.ts";
import { listen } from "./listen.ts";
import { shownPlace, type ReceivingPlace } from "./receiving-place.ts";

export type BounceReceiver = {
  /** Where it listens, as an operator writes it. */
  readonly url: string;
  /** Takes no more reports, answers those that it has begun to take, and closes every connection. */
  stop(): Promise<void>;
};

export type ReceiverParts = Omit<Taking, "returnPaths"> &
  Uses<never, "log"> & {
    readonly returnPaths: ReturnPaths;
  };

/** What a client may cost. Whoever is cut off has been promised nothing, and tries again. */
export type ReceiverLimits = {
  readonly connections: number;
  /** How long a client may say nothing while it is its turn. */
  readonly idleFor: Duration;
  /** How long a connection may last in all. */
  readonly lastsFor: Duration;
  readonly recipients: number;
  /** How many wrong recipients a connection may name. */
  readonly refusals: number;
  /** How long what has begun may take when the receiver stops. */
  readonly grace: Duration;
};

const LIMITS: ReceiverLimits = {
  connections: 50,
  idleFor: minutes(1),
  lastsFor: minutes(10),
  recipients: 20,
  refusals: 50,
  grace: seconds(25),
};

/** RFC 5321 4.5.3.1.4 asks for 512 octets, and extensions for some more. */
const LONGEST_COMMAND = 2_048;

/**
 * Listens. A recipient is accepted only if it is a return path of ours, and a report is answered with success only after what
 * it changes is committed. While the store cannot be used, the answer is 451, so that the client keeps the report. A report
 * that changes nothing is a success too: it would only come back. If the port is taken, throws with a message for people.
 */
export async function bounceReceiver(
  parts: ReceiverParts,
  place: ReceivingPlace,
  { otherwise, limits = LIMITS }: { otherwise: string; limits?: Partial<ReceiverLimits> },
): Promise<BounceReceiver> {
  const bounds = { ...LIMITS, ...limits };
  const inHand = new Set<string>();
  const server = new SMTPServer({
    ...manner(place, bounds),
    onRcptTo: recipientCheck(parts, bounds),
    onData(stream, session, answer) {
      inHand.add(session.id);
      void answersTo(parts, stream, session).then((answers) => {
        inHand.delete(session.id);
        // By LMTP each recipient gets an answer; by SMTP, all must be done for one success.
        const failed = answers.find((each) => each instanceof Error);
        if (place.protocol === "lmtp") answer(null, answers);
        else answer(failed, OK);
        if (isStopping) setImmediate(hangUp);
      });
    },
  });
  // Connections that break; the client tries again.
  server.on("error", () => undefined);
  server.server.on("connection", (socket) => endIn(socket, bounds.lastsFor));
  let isStopping = false;
  const hangUp = (): void => {
    for (const each of server.connections)
      if (!inHand.has(each.id)) each.send(421, "The receiver is stopping, try again");
  };
  if ("path" in place) await removeLeftSocket(place.path);
  const port = await listen(server.server, place, otherwise);
  return {
    url: shownPlace("path" in place ? place : { ...place, port }),
    async stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(resolve));
      hangUp();
      await closed;
    },
  };
}

const manner = ({ protocol }: ReceivingPlace, bounds: ReceiverLimits): SMTPServerOptions => ({
  lmtp: protocol === "lmtp",
  logger: false,
  disabledCommands: ["AUTH", "STARTTLS", "WIZ", "SHELL", "KILL"],
  hideENHANCEDSTATUSCODES: false,
  disableReverseLookup: true,
  // A report may come from any sender. The recipient is checked by `returnPaths` instead.
  lenientAddressParsing: true,
  size: LONGEST_REPORT,
  rejectOversized: true,
  maxRecipients: bounds.recipients,
  maxClients: bounds.connections,
  maxCommandLength: LONGEST_COMMAND,
  socketTimeout: bounds.idleFor,
  closeTimeout: bounds.grace,
});

const OK = "The report is done with";

const says = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode });

type RecipientCheck = NonNullable<SMTPServer["onRcptTo"]>;

/** Whoever is refused here costs no more than an HMAC: no look-up, and no mail in return. */
function recipientCheck(
  { returnPaths, log }: ReceiverParts,
  { refusals }: ReceiverLimits,
): RecipientCheck {
  const refused = new WeakMap<SMTPServerSession, number>();
  return (recipient, session, answer) => {
    if (returnPaths.read(recipient.address) !== undefined) {
      repeat(session.envelope.rcptTo, recipient);
      return answer();
    }
    const sofar = (refused.get(session) ?? 0) + 1;
    refused.set(session, sofar);
    log.warn("bounce-ignored", { reason: "forged" });
    if (sofar >= refusals) return answer(says(421, "Too many wrong recipients"));
    answer(says(550, "This is not the return path of a mail of ours"));
  };
}

/**
 * LMTP answers every RCPT that was accepted, also one that was given twice (RFC 2033 4.2). The server keeps each address once,
 * puts `recipient` in the place of the one before, and would leave the client to wait for an answer.
 */
function repeat(accepted: SMTPServerAddress[], recipient: SMTPServerAddress): void {
  const key = recipient.address.toLowerCase();
  const isRepeated = accepted.some(({ address }) => address.toLowerCase() === key);
  if (isRepeated) accepted.push({ ...recipient });
}

async function answersTo(
  parts: ReceiverParts,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<(string | Error)[]> {
  const message = await messageIn(stream);
  const answers: (string | Error)[] = [];
  for (const { address } of envelope.rcptTo) {
    answers.push(
      message === undefined ? says(451, "Nothing came") : await taken(parts, address, message),
    );
  }
  return answers;
}

/** Undefined for a message that did not come to its end, or is too long: the server refuses it by itself. */
async function messageIn(stream: SMTPServerDataStream): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>)
      if (!stream.sizeExceeded) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return stream.sizeExceeded ? undefined : textOfMessage(Buffer.concat(chunks));
}

async function taken(parts: ReceiverParts, to: string, message: string): Promise<string | Error> {
  const { log } = parts;
  try {
    const result = await takeBounce(parts, { to, message });
    if (result.ok) logTaken(log, result.value);
    else log.warn("bounce-ignored", { reason: result.reason });
    return OK;
  } catch (error) {
    log.error("bounce-not-taken", error);
    return says(451, "The report cannot be taken now, try again later");
  }
}

function endIn(socket: Socket, time: Duration): void {
  const timer = setTimeout(() => socket.destroy(), time).unref();
  socket.once("close", () => clearTimeout(timer));
}

/** A process that was killed leaves its socket behind, which nobody answers at any more. */
async function removeLeftSocket(path: string): Promise<void> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return;
  const socket = connect(path);
  const code = await new Promise<string | undefined>((resolve) => {
    socket.once("connect", () => resolve(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  socket.destroy();
  if (code === "ECONNREFUSED") unlinkSync(path);
}
