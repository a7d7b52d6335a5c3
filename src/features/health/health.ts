// Whether this process lives, and whether it can do its work.

import { minutes } from "../../domain/time.ts";
import type { Context } from "../../ports/context.ts";

/** A mail that was due this long ago and that nobody claimed: no sender is at work. */
const UNCLAIMED = minutes(2);

/** What is wrong, in stable words; nothing where all is well. */
export async function findTrouble({
  store,
  clock,
}: Pick<Context, "store" | "clock">): Promise<readonly ("store" | "outbox")[]> {
  try {
    await store.ping();
    const { nextDueOn } = await store.outboxStatus();
    return nextDueOn !== null && nextDueOn < clock.now() - UNCLAIMED ? ["outbox"] : [];
  } catch {
    return ["store"];
  }
}
