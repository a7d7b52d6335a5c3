// Whether this process lives, and whether it can do its work.

import { minutes, type Duration } from "../../domain/time.ts";
import type { Context } from "../../ports/context.ts";

export type Trouble =
  | { readonly part: "store" }
  /** `age`: how long the first mail has been due, in whole minutes. */
  | { readonly part: "outbox"; readonly age: Duration };

/** A mail that was due this long ago and that nobody claimed: no sender is at work. */
const UNCLAIMED = minutes(2);

/** What is wrong, if anything is. */
export async function findTrouble({
  store,
  clock,
}: Pick<Context, "store" | "clock">): Promise<Trouble | undefined> {
  try {
    await store.ping();
    const { nextDueOn, hold } = await store.outboxStatus();
    // Mails that are held wait for the mail server: no reason to take this process out of service.
    const dueOn = hold?.probeOn ?? nextDueOn;
    const age = dueOn === null ? 0 : clock.now() - dueOn;
    if (age <= UNCLAIMED) return undefined;
    return { part: "outbox", age: minutes(Math.floor(age / minutes(1))) };
  } catch {
    return { part: "store" };
  }
}
