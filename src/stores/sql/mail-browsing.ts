// Lists of mails for pages, by what became of them.

import { WITHHELD, WITHHELD_FOR_CREDIT } from "../../domain/mail.ts";
import type { MailFilter, MailQuery } from "../../ports/admin-store.ts";
import { atDomain, NEWEST_FIRST, where, type Condition } from "./admin-lists.ts";
import { BEYOND, MAIL, toMail, type MailRow } from "./admin-reads.ts";
import { boundedPage, byCreation, byEnd, byId, type Order, type Where } from "./bounded-lists.ts";
import type { Input, Output } from "./verbs.ts";
import { rows } from "./work.ts";

/** `among` are the mails of an index, in its words, and `is` are those of them that are wanted: all, if there is nothing. */
type Shelf = { readonly among: string; readonly is?: string; readonly order: Order<MailRow> };

const EVERY: Shelf = { among: "1 = 1", order: byId };
const WAITING: Shelf = { among: "ended_on IS NULL AND parked_on IS NULL", order: byCreation };
const PARKED: Shelf = { among: "parked_on IS NOT NULL AND ended_on IS NULL", order: byCreation };
const ENDED: Shelf = { among: "ended_on IS NOT NULL", order: byEnd };

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

export function* browseMails({
  filter,
  limit,
  after,
  ...query
}: Input<"browseMails">): Output<"browseMails"> {
  const { among, is, order } = SHELVES[filter];
  const asked = conditions(query).filter(([, value]) => value !== undefined);
  const wanted: readonly Where[] = is === undefined ? asked : [[is], ...asked];
  const list = { select: SELECT, places: PLACES, among: [among] as const, is: wanted, order };
  const { rows: found, next } = yield* boundedPage<MailRow>(
    query.emailKey === undefined
      ? list
      : // Those to one address are few, and have an index of their own.
        {
          ...list,
          among: ["email_key = ?", query.emailKey],
          is: [[among], ...wanted],
          order: byId,
        },
    { limit, after },
  );
  return { rows: found.map(toMail), next };
}

export function* listMails({
  filter,
  limit,
  after = BEYOND,
  ...query
}: Input<"listMails">): Output<"listMails"> {
  const state = filter === "all" ? undefined : filter;
  const { sql, values } = where([
    ["id < ?", after],
    ["state = ?", state],
    ["email_key = ?", query.emailKey],
    ...conditions(query),
  ]);
  const found = yield* rows<MailRow>([SELECT, sql, NEWEST_FIRST].join(" "), ...values, limit);
  return found.map(toMail);
}

const conditions = (query: MailQuery): readonly Condition[] => [
  ["kind = ?", query.kind],
  atDomain(query),
];

const SELECT = `SELECT ${MAIL} FROM mails WHERE`;

const PLACES = "SELECT id, created_on, ended_on FROM mails WHERE";
