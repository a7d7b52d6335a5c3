// Waiting mails: claimed, handed over by a sender, and settled by the server's answer.

import { OPERATOR } from "../../domain/mail-budget.ts";
import { domainOf, NOT_IN_TIME } from "../../domain/mail.ts";
import type { OutboxStore, ClaimedMail } from "../../ports/outbox-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { countFirstContacts, letAllGoOn } from "./first-contact-count.ts";
import { record, type Sql } from "./shared-writes.ts";
import { replaceOlder } from "./links.ts";
import { endHold, holdMails, noteProbe, readHold, releaseClaim } from "./outbox-hold.ts";
import { holdSending, readOperatorHold, resumeSending } from "./operator-hold.ts";
import { chooseDue, type Due } from "./outbox-turns.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { triesWith } from "./mail-tries.ts";
import { queueLeft } from "./notices.ts";
import { forgetLastMail, prepare } from "./outbox-prepare.ts";
import { shareFate } from "./stops-met.ts";
import type { MailRow } from "./resolve-mail.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

type Claim = Input<"claimMails"> & { readonly probe: "none" | "mail" | "any" };

export const outboxStore = (sql: Sql): OutboxStore => ({
  async claimMails(input) {
    if (input.firstContacts !== undefined) {
      await countFirstContacts(sql, input.firstContacts, input.now);
    }
    return sql.driver.write(() => claimMails(sql, input));
  },
  renewClaim: (input) => sql.driver.write(() => renewClaim(input)),
  settleMail: (input) => sql.driver.write(() => settleMail(sql, input)),
  releaseClaim: (input) => sql.driver.write(() => releaseClaim(sql, input)),
  holdMails: (input) => sql.driver.write(() => holdMails(sql, input)),
  holdSending: (input) => sql.driver.write(() => holdSending(sql, input)),
  resumeSending: (input) => sql.driver.write(() => resumeSending(sql, input)),
  outboxStatus: () => sql.driver.read(outboxStatus),
  countWaiting: () => sql.driver.report(countWaiting),
  purgeHistory: ({ before }) => purgeHistory(sql, before),
});

function* claimMails(sql: Sql, input: Input<"claimMails">): Work<readonly ClaimedMail[]> {
  const { now } = input;
  if (input.firstContacts === undefined) yield* letAllGoOn(now);
  yield* queueLeft(sql);
  yield* endWorthless(now);
  if ((yield* readOperatorHold()) !== null) return [];
  const hold = yield* readHold();
  if (hold === null) return yield* claimDue(sql, { ...input, probe: "none" });
  if (now < hold.probeOn) return [];
  const claimed = yield* claimProbe(sql, { ...input, count: 1 });
  if (claimed[0] !== undefined) yield* noteProbe(claimed[0].id, now + input.lease);
  return claimed;
}

/** A mail that is handed over tries best. Silent ones were put aside for a millisecond, and try if no other is due. */
function* claimProbe(sql: Sql, input: Input<"claimMails">): Work<readonly ClaimedMail[]> {
  const claimed = yield* claimDue(sql, { ...input, probe: "mail" });
  if (claimed.length > 0) return claimed;
  return yield* claimDue(sql, { ...input, now: input.now + 1, probe: "any" });
}

/** How often other mails are claimed in place of those that turn out not to be sent. */
const ROUNDS = 10;

/** A due mail may be worthless, or have no place in its mailbox: then another one is claimed. */
function* claimDue(sql: Sql, input: Claim): Work<readonly ClaimedMail[]> {
  const claimed: ClaimedMail[] = [];
  for (let round = 0; round < ROUNDS && claimed.length < input.count; round += 1) {
    const due = yield* chooseDue(sql, roomBeside(claimed, input));
    if (due.length === 0) break;
    claimed.push(...(yield* claimEach(sql, due, input)));
  }
  return claimed;
}

/** What may still be claimed in addition to earlier rounds. */
function roomBeside(claimed: readonly ClaimedMail[], input: Claim): Claim {
  if (claimed.length === 0) return input;
  const inHand = (domain: string): number =>
    claimed.filter(({ email }) => domainOf(email) === domain).length;
  return {
    ...input,
    count: input.count - claimed.length,
    roomFor: (domain) => input.roomFor(domain) - inHand(domain),
  };
}

function* claimEach(sql: Sql, due: readonly Due[], input: Claim): Work<readonly ClaimedMail[]> {
  const claimed: ClaimedMail[] = [];
  for (const { id, fence } of due) {
    const won = yield* rows<MailRow>(
      `UPDATE mails SET state = 'sending', due_on = ?, fence = fence + 1, attempts = attempts + 1,
         may_have_arrived = CASE state WHEN 'sending' THEN 1 ELSE may_have_arrived END
       WHERE id = ? AND fence = ? AND ended_on IS NULL
       RETURNING id, kind, user_id, link_id, email, email_key, created_on, attempts, fence,
         minted_on, undo_id, about, asked_by, fault, language, worthless_on, trust, account, stop, stopped_on, silent,
         may_have_arrived, mailer`,
      input.now + input.lease,
      id,
      fence,
    );
    const mail = won[0] && (yield* prepare(sql, won[0], input));
    if (mail !== undefined) claimed.push(mail);
  }
  return claimed;
}

/**
 * The plus sign makes the planner use the index of worthless mails, because nearly all of a long queue is due.
 */
const endWorthless = (now: number): Work<number> =>
  changes(
    `UPDATE mails SET state = 'dead', ended_on = ?, answer = COALESCE(answer, '${NOT_IN_TIME}')
     WHERE ended_on IS NULL AND worthless_on <= ? AND +due_on <= ?`,
    now,
    now,
    now,
  );

