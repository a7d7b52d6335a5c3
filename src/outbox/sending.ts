// Sends one mail: render it, hand it over while its claim is renewed, commit the server's answer.

import { domainOf, holdDelay, waitAfter } from "../domain/mail.ts";
import { STOPPED } from "../domain/stopped-mailbox.ts";
import type { Duration } from "../domain/time.ts";
import type { Context } from "../ports/context.ts";
import type { HandOver, Mailer } from "../ports/mailer.ts";
import type { ClaimedMail, OutboxStore } from "../ports/outbox-store.ts";
import type { InTurn } from "./hanging.ts";
import type { Pace } from "./pace.ts";
import { commitOutcome, keepClaim, LEASE } from "./claims.ts";
import type { Composing } from "./compose.ts";
import { languageFor } from "./language.ts";
import { render } from "./render.ts";
import { MAX_IN_FLIGHT } from "./worker.ts";
import { semaphore, type Semaphore } from "../domain/semaphore.ts";

export type SendingContext = Pick<
  Context,
  | "store"
  | "clock"
  | "random"
  | "links"
  | "codes"
  | "mailboxes"
  | "references"
  | "returnPaths"
  | "log"
  | "serving"
> &
  Composing & { readonly mailer: Mailer };

type Room = Pick<Parameters<OutboxStore["claimMails"]>[0], "count" | "roomFor" | "fullDomains">;

/** Claims mails that are due, as far as there is room for them. */
export async function claimDue(
  { store, clock, settings, mailboxes, serving }: SendingContext,
  room: Room,
): Promise<readonly ClaimedMail[]> {
  if (!(await serving.maySend())) return [];
  return store.claimMails({
    ...room,
    lease: LEASE,
    lifetimes: settings.links,
    budget: settings.mailBudget,
    firstContacts: settings.firstContacts,
    languageFor: (chosen) => languageFor(settings, chosen),
    mailboxes,
    now: clock.now(),
  });
}

/** Sends what is due now, and returns how many mails it claimed. Never throws because of a mail. */
export async function sendDue(context: SendingContext): Promise<number> {
  const everything = { count: MAX_IN_FLIGHT, roomFor: () => Infinity, fullDomains: [] };
  const claimed = await claimDue(context, everything);
  const inTurn = handOverSemaphore(context.mailer);
  await Promise.all(claimed.map((mail) => sendOne(context, mail, { inTurn })));
  return claimed.length;
}

/**
 * As many hand-overs at once as the mailer does, so that a mail that waits for its turn waits where its claim
 * is known.
 */
export const handOverSemaphore = ({ atOnce = MAX_IN_FLIGHT }: Mailer): Semaphore =>
  semaphore(atOnce);

type Sending = {
  readonly inTurn: InTurn;
  /**
   * A mail whose turn comes while the process stops is given back, so that another process can send it at once.
   */
  readonly isStopping?: () => boolean;
  readonly renewEvery?: Duration;
  /** What a silent mail waits, in the place of its server. */
  readonly pace?: Pace;
  /** What an answer waits for others, to share a commit with them. */
  readonly answered?: () => Promise<void>;
  /** Called with an answer and how long it took, while it is being recorded. */
  readonly recording?: (answer: HandOver, lasted: Duration) => void;
};

/**
 * Sends a claimed mail in its turn, commits the answer and returns it; undefined if the claim was given back,
 * or taken over in the meantime because this sender was stalled.
 */
