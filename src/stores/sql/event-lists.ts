// Lists deliveries, and converts their rows.

import type { EventData, HeardEvent } from "../../domain/event.ts";
import type {
  Delivery,
  DeliveryFilter,
  DeliveryQuery,
  DeliveryState,
} from "../../ports/event-store.ts";
import { boundedPage, byEnd, byId, type Order, type Where } from "./bounded-lists.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type SqlValue, type Work } from "./work.ts";

export type DeliveryRow = {
  readonly id: string;
  readonly event_id: string;
  readonly receiver_id: string;
  readonly type: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly confirmed: number;
  readonly occurred_on: number;
  readonly data: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly fence: number;
  readonly due_on: number | null;
  readonly answer: string | null;
  readonly ended_on: number | null;
};

export const DELIVERY = `id, event_id, receiver_id, type, user_id, email, confirmed, occurred_on, data, state,
  attempts, fence, due_on, answer, ended_on`;

export const toEvent = (found: DeliveryRow): HeardEvent => ({
  id: found.event_id,
  type: found.type,
  occurredOn: found.occurred_on,
  user:
    found.user_id === null
      ? null
      : { id: found.user_id, email: found.email, confirmed: found.confirmed === 1 },
  data: JSON.parse(found.data) as EventData,
});

const toDelivery = (found: DeliveryRow): Delivery => ({
  id: found.id,
  receiverId: found.receiver_id,
  event: toEvent(found),
  state: found.state,
  attempts: found.attempts,
  dueOn: found.due_on,
  answer: found.answer,
  endedOn: found.ended_on,
});

/** The conditions of a query. Only texts of this file are joined. */
export function which(query: DeliveryQuery): {
  readonly sql: string;
  readonly values: readonly SqlValue[];
} {
  const conditions: readonly (readonly [string, SqlValue | undefined])[] = [
    ["id = ?", query.id],
    ["receiver_id = ?", query.receiverId],
    ["user_id = ?", query.userId],
    ["event_id = ?", query.eventId],
    ["occurred_on >= ?", query.since],
    ...(query.states === undefined ? [] : [oneOf(query.states)]),
  ];
  const given = conditions.filter(([, value]) => value !== undefined);
  return {
    sql: given.map(([sql]) => sql).join(" AND ") || "1 = 1",
    values: given.map(([, value]) => value ?? null),
  };
}

/** One placeholder for any number of states. */
const oneOf = (states: readonly DeliveryState[]): readonly [string, string] => [
  "? LIKE '% ' || state || ' %'",
  ` ${states.join(" ")} `,
];

/** After every id. */
const BEYOND = "~";

export function* listDeliveries({
  limit,
  after = BEYOND,
  ...query
}: Input<"listDeliveries">): Work<readonly Delivery[]> {
  const { sql, values } = which(query);
  const found = yield* rows<DeliveryRow>(
    [LIST, sql, NEWEST_FIRST].join(" "),
    ...values,
    after,
    limit,
  );
  return found.map(toDelivery);
}

const LIST = `SELECT ${DELIVERY} FROM event_deliveries WHERE`;

const NEWEST_FIRST = "AND id < ? ORDER BY id DESC LIMIT ?";

/** `among` are the deliveries of an index, in its words; `is` are those of them that are wanted. */
const SHELVES: Readonly<
  Record<
    DeliveryFilter,
    { readonly among: string; readonly is?: string; readonly order: Order<DeliveryRow> }
  >
> = {
  all: { among: "1 = 1", order: byId },
  waiting: { among: "1 = 1", is: "ended_on IS NULL", order: byId },
  delivered: { among: "1 = 1", is: "state = 'delivered'", order: byId },
  // SQLite takes a partial index only if its condition is there word by word.
  dead: { among: "state IN ('dead', 'missed') AND state = 'dead'", order: byEnd },
  missed: { among: "state IN ('dead', 'missed') AND state = 'missed'", order: byEnd },
};

export function* browseDeliveries({
  filter,
  receiverId,
  ...page
}: Input<"browseDeliveries">): Output<"browseDeliveries"> {
  const { among, is, order } = SHELVES[filter];
  const wanted: readonly Where[] = [
    ...(is === undefined ? [] : [[is] as const]),
    ...(receiverId === undefined ? [] : [["receiver_id = ?", receiverId] as const]),
  ];
  const list = { select: LIST, places: PLACES, among: [among] as const, is: wanted, order };
  const found = yield* boundedPage<DeliveryRow>(list, page);
  return { rows: found.rows.map(toDelivery), next: found.next };
}

const PLACES = "SELECT id, ended_on FROM event_deliveries WHERE";

export function* findDelivery(id: string): Work<Delivery | undefined> {
  const found = yield* row<DeliveryRow>(
    `SELECT ${DELIVERY} FROM event_deliveries WHERE id = ?`,
    id,
  );
  return found && toDelivery(found);
}
