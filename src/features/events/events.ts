// What an operator does about events that could not be told.

import type { Uses } from "../../ports/context.ts";
import type { DeliveryQuery } from "../../ports/event-store.ts";

/** Makes events that are dead, or that a webhook missed, due again. Returns how many deliveries. */
export const retryEvents = (
  { store, clock }: Uses<"retryDeliveries", "clock">,
  { actor, reason }: { readonly actor: string; readonly reason?: string | undefined },
  which: DeliveryQuery,
): Promise<number> => store.retryDeliveries({ ...which, actor, reason, now: clock.now() });
