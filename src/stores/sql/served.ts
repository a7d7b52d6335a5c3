// The site that a database belongs to, and what waits when it is used under another base URL.

import { maySendFrom } from "../../domain/served.ts";
import type { ServedStore } from "../../ports/served-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const servedStore = (sql: Sql): ServedStore => ({
  serve: (input) => sql.driver.write(() => serve(input)),
  listReleased: () => sql.driver.read(listReleased),
  countUnsent: () => sql.driver.report(countUnsent),
  async cancelUnsent({ now }) {
    const mails = await inBatches(sql.driver, () => cancelMails(now));
    const deliveries = await inBatches(sql.driver, () => changes(CANCEL_DELIVERIES, now));
    return { mails, deliveries };
  },
  releaseSending: (input) => sql.driver.write(() => releaseSending(sql, input)),
});

function* listReleased(): Work<readonly string[]> {
  const sql = "SELECT base_url FROM served ORDER BY released_on, base_url";
  return (yield* rows<{ base_url: string }>(sql)).map((each) => each.base_url);
}

function* serve({ baseUrl, now }: Input<"serve">): Output<"serve"> {
  const released = yield* listReleased();
  if (released.includes(baseUrl)) return { maySend: true, released };
  if (!maySendFrom(released, baseUrl)) return { maySend: false, released };
  yield* belongTo(baseUrl, now);
  return { maySend: true, released: [baseUrl] };
}

/** Nothing else may send: a copy on the machine where the site began is a copy, too. */
function* belongTo(baseUrl: string, now: number): Work<void> {
  yield* changes("DELETE FROM served WHERE base_url <> ?", baseUrl);
  yield* add(baseUrl, now);
}

const add = (baseUrl: string, now: number): Work<number> =>
  changes(
    "INSERT INTO served (base_url, released_on) VALUES (?, ?) ON CONFLICT (base_url) DO NOTHING",
    baseUrl,
    now,
  );

function* countUnsent(): Output<"countUnsent"> {
  const found = yield* row<{ mails: number; deliveries: number }>(
    `SELECT (SELECT COUNT(*) FROM mails WHERE ended_on IS NULL) AS mails,
       (SELECT COUNT(*) FROM event_deliveries WHERE ended_on IS NULL) AS deliveries`,
  );
  return { mails: found?.mails ?? 0, deliveries: found?.deliveries ?? 0 };
}

/** A sender of the site that was copied has nothing to settle here: its claims are cancelled, too. */
function* cancelMails(now: number): Work<number> {
  const cancelled = yield* rows<OverMail>(
    `UPDATE mails SET state = 'cancelled', answer = 'not-released', fence = fence + 1, ended_on = ?
     WHERE id IN (SELECT id FROM mails WHERE ended_on IS NULL ORDER BY due_on LIMIT ${BATCH_SIZE})
     RETURNING id, email_key, minted_on, may_have_arrived`,
    now,
  );
  for (const mail of cancelled) yield* leavePlace(mail, now);
  return cancelled.length;
}

const CANCEL_DELIVERIES = `UPDATE event_deliveries
  SET state = 'missed', answer = 'not-released', fence = fence + 1, due_on = NULL, ended_on = ?
  WHERE id IN (SELECT id FROM event_deliveries WHERE ended_on IS NULL LIMIT ${BATCH_SIZE})`;

function* releaseSending(sql: Sql, input: Input<"releaseSending">): Work<void> {
  const { baseUrl, asWell, actor, reason, now } = input;
  yield* asWell ? add(baseUrl, now) : belongTo(baseUrl, now);
  const detail = reason === undefined ? baseUrl : `${baseUrl}: ${reason}`;
  yield* record(sql, { now, actor, act: "sending-released", userId: null, detail });
}
