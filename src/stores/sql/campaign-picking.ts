// Whom a campaign writes to next.

import { CAMPAIGN, CAMPAIGN_MAIL } from "../../domain/campaign.ts";
import type { MailboxDigests } from "../../domain/stopped-mailbox.ts";
import type { Instant } from "../../domain/time.ts";
import type { CampaignProgress } from "../../ports/campaign-store.ts";
import { resolveConfirmation } from "./confirmation-mails.ts";
import { isReserved } from "./email-change-reserved.ts";
import type { MailRow, Words } from "./resolve-mail.ts";
import { queueMail, record, type Sql } from "./shared-writes.ts";
import { hasOwner, readStop } from "./stops-met.ts";
import type { Input } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** Whom a campaign may still write to. */
export const WAITS = `confirmed_on IS NULL AND imported_on IS NOT NULL AND disabled_on IS NULL
  AND deletes_on IS NULL AND NOT EXISTS (SELECT 1 FROM campaign_people
    WHERE campaign_people.user_id = users.id AND campaign_people.campaign_id = ?)`;

/** How many mails one transaction queues. */
export const PICKED_AT_ONCE = 200;

/** How many people one transaction looks at. */
const LOOKED_AT = 500;

type Candidate = { readonly id: string; readonly email: string; readonly email_key: string };

type Picked = CampaignProgress & {
  readonly examined: number;
  /** After whom it goes on: after the last, it begins again, because people may have been imported meanwhile. */
  readonly afterId: string;
};

export function* pick(
  sql: Sql,
  campaign: { readonly id: string; readonly after_id: string },
  most: number,
  { mailboxes, now }: Input<"continueCampaign">,
): Work<Picked> {
  const waiting = yield* rows<Candidate>(
    `SELECT id, email, email_key FROM users WHERE ${WAITS} AND id > ? ORDER BY id LIMIT ${LOOKED_AT}`,
    campaign.id,
    campaign.after_id,
  );
  let [picked, skipped] = [0, 0];
  for (const candidate of waiting) {
    if (picked === most) break;
    if (yield* mayBeMailed(candidate, mailboxes, now)) {
      picked += 1;
      yield* mailOne(sql, campaign.id, candidate, now);
    } else {
      skipped += 1;
      yield* note(campaign.id, candidate.id, "skipped", now);
    }
  }
  const examined = picked + skipped;
  const isEnd = examined === waiting.length && examined < LOOKED_AT;
  const afterId = isEnd ? "" : (waiting[examined - 1]?.id ?? "");
  return { picked, skipped, ended: undefined, examined, afterId };
}

/** Not an address whose mails come back, one whose mailbox wants none, or one that belongs to somebody else. */
function* mayBeMailed(
  { id, email_key: emailKey }: Candidate,
  mailboxes: MailboxDigests,
  now: Instant,
): Work<boolean> {
  const known = yield* row("SELECT email_key FROM suppressions WHERE email_key = ?", emailKey);
  if (known !== undefined || (yield* hasOwner(emailKey))) return false;
  if (yield* isReserved(emailKey, id, now)) return false;
  return (yield* readStop(mailboxes.of(emailKey), now)) === undefined;
}

function* mailOne(sql: Sql, campaignId: string, user: Candidate, now: Instant): Work<void> {
  const to = { email: user.email, emailKey: user.email_key };
  const mail = { kind: CAMPAIGN_MAIL, userId: user.id, to, link: "confirm", askedBy: CAMPAIGN };
  const queued = yield* queueMail(sql, { ...mail, now });
  yield* note(campaignId, user.id, "picked", now, queued);
  yield* record(sql, { now, actor: "system", act: "campaign-mailed", userId: user.id });
}

const note = (
  campaignId: string,
  userId: string,
  state: "picked" | "skipped",
  now: Instant,
  mail?: { readonly id: string; readonly linkId: string | null },
): Work<number> =>
  changes(
    `INSERT INTO campaign_people (campaign_id, user_id, state, mail_id, link_id, picked_on, looks_on)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    campaignId,
    userId,
    state,
    mail?.id ?? null,
    mail?.linkId ?? null,
    now,
    mail === undefined ? null : now,
  );

/** Nobody is asked who confirmed meanwhile, or whose address has another owner or is reserved for one. */
export function* resolveCampaignMail(sql: Sql, mail: MailRow, now: number): Work<Words> {
  const words = yield* resolveConfirmation(sql, mail, now);
  const waits = words.kind === mail.kind && words.user?.confirmedOn === null;
  return waits ? words : { ...words, kind: undefined };
}
