// Tells receivers of events: claims what is due, tells it while the claim is renewed, records the answer.

import { retryAfter } from "../domain/event.ts";
import { hours, seconds, type Duration } from "../domain/time.ts";
import type { Context } from "../ports/context.ts";
import type { ClaimedDelivery, ReceiverHealth } from "../ports/event-store.ts";
import { commitOutcome, keepClaim, LEASE } from "./claims.ts";
import type { Handlers } from "./handlers.ts";
import { shares } from "./shares.ts";
import { together } from "./together.ts";
import { MAX_IN_FLIGHT, startWorker, type Worker } from "./worker.ts";

/** What a receiver answered. */
export type DeliveryAnswer =
  | { readonly ok: true; readonly answer: string }
  | { readonly ok: false; readonly answer: string; readonly retryAfter?: Duration | undefined };

/** How receivers of one kind are told. */
export type Carrier = {
  /** Tells one event, and ends when `signal` does. */
  carry(delivery: ClaimedDelivery, signal: AbortSignal): Promise<DeliveryAnswer>;
  /** What follows from the answer, once it is recorded. */
  settled?(
    delivery: ClaimedDelivery,
    answer: DeliveryAnswer,
    health: ReceiverHealth,
  ): Promise<void>;
};

export type TellingContext = Pick<Context, "store" | "clock" | "random" | "log" | "serving"> & {
  readonly handlers: Handlers;
  readonly webhook: Carrier;
};

/** Nobody is waited for any longer. */
const DEADLINE: Duration = seconds(30);

/** Who answers within this time is quick. */
const QUICK: Duration = seconds(2);

/** One receiver never has more than half of what is told at once: one that hangs leaves the others their half. */
const MOST_OF_ONE = MAX_IN_FLIGHT / 2;

type RoomFor = (receiverId: string) => number;

/** Claims deliveries that are due, as far as there is room for them. */
async function claimDue(
  { store, clock, handlers, serving }: TellingContext,
  count: number,
  roomFor: RoomFor,
): Promise<readonly ClaimedDelivery[]> {
  await handlers.keep();
  if (!(await serving.maySend())) return [];
  const now = clock.now();
  const due = await store.dueReceivers({ handlers: handlers.names(), now });
  if (due.length === 0) return [];
  // Each gets its part first, so that nobody is left out by those before it.
  const part = Math.max(1, Math.floor(count / due.length));
  const receivers = due
    .map((each) => ({ ...each, count: Math.min(part, roomFor(each.id)) }))
    .filter((each) => each.count > 0)
    .slice(0, count);
  if (receivers.length === 0) return [];
  return store.claimDeliveries({ receivers, lease: LEASE, now });
}

/** By then a process that has just started has named all its handlers. */
const SETTLED_AFTER: Duration = hours(1);

/** Starts telling, and continues until it is stopped. */
export function startTelling(context: TellingContext): Worker {
  const { log, clock, handlers } = context;
  const began = clock.now();
  const { roomFor, take, giveBack } = shares(MOST_OF_ONE, MAX_IN_FLIGHT);
  return startWorker<ClaimedDelivery>(
    {
      failed: "events-unreadable",
      async claim(count) {
        if (clock.now() > began + SETTLED_AFTER) await handlers.retire();
        return claimDue(context, count, roomFor);
      },
      async act(delivery, { isStopping }) {
        const { id } = delivery.receiver;
        take(id);
        const begunOn = clock.now();
        const isTold = await tellOrLog(context, delivery, { isStopping });
        giveBack(id, isTold && clock.now() - begunOn < QUICK);
      },
    },
    log,
  );
}

/** As often one user's events are told one after the other in one go. */
const ROUNDS = 100;

/** Tells what is due now, and returns how many deliveries were tried. Never throws because of a receiver. */
export async function tellDue(context: TellingContext, telling: Telling = {}): Promise<number> {
  let told = 0;
  await context.handlers.keep();
  await context.handlers.retire();
  for (let round = 0; round < ROUNDS; round += 1) {
    const claimed = await claimDue(context, MAX_IN_FLIGHT, () => MAX_IN_FLIGHT);
    if (claimed.length === 0) break;
    await Promise.all(claimed.map((delivery) => tellOrLog(context, delivery, telling)));
    told += claimed.length;
  }
  return told;
}

