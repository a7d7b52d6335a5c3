// Stopping the mail that strangers can cause to a mailbox, and lifting the stop.

import { linkState } from "../../domain/link.ts";
import { done, refused } from "../../domain/result.ts";
import type { StopStore } from "../../ports/stops-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { findLink } from "./links.ts";
import { removeUnconfirmed } from "./removals.ts";
import { record, type Sql } from "./shared-writes.ts";
import { hasOwner, readStop } from "./stops-met.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, type Work } from "./work.ts";

export const stopStore = (sql: Sql): StopStore => ({
  stopMail: (input) => sql.driver.write(() => stopMail(sql, input)),
  liftStop: (input) => sql.driver.write(() => liftStop(sql, input)),
  findStop: ({ mailbox, now }) =>
    sql.driver.read(function* () {
      const stop = yield* readStop(mailbox, now);
      return stop && { stoppedOn: stop.stopped_on, endsOn: stop.ends_on };
    }),
  purgeStops: (now) => inBatches(sql.driver, () => changes(PURGE, now)),
});

const PURGE = `DELETE FROM stopped_mailboxes WHERE mailbox IN
  (SELECT mailbox FROM stopped_mailboxes WHERE ends_on <= ? ORDER BY ends_on LIMIT ${BATCH_SIZE})`;

/** Links in these states still prove whose mailbox they were sent to. */
const OF_MAILBOX: ReadonlySet<string> = new Set(["ready", "expired", "replaced", "removed"]);

function* stopMail(
  sql: Sql,
  { linkId, mailbox, endsOn, now }: Input<"stopMail">,
): Output<"stopMail"> {
  const found = yield* findLink(sql, linkId);
  const state = linkState(found?.link, now);
  if (found === undefined || found.link.emailKey === "") return refused("unknown");
  if (state !== "ready" && !OF_MAILBOX.has(state)) return refused(state);
  if (yield* hasOwner(found.link.emailKey)) return refused("address-taken");
  yield* putStop(sql, { mailbox, endsOn, now });
  const { user } = found;
  if (user !== undefined && (state === "ready" || state === "expired")) {
    const why = { why: "removed", act: "registration-disowned", actor: "mailbox-owner" } as const;
    yield* removeUnconfirmed(sql, { userId: user.id, ...why, now });
  }
  return done(null);
}

/** Stops the mail that strangers can cause to a mailbox, for its owner. */
export function* putStop(
  sql: Sql,
  { mailbox, endsOn, now }: Omit<Input<"stopMail">, "linkId">,
): Work<void> {
  const [newest = "", ...older] = mailbox;
  for (const each of older) yield* forget(each);
  yield* changes(
    `INSERT INTO stopped_mailboxes (mailbox, stopped_on, ends_on) VALUES (?, ?, ?)
     ON CONFLICT (mailbox) DO UPDATE SET ends_on = excluded.ends_on`,
    newest,
    now,
    endsOn,
  );
  yield* record(sql, { now, actor: "mailbox-owner", act: "mail-stopped", userId: null });
}

function* liftStop(sql: Sql, { mailbox, actor, now }: Input<"liftStop">): Output<"liftStop"> {
  let lifted = 0;
  for (const each of mailbox) lifted += yield* forget(each);
  if (lifted === 0) return false;
  yield* record(sql, { now, actor, act: "mail-stop-lifted", userId: null });
  return true;
}

const forget = (mailbox: string): Work<number> =>
  changes("DELETE FROM stopped_mailboxes WHERE mailbox = ?", mailbox);
