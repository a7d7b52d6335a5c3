// Removes people who were mailed by a campaign and never confirmed.

import { LIVES } from "./email-change-reserved.ts";
import { deleteUser } from "./removals.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows } from "./work.ts";

/** Far fewer than the rows of other purges: all rows of a user are deleted with it. */
const REMOVED_AT_ONCE = 100;

/** Its mail was handed over by then, and has not come back. A mail that is gone was handed over long ago. */
const REACHED = `campaign_people.state IN ('sent', 'opened') AND picked_on <= ?
  AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.id = campaign_people.mail_id
    AND (mails.state <> 'sent' OR mails.ended_on > ? OR mails.complained_on IS NOT NULL))`;

/** A user who came with an import, and of whom nobody has heard since; the last `?` is the current time. */
const UNHEARD = `confirmed_on IS NULL AND imported_on IS NOT NULL AND disabled_on IS NULL
  AND deletes_on IS NULL AND admin = 0
  AND NOT EXISTS (SELECT 1 FROM user_roles WHERE user_roles.user_id = users.id)
  AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.user_id = users.id)
  AND NOT EXISTS (SELECT 1 FROM credentials
    WHERE credentials.user_id = users.id AND last_used_on > imported_on)
  AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.user_id = users.id
    AND act IN ('logged-in', 'registration-address-changed'))
  AND NOT EXISTS (SELECT 1 FROM links WHERE links.user_id = users.id AND ${LIVES})`;

const UNANSWERED = `FROM campaign_people JOIN users ON users.id = campaign_people.user_id
  WHERE campaign_id = ? AND campaign_people.user_id > ? AND ${REACHED} AND ${UNHEARD}`;

export function* countUnanswered(input: Input<"countUnanswered">): Output<"countUnanswered"> {
  const { campaignId, handedOverBefore: before, now } = input;
  const found = yield* row<{ count: number }>(
    `SELECT COUNT(*) AS count ${UNANSWERED}`,
    campaignId,
    "",
    before,
    before,
    now,
  );
  return found?.count ?? 0;
}

/** Whom it removes is read in the same transaction: whoever confirms at this moment stays, or confirms nothing. */
export function* removeUnanswered(
  sql: Sql,
  input: Input<"removeUnanswered">,
): Output<"removeUnanswered"> {
  const { campaignId, handedOverBefore: before, actor, reason, now } = input;
  const found = yield* rows<{ user_id: string }>(
    `SELECT campaign_people.user_id ${UNANSWERED}
     ORDER BY campaign_people.user_id LIMIT ${REMOVED_AT_ONCE}`,
    campaignId,
    input.after ?? "",
    before,
    before,
    now,
  );
  for (const { user_id: userId } of found) {
    yield* record(sql, { now, actor, act: "deleted", userId, detail: reason });
    yield* deleteUser(sql, userId, now);
    // How far they got stays in the numbers of the campaign.
    yield* changes(
      "UPDATE campaign_people SET looks_on = NULL WHERE campaign_id = ? AND user_id = ?",
      campaignId,
      userId,
    );
  }
  const isEnd = found.length < REMOVED_AT_ONCE;
  return { removed: found.length, after: isEnd ? undefined : found.at(-1)?.user_id };
}
