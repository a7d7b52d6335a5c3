// Who is told of events.

import { readTypes } from "../../domain/event.ts";
import type { Instant } from "../../domain/time.ts";
import type { Receiver } from "../../ports/event-store.ts";
import type { Output } from "./verbs.ts";
import { changes, rows, type Work } from "./work.ts";

type ReceiverRow = {
  readonly id: string;
  readonly kind: Receiver["kind"];
  readonly name: string;
  readonly types: string;
  readonly url: string | null;
  readonly created_on: number;
  readonly seen_on: number | null;
  readonly off_on: number | null;
  readonly off_why: string | null;
};

export function* listReceivers(): Output<"listReceivers"> {
  const found = yield* rows<
    ReceiverRow & { readonly failing_since: number | null; readonly told_on: number | null }
  >(
    `SELECT event_receivers.id, kind, name, types, url, created_on, seen_on, off_on, off_why,
       failing_since, told_on
     FROM event_receivers LEFT JOIN event_health ON event_health.receiver_id = event_receivers.id
     ORDER BY name`,
  );
  return found.map(
    ({ types, created_on, seen_on, off_on, off_why, failing_since, told_on, ...rest }) => ({
      ...rest,
      types: readTypes(types),
      createdOn: created_on,
      seenOn: seen_on,
      offOn: off_on,
      offWhy: off_why,
      failingSince: failing_since,
      toldOn: told_on,
    }),
  );
}

/** Ends what waits for a receiver that is told nothing more. What is being tried just now is left to whoever tries it; a claim that has expired is nobody's. */
export const endWaiting = (
  receiverId: string,
  state: "dead" | "missed",
  answer: string,
  now: Instant,
): Work<number> =>
  changes(
    `UPDATE event_deliveries SET state = ?, answer = COALESCE(answer, CAST(? AS TEXT)), due_on = NULL, ended_on = ?
     WHERE receiver_id = ? AND ended_on IS NULL AND (state <> 'sending' OR due_on <= ?)`,
    state,
    answer,
    now,
    receiverId,
    now,
  );