export async function sendOne(
  context: SendingContext,
  mail: ClaimedMail,
  { inTurn, isStopping = () => false, renewEvery, pace, answered, recording }: Sending,
): Promise<HandOver | undefined> {
  const { store, clock } = context;
  const claim = keepClaim(
    context,
    {
      until: mail.claimedUntil,
      renew: (now) => store.renewClaim({ id: mail.id, fence: mail.fence, lease: LEASE, now }),
      facts: { mail: mail.id },
    },
    renewEvery,
  );
  let begunOn = 0;
  try {
    const answer = await inTurn(async (signal) => {
      begunOn = clock.now();
      return claim.isOurs() && !isStopping() ? handOver(context, mail, pace, signal) : undefined;
    });
    if (answer === undefined && isStopping()) {
      await store.releaseClaim({ id: mail.id, fence: mail.fence, now: clock.now() });
      return undefined;
    }
    if (answer !== undefined) {
      const lasted = clock.now() - begunOn;
      await answered?.();
      const committing = commitOutcome(() => commit(context, mail, answer));
      recording?.(answer, lasted);
      if (await committing) return answer;
    }
    context.log.warn("mail-taken-over", { mail: mail.id, kind: mail.kind });
    return undefined;
  } finally {
    claim.release();
  }
}

async function handOver(
  context: SendingContext,
  mail: ClaimedMail,
  pace: Pace | undefined,
  signal: AbortSignal | undefined,
): Promise<HandOver> {
  const domain = domainOf(mail.email);
  if (mail.isSilent) {
    const probed = mail.isProbe ? await context.mailer.probe?.() : undefined;
    if (probed?.ok === false) return { ...probed, affectsAll: true };
    await pace?.wait(domain);
    return { ok: true, answer: STOPPED };
  }
  try {
    const begunOn = context.clock.now();
    const answer = await context.mailer.send(await render(context, mail), signal);
    if (answer.ok) pace?.note(domain, context.clock.now() - begunOn);
    return answer;
  } catch (error) {
    // If a mail cannot be rendered, that is a bug in Postern, and must not affect the others.
    context.log.error("mail-not-made", error, { mail: mail.id, kind: mail.kind });
    return { ok: false, fault: "sender", answer: "the mail could not be made" };
  }
}

type Failed = Extract<HandOver, { ok: false }>;

const isAboutAll = (answer: HandOver): answer is Failed => !answer.ok && answer.affectsAll === true;

const commit = (context: SendingContext, mail: ClaimedMail, answer: HandOver): Promise<boolean> =>
  isAboutAll(answer) ? holdAll(context, mail, answer) : settle(context, mail, answer);

async function holdAll(
  context: SendingContext,
  mail: ClaimedMail,
  { fault, answer, retryAfter }: Failed,
): Promise<boolean> {
  const { store, clock, log } = context;
  const luck = chance(context);
  const delay = (probes: number): number => holdDelay(probes, luck, retryAfter);
  const { id, fence } = mail;
  log.warn("mails-held", { mail: id, fault, answer });
  return store.holdMails({ id, fence, fault, answer, delay, now: clock.now() });
}

async function settle(
  context: SendingContext,
  mail: ClaimedMail,
  answer: HandOver,
): Promise<boolean> {
  const { store, clock, log } = context;
  const now = clock.now();
  const state = stateAfter(answer);
  const wait = answer.ok
    ? 0
    : waitAfter(answer.fault, mail.attempts, chance(context), answer.retryAfter);
  const settled = await store.settleMail({
    id: mail.id,
    fence: mail.fence,
    state,
    answer: answer.answer,
    fault: answer.ok ? null : answer.fault,
    mayBeWith: answer.ok || !answer.mayHaveArrived ? null : (answer.mailer ?? null),
    dueOn: now + wait,
    now,
  });
  const facts = { mail: mail.id, kind: mail.kind, attempt: mail.attempts };
  if (settled && answer.ok) log.info(mail.isSilent ? "mail-stopped" : "mail-sent", facts);
  if (settled && !answer.ok) log.warn(`mail-${state}`, { ...facts, fault: answer.fault });
  return settled;
}

/** Only a fault of the address ends a mail. A fault of this site waits until it is fixed. */
const stateAfter = (answer: HandOver): "sent" | "dead" | "retry" =>
  answer.ok ? "sent" : answer.fault === "address" ? "dead" : "retry";

const chance = ({ random }: Pick<Context, "random">): number =>
  Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
