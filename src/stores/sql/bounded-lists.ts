// Lists for pages: each reads a bounded number of rows, whatever its filter is and however many rows there are.

import { pageOf, type Page, type Place } from "../../domain/page.ts";
import type { Instant } from "../../domain/time.ts";
import { BEYOND } from "./admin-reads.ts";
import { row, rows, type SqlValue, type Work } from "./work.ts";

/** At how many rows one page looks. */
const LOOKED_AT = 5_000;

/** The order of a list, which an index has. */
export type Order<Row> = {
  readonly before: string;
  readonly since: string;
  readonly sorted: string;
  values(place: Place): readonly SqlValue[];
  placeOf(row: Row): Place;
};

type Ided = { readonly id: string };

export const byId: Order<Ided> = {
  before: "id < ?",
  since: "id >= ?",
  sorted: "ORDER BY id DESC",
  values: ({ id }) => [id],
  placeOf: ({ id }) => ({ on: 0, id }),
};

export const byCreation: Order<Ided & { readonly created_on: Instant }> = {
  before: "(created_on, id) < (?, ?)",
  since: "(created_on, id) >= (?, ?)",
  sorted: "ORDER BY created_on DESC, id DESC",
  values: ({ on, id }) => [on, id],
  placeOf: ({ id, created_on: on }) => ({ on, id }),
};

export const byEnd: Order<Ided & { readonly ended_on: Instant | null }> = {
  before: "(ended_on, id) < (?, ?)",
  since: "(ended_on, id) >= (?, ?)",
  sorted: "ORDER BY ended_on DESC, id DESC",
  values: ({ on, id }) => [on, id],
  placeOf: ({ id, ended_on: on }) => ({ on: on ?? 0, id }),
};

/** A condition, and the value for its placeholder, if it has one. */
export type Where = readonly [sql: string, value?: SqlValue | undefined];

export type BoundedList<Row> = {
  /** "SELECT … FROM mails WHERE", with the columns of a row. */
  readonly select: string;
  /** The same, with those of its place. */
  readonly places: string;
  /** The rows of the index, in its words. */
  readonly among: Where;
  /** Which of them are wanted: all, if there is no condition. */
  readonly is: readonly Where[];
  readonly order: Order<Row>;
};

const BEGINNING: Place = { on: Number.MAX_SAFE_INTEGER, id: BEYOND };

/** Rows after a place. `next` is where the list continues, which may be after rows of which none matched. */
export function* boundedPage<Row>(
  list: BoundedList<Row>,
  { limit, after = BEGINNING }: { readonly limit: number; readonly after: Place | undefined },
): Work<Page<Row>> {
  const { select, places, among, is, order } = list;
  const [sql, value] = among;
  const range = [sql, order.before].join(" AND ");
  const values = [...valuesOf([[sql, value]]), ...order.values(after)];
  const last =
    is.length === 0
      ? undefined
      : yield* row<Row>([places, range, order.sorted, PART_END].join(" "), ...values);
  const end = last && order.placeOf(last);
  const conditions = [
    range,
    ...is.map(([each]) => each),
    ...(end === undefined ? [] : [order.since]),
  ];
  const found = yield* rows<Row>(
    [select, conditions.join(" AND "), order.sorted, "LIMIT ?"].join(" "),
    ...values,
    ...valuesOf(is),
    ...(end === undefined ? [] : order.values(end)),
    limit + 1,
  );
  const page = pageOf(found, limit, order.placeOf);
  return { rows: page.rows, next: page.next ?? end ?? null };
}

/** The last row that is looked at; there is none where the list ends before. */
const PART_END = `LIMIT 1 OFFSET ${LOOKED_AT}`;

const valuesOf = (conditions: readonly Where[]): readonly SqlValue[] =>
  conditions.flatMap(([, value]) => (value === undefined ? [] : [value]));