function* renewClaim({ id, fence, lease, now }: Input<"renewClaim">): Work<boolean> {
  const renewed = yield* changes(
    "UPDATE mails SET due_on = ? WHERE id = ? AND fence = ? AND state = 'sending'",
    now + lease,
    id,
    fence,
  );
  return renewed === 1;
}

const SETTLED = "id, user_id, kind, link_id, email_key, minted_on, may_have_arrived, silent";

/** A later answer takes the place of this one, which is therefore kept beside it as well. */
const PUT_OFF = `UPDATE mails SET state = ?, answer = ?, fault = ?, due_on = ?, ended_on = ?,
    may_have_arrived = may_have_arrived | ?, mailer = COALESCE(?, mailer), tries = ?
  WHERE id = ? AND fence = ? AND state = 'sending' RETURNING ${SETTLED}`;

/** Once a mail has ended, it no longer needs to be known whose client asked for it. */
const END = `UPDATE mails SET state = ?, answer = ?, fault = ?, due_on = ?, ended_on = ?,
    may_have_arrived = may_have_arrived | ?, mailer = COALESCE(?, mailer),
    asked_by = CASE asked_by WHEN '${OPERATOR}' THEN asked_by END
  WHERE id = ? AND fence = ? AND state = 'sending' RETURNING ${SETTLED}`;

function* settleMail(sql: Sql, input: Input<"settleMail">): Work<boolean> {
  const { id, fence, state, answer, fault, mayBeWith, dueOn, now } = input;
  const settled = yield* rows<
    OverMail & { user_id: string | null; kind: string; link_id: string | null; silent: number }
  >(
    state === "retry" ? PUT_OFF : END,
    state,
    answer,
    fault,
    dueOn,
    state === "retry" ? null : now,
    fault === "unknown" ? 1 : 0,
    mayBeWith ?? null,
    ...(state === "retry" ? [yield* triesWith(id, input)] : []),
    id,
    fence,
  );
  const mail = settled[0];
  if (mail === undefined) return false;
  // A silent mail replaces no link, because nobody has seen its own. It ends no hold, unless it tried the server for all.
  const isSilent = mail.silent === 1;
  yield* endHold(mail);
  yield* record(sql, {
    now,
    actor: "system",
    act: `mail-${state}`,
    userId: mail.user_id,
    detail: mail.kind,
  });
  if (state === "sent" && mail.link_id !== null && !isSilent)
    yield* replaceOlder(sql, mail.link_id, now);
  if (state === "dead") {
    yield* shareFate({ mailId: id, answer, fault }, now);
    yield* leavePlace(mail, now);
  }
  if (state !== "retry") yield* forgetLastMail(sql, id, mail.kind);
  return true;
}

function* outboxStatus(): Output<"outboxStatus"> {
  const found = yield* row<{ next_due: number | null; oldest: number | null }>(
    `SELECT (SELECT MIN(due_on) FROM mails WHERE ended_on IS NULL) AS next_due,
       (SELECT MIN(created_on) FROM mails WHERE ended_on IS NULL AND parked_on IS NULL) AS oldest`,
  );
  return {
    nextDueOn: found?.next_due ?? null,
    oldestOn: found?.oldest ?? null,
    hold: yield* readHold(),
    heldBy: yield* readOperatorHold(),
  };
}

function* countWaiting(): Work<number> {
  const sql = "SELECT COUNT(*) AS waiting FROM mails WHERE ended_on IS NULL";
  return (yield* row<{ waiting: number }>(sql))?.waiting ?? 0;
}

/** Deletes mails, links and bounces that ended long ago. The audit log still records what they did. */
async function purgeHistory({ driver }: Sql, before: number): Promise<number> {
  const mails = await inBatches(driver, () => changes(PURGE_MAILS, before));
  const links = await inBatches(driver, () => changes(PURGE_LINKS, before, before));
  await inBatches(driver, () => changes(PURGE_OPENINGS, before));
  await inBatches(driver, () => changes(PURGE_SUPPRESSIONS, before));
  await inBatches(driver, () => changes(PURGE_UNREAD, before));
  await inBatches(driver, () => changes(PURGE_WITHHELD, before), 1);
  return mails + links;
}

const PURGE_MAILS = `DELETE FROM mails WHERE id IN
  (SELECT id FROM mails WHERE ended_on < ? ORDER BY ended_on LIMIT ${BATCH_SIZE})`;

const PURGE_LINKS = `DELETE FROM links WHERE id IN
  (SELECT id FROM links WHERE created_on < ? AND COALESCE(ended_on, expires_on, created_on) < ?
     AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.link_id = links.id)
   ORDER BY created_on LIMIT ${BATCH_SIZE})`;

/** They go with their links. */
const PURGE_OPENINGS = `DELETE FROM link_openings WHERE link_id IN
  (SELECT link_id FROM link_openings WHERE last_on < ?
     AND NOT EXISTS (SELECT 1 FROM links WHERE links.id = link_openings.link_id)
   ORDER BY last_on LIMIT ${BATCH_SIZE})`;

const PURGE_UNREAD = `DELETE FROM unread_reports WHERE mail_id IN
  (SELECT mail_id FROM unread_reports WHERE came_on < ? ORDER BY came_on LIMIT ${BATCH_SIZE})`;

/** One hour at a time. */
const PURGE_WITHHELD =
  "DELETE FROM withheld WHERE hour = (SELECT MIN(hour) FROM withheld WHERE hour < ?)";

const PURGE_SUPPRESSIONS = `DELETE FROM suppressions WHERE email_key IN
  (SELECT email_key FROM suppressions WHERE since < ? ORDER BY since LIMIT ${BATCH_SIZE})`;