type Telling = {
  readonly isStopping?: () => boolean;
  readonly deadline?: Duration;
  readonly renewEvery?: Duration;
};

/** Whether it was told. If the store cannot be reached now, the claim is left to expire. */
async function tellOrLog(
  context: TellingContext,
  delivery: ClaimedDelivery,
  telling?: Telling,
): Promise<boolean> {
  try {
    return (await tellOne(context, delivery, telling)) === true;
  } catch (error) {
    context.log.error("event-not-settled", error, { delivery: delivery.id });
    return false;
  }
}

/**
 * Tells a claimed delivery and records the answer. Returns whether it was told; undefined if the claim was given back, or
 * taken over because this process was stalled.
 */
async function tellOne(
  context: TellingContext,
  delivery: ClaimedDelivery,
  { isStopping = () => false, deadline = DEADLINE, renewEvery }: Telling = {},
): Promise<boolean | undefined> {
  const { store, clock, log } = context;
  const { id, fence, claimedUntil: until } = delivery;
  if (isStopping()) {
    await store.releaseDelivery({ id, fence, now: clock.now() });
    return undefined;
  }
  const claim = keepClaim(
    context,
    {
      until,
      renew: (now) => store.renewDelivery({ id, fence, lease: LEASE, now }),
      facts: { delivery: id },
    },
    renewEvery,
  );
  try {
    const carrier = carrierOf(context, delivery);
    const answer = await inTime(deadline, (signal) => carrier.carry(delivery, signal));
    await answered();
    const health = await commitOutcome(() => settle(context, delivery, answer));
    if (health === undefined) log.warn("event-taken-over", { delivery: id });
    else await carrier.settled?.(delivery, answer, health);
    return health && answer.ok;
  } finally {
    claim.release();
  }
}

/** Receivers answer one by one, and each commit waits for the disk. */
const answered = together(10);

const carrierOf = (
  { handlers, webhook }: TellingContext,
  { receiver }: ClaimedDelivery,
): Carrier => (receiver.kind === "handler" ? handlers : webhook);

/** Runs an operation; whatever has no answer by the deadline, or throws, is an answer too. */
async function inTime(
  deadline: Duration,
  act: (signal: AbortSignal) => Promise<DeliveryAnswer>,
): Promise<DeliveryAnswer> {
  const ending = new AbortController();
  const { promise: over, resolve } = Promise.withResolvers<DeliveryAnswer>();
  const timer = setTimeout(() => {
    ending.abort(new Error("Too late."));
    resolve({ ok: false, answer: `no answer within ${deadline / 1000} seconds` });
  }, deadline);
  try {
    return await Promise.race([act(ending.signal), over]);
  } catch (error) {
    return { ok: false, answer: shortly(error) };
  } finally {
    clearTimeout(timer);
  }
}

const LONGEST_ANSWER = 500;

/** Handlers may throw anything. It is stored and shown as one line, and PostgreSQL stores no NUL. */
function shortly(error: unknown): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return text
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
      .trim()
      .slice(0, LONGEST_ANSWER);
  } catch {
    return "threw something that cannot be written as text";
  }
}

async function settle(
  { store, clock, random, log }: TellingContext,
  { id, fence, attempts, event, receiver }: ClaimedDelivery,
  answer: DeliveryAnswer,
): Promise<ReceiverHealth | undefined> {
  const now = clock.now();
  const wait = answer.ok ? 0 : waitAfter(attempts, answer.retryAfter, random);
  const state = answer.ok ? "delivered" : wait === undefined ? "dead" : "retry";
  const dueOn = now + (wait ?? 0);
  const settled = { id, fence, state, answer: answer.answer, dueOn, now } as const;
  const health = await store.settleDelivery(settled);
  if (health === undefined) return undefined;
  const facts = { event: event.id, type: event.type, receiver: receiver.name, attempt: attempts };
  if (state === "delivered") log.info("event-told", facts);
  else log.warn(`event-${state}`, { ...facts, answer: answer.answer });
  return health;
}

/** A receiver that asks for it is left alone for longer, but no longer than for a day. */
function waitAfter(
  attempts: number,
  asked: Duration = 0,
  random: TellingContext["random"],
): Duration | undefined {
  const chance = Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
  const wait = retryAfter(attempts, chance);
  return wait && Math.max(wait, Math.min(asked, hours(24)));
}
