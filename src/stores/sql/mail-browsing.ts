// Lists of mails for pages, by what became of them.

import { WITHHELD, WITHHELD_FOR_CREDIT } from "../../domain/mail.ts";
import type { MailFilter } from "../../ports/admin-store.ts";
import { MAIL, toMail, type MailRow } from "./admin-reads.ts";
import { boundedPage, byCreation, byEnd, byId, type Order, type Where } from "./bounded-lists.ts";
import type { Input, Output } from "./verbs.ts";

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
  kind,
  emailKey,
  ...page
}: Input<"browseMails">): Output<"browseMails"> {
  const { among, is, order } = SHELVES[filter];
  const wanted: readonly Where[] = [
    ...(is === undefined ? [] : [[is] as const]),
    ...(kind === undefined ? [] : [["kind = ?", kind] as const]),
  ];
  const list = { select: SELECT, places: PLACES, among: [among] as const, is: wanted, order };
  // Those to one address are few, and have an index of their own.
  const own = {
    ...list,
    among: ["email_key = ?", emailKey] as const,
    is: [[among] as const, ...wanted],
    order: byId,
  };
  const { rows, next } = yield* boundedPage<MailRow>(emailKey === undefined ? list : own, page);
  return { rows: rows.map(toMail), next };
}

const SELECT = `SELECT ${MAIL} FROM mails WHERE`;

const PLACES = "SELECT id, created_on, ended_on FROM mails WHERE";
