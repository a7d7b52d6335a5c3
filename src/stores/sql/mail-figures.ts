// What a page counts, to a thousand at most.

import { MOST_COUNTED } from "../../domain/page.ts";
import type { Input, Output } from "./verbs.ts";
import { row } from "./work.ts";

/** Of so many mails that ended last, those that failed are counted. */
const LOOKED_AT = 10_000;

const FIGURES = `SELECT
  (SELECT COUNT(*) FROM (SELECT 1 AS one FROM mails
    WHERE ended_on IS NULL AND parked_on IS NULL LIMIT ${MOST_COUNTED}) AS waiting) AS waiting,
  (SELECT COUNT(*) FROM (SELECT 1 AS one FROM mails
    WHERE ended_on IS NULL AND parked_on IS NOT NULL LIMIT ${MOST_COUNTED}) AS parked) AS parked,
  (SELECT COUNT(*) FROM (SELECT 1 AS one FROM (SELECT state FROM mails
    WHERE ended_on IS NOT NULL AND ended_on >= ? ORDER BY ended_on DESC LIMIT ${LOOKED_AT}) AS ended
    WHERE state = 'dead' LIMIT ${MOST_COUNTED}) AS failed) AS failed`;

export function* readMailFigures({ since }: Input<"readMailFigures">): Output<"readMailFigures"> {
  const found = yield* row<{ waiting: number; parked: number; failed: number }>(FIGURES, since);
  return found ?? { waiting: 0, parked: 0, failed: 0 };
}

const UNCONFIRMED = `SELECT COUNT(*) AS count FROM
  (SELECT 1 AS one FROM users WHERE confirmed_on IS NULL LIMIT ${MOST_COUNTED}) AS unconfirmed`;

export function* countUnconfirmed(): Output<"countUnconfirmed"> {
  return (yield* row<{ count: number }>(UNCONFIRMED))?.count ?? 0;
}
