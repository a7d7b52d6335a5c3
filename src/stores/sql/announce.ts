// Writes events, in the transaction that causes them. They are told after it.

import type { EventData, EventType } from "../../domain/event.ts";
import type { Instant } from "../../domain/time.ts";
import type { Writing } from "./shared-writes.ts";
import { changes, type Work } from "./work.ts";

/**
 * Whether a receiver is told of the type `?`, as `amongTypes` writes it. A handler that was retired is told nothing. With
 * LIKE, SQLite would compile the statement anew each time that the pattern is another one.
 */
const LISTENS = `(types = '*' OR REPLACE(types, ?, '') <> types)
  AND (off_on IS NULL OR kind = 'webhook')`;

/**
 * For the `RETURNING` of a write: whether anybody is told of the type `?`. While nobody is, an event costs no statement
 * of its own.
 */
export const HEARD = `CASE WHEN EXISTS (SELECT 1 FROM event_receivers WHERE ${LISTENS}) THEN 1 ELSE 0 END AS heard`;

export type Heard = { readonly heard: number };

/** A type as the `?` of `HEARD`. */
export const amongTypes = (type: EventType): string => ` ${type} `;

/** An event that happens now. */
export type NewEvent = {
  readonly type: EventType;
  readonly userId: string | null;
  readonly data: EventData;
  readonly now: Instant;
};

/** Writes an event that no act of the audit log causes; `record` writes the others. */
export const announce = ({ ids }: Pick<Writing, "ids">, event: NewEvent): Work<void> =>
  queueEvent({ ...event, id: ids.ordered(event.now) });

/**
 * Adds a delivery for each receiver of an event, with the user as they are now. It is due at once, unless an earlier one
 * of the same user has not ended: whoever settles that one lets this one go.
 */
export function* queueEvent(event: NewEvent & { readonly id: string }): Work<void> {
  const { id, type, userId, data, now } = event;
  yield* changes(
    QUEUE,
    id,
    id,
    type,
    userId,
    now,
    JSON.stringify(data),
    userId,
    now,
    now,
    userId,
    amongTypes(type),
  );
}

const QUEUE = `INSERT INTO event_deliveries (id, event_id, receiver_id, type, user_id, email, confirmed, occurred_on,
    data, state, due_on, ended_on)
  SELECT CAST(? AS TEXT) || '-' || event_receivers.id, CAST(? AS TEXT), event_receivers.id, CAST(? AS TEXT),
    CAST(? AS TEXT), users.email, CASE WHEN users.confirmed_on IS NULL THEN 0 ELSE 1 END, CAST(? AS BIGINT),
    CAST(? AS TEXT),
    CASE WHEN off_on IS NULL THEN 'waiting' ELSE 'missed' END,
    CASE WHEN off_on IS NULL AND NOT EXISTS (SELECT 1 FROM event_deliveries AS earlier
      WHERE earlier.user_id = ? AND earlier.receiver_id = event_receivers.id AND earlier.ended_on IS NULL)
      THEN CAST(? AS BIGINT) END,
    CASE WHEN off_on IS NOT NULL THEN CAST(? AS BIGINT) END
  FROM event_receivers LEFT JOIN users ON users.id = ?
  WHERE ${LISTENS}`;
