// Lists of mails for pages: each reads a bounded number of rows, whatever the filter is and however many mails there are.

import { WITHHELD, WITHHELD_FOR_CREDIT } from "../../domain/mail.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import { pageOf, type Place } from "../../domain/page.ts";
import type { MailFilter } from "../../ports/admin-store.ts";
import { BEYOND, MAIL, toMail, type MailRow } from "./admin-reads.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type SqlValue } from "./work.ts";

/** At how many mails one page looks. */
const LOOKED_AT = 5_000;

/** The order of a list, which an index has. */
type Order = {
  readonly before: string;
  readonly since: string;
  readonly sorted: string;
  values(place: Place): readonly SqlValue[];
  placeOf(mail: Pick<MailRecord, "id" | "createdOn" | "endedOn">): Place;
};

const BY_ID: Order = {
  before: "id < ?",
  since: "id >= ?",
  sorted: "ORDER BY id DESC",
  values: ({ id }) => [id],
  placeOf: ({ id, createdOn }) => ({ on: createdOn, id }),
};

const BY_CREATION: Order = {
  before: "(created_on, id) < (?, ?)",
  since: "(created_on, id) >= (?, ?)",
  sorted: "ORDER BY created_on DESC, id DESC",
  values: ({ on, id }) => [on, id],
  placeOf: ({ id, createdOn }) => ({ on: createdOn, id }),
};

const BY_END: Order = {
  before: "(ended_on, id) < (?, ?)",
  since: "(ended_on, id) >= (?, ?)",
  sorted: "ORDER BY ended_on DESC, id DESC",
  values: BY_CREATION.values,
  placeOf: ({ id, endedOn }) => ({ on: endedOn ?? 0, id }),
};

/** `among` are the mails of the index, in its words, and `is` are those of them that are wanted: all, if there is nothing. */
type Shelf = { readonly among: string; readonly is?: string; readonly order: Order };

const EVERY: Shelf = { among: "1 = 1", order: BY_ID };
const WAITING: Shelf = { among: "ended_on IS NULL AND parked_on IS NULL", order: BY_CREATION };
const PARKED: Shelf = { among: "parked_on IS NOT NULL AND ended_on IS NULL", order: BY_CREATION };
const ENDED: Shelf = { among: "ended_on IS NOT NULL", order: BY_END };

const IS_WITHHELD = `(silent = 1 OR answer IN ('${WITHHELD}', '${WITHHELD_FOR_CREDIT}'))`;

const SHELVES: Readonly<Record<MailFilter, Shelf>> = {
  all: EVERY,
  waiting: WAITING,
  sending: { ...WAITING, is: "state = 'sending'" },
  parked: PARKED,
  sent: { ...ENDED, is: "state = 'sent' AND silent = 0" },
  dead: { ...ENDED, is: "state = 'dead'" },
  withheld: { ...ENDED, is: IS_WITHHELD },
  cancelled: { ...ENDED, is: `state = 'cancelled' AND NOT ${IS_WITHHELD}` },
};

/** Mails to one address are few, and have an index of their own. */
function shelfOf({ filter, emailKey }: Pick<Input<"browseMails">, "filter" | "emailKey">): Shelf {
  const { among, is = "1 = 1", ...shelf } = SHELVES[filter];
  if (emailKey === undefined) return SHELVES[filter];
  return { ...shelf, among: "email_key = ?", is: [among, is].join(" AND "), order: BY_ID };
}

const BEGINNING: Place = { on: Number.MAX_SAFE_INTEGER, id: BEYOND };

export function* browseMails({
  filter,
  kind,
  emailKey,
  limit,
  after = BEGINNING,
}: Input<"browseMails">): Output<"browseMails"> {
  const { among, is, order } = shelfOf({ filter, emailKey });
  const range = [among, order.before].join(" AND ");
  const values = [...(emailKey === undefined ? [] : [emailKey]), ...order.values(after)];
  const isPart = is !== undefined || kind !== undefined;
  const last = isPart ? yield* lastLookedAt(range, order, values) : undefined;
  const conditions = [
    range,
    ...(is === undefined ? [] : [is]),
    ...(kind === undefined ? [] : ["kind = ?"]),
    ...(last === undefined ? [] : [order.since]),
  ];
  const found = yield* rows<MailRow>(
    [`SELECT ${MAIL} FROM mails WHERE`, conditions.join(" AND "), order.sorted, "LIMIT ?"].join(
      " ",
    ),
    ...values,
    ...(kind === undefined ? [] : [kind]),
    ...(last === undefined ? [] : order.values(last)),
    limit + 1,
  );
  const page = pageOf(found.map(toMail), limit, order.placeOf);
  return { rows: page.rows, next: page.next ?? last ?? null };
}

type PlaceRow = Pick<MailRow, "id" | "created_on" | "ended_on">;

/** The last mail that is looked at; undefined if that is the end of the list. */
function* lastLookedAt(range: string, order: Order, values: readonly SqlValue[]) {
  const found: PlaceRow | undefined = yield* row<PlaceRow>(
    ["SELECT id, created_on, ended_on FROM mails WHERE", range, order.sorted, PART_END].join(" "),
    ...values,
  );
  if (found === undefined) return undefined;
  return order.placeOf({ id: found.id, createdOn: found.created_on, endedOn: found.ended_on });
}

const PART_END = `LIMIT 1 OFFSET ${LOOKED_AT}`;
