// Whether this process is running, and whether it can do its work.

import { minutes, seconds, type Duration } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";
import type { OperatorHold } from "../../ports/outbox-store.ts";
import { StoreUnavailable, type StoreTrouble, type StoreWait } from "../../ports/store.ts";

export type Trouble =
  | { readonly part: "store"; readonly why: StoreTrouble }
  /** `age`: how long the oldest due mail has been due, in whole minutes. */
  | { readonly part: "outbox"; readonly age: Duration };

export type Health = {
  /** Why requests should go to another process. */
  readonly trouble?: Trouble;
  readonly waits: readonly StoreWait[];
  /** Whether events are dead: nobody was told of them, and nobody will be. */
  readonly isUntold?: boolean;
  /** Who holds all mails and events. */
  readonly heldBy?: OperatorHold | null;
};

/** A mail has been due this long and nobody has claimed it: no sender is running. */
const UNCLAIMED = minutes(2);

/** What is wrong, if anything. */
export async function findHealth({
  store,
  clock,
}: Uses<"outboxStatus" | "ping" | "countDead", "clock">): Promise<Health> {
  try {
    const waits = await store.ping();
    // The outbox is read over the same connections, so that would have to wait as well.
    if (waits.length > 0) return { waits };
    const status = await orNothing(store.outboxStatus());
    if (status === undefined) return { waits: ["reads"] };
    const { nextDueOn, hold, heldBy } = status;
    // Held mails wait for the mail server or an operator: that is no reason to take this process out of service.
    const dueOn = heldBy === null ? (hold?.probeOn ?? nextDueOn) : null;
    const age = dueOn === null ? 0 : clock.now() - dueOn;
    if (age <= UNCLAIMED)
      return { waits, heldBy, isUntold: ((await orNothing(store.countDead())) ?? 0) > 0 };
    return { waits, trouble: { part: "outbox", age: minutes(Math.floor(age / minutes(1))) } };
  } catch (error) {
    const why = error instanceof StoreUnavailable ? error.reason : "unreachable";
    return { waits: [], trouble: { part: "store", why } };
  }
}

/** Load balancers do not wait for long. */
const PATIENCE = seconds(2);

/**
 * What a promise resolves with, or undefined if that takes too long: a lock on one table is no reason to fail
 * the check.
 */
async function orNothing<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE);
  });
  return Promise.race([promise, patience]).finally(() => clearTimeout(timer));
}
