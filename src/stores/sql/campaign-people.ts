// What became of the people whom a campaign wrote to.

import { looksAgainOn, WATCHED, type CampaignStep } from "../../domain/campaign.ts";
import { isWithheld, NOT_IN_TIME, type MailState } from "../../domain/mail.ts";
import type { Instant } from "../../domain/time.ts";
import { changes, rows, type Work } from "./work.ts";

/** How many people one transaction looks after. */
const WATCHED_AT_ONCE = 1_000;

type Watched = {
  readonly user_id: string;
  readonly state: CampaignStep;
  readonly picked_on: Instant;
  /** Null if the user is gone. */
  readonly present: string | null;
  readonly confirmed_on: Instant | null;
  /** Null if the mail is gone. */
  readonly mail: MailState | null;
  readonly answer: string | null;
  readonly silent: number | null;
  readonly complained_on: Instant | null;
  readonly opened: number;
};

const WATCH = `SELECT campaign_people.user_id, campaign_people.state, picked_on, users.id AS present,
    users.confirmed_on, mails.state AS mail, mails.answer, mails.silent, mails.complained_on,
    CASE WHEN EXISTS (SELECT 1 FROM link_openings
      WHERE link_openings.link_id = campaign_people.link_id AND opener = 'person')
      THEN 1 ELSE 0 END AS opened
  FROM campaign_people
    LEFT JOIN users ON users.id = campaign_people.user_id
    LEFT JOIN mails ON mails.id = campaign_people.mail_id
  WHERE campaign_id = ? AND looks_on <= ?
  ORDER BY looks_on LIMIT ${WATCHED_AT_ONCE}`;

/** Writes down how far those people got whose turn it is. */
export function* lookAfterPeople(campaignId: string, now: Instant): Work<void> {
  for (const person of yield* rows<Watched>(WATCH, campaignId, now)) {
    const step = stepOf(person);
    // Nothing was handed over, so they may be picked again.
    if (step === "again") {
      yield* changes(
        "DELETE FROM campaign_people WHERE campaign_id = ? AND user_id = ?",
        campaignId,
        person.user_id,
      );
      continue;
    }
    yield* changes(
      "UPDATE campaign_people SET state = ?, looks_on = ? WHERE campaign_id = ? AND user_id = ?",
      step,
      isSettled(person, step, now) ? null : looksAgainOn(person.picked_on, now),
      campaignId,
      person.user_id,
    );
  }
}

/** After the clock was set back, nobody would be looked at until it is as late as before. */
export const lookAtAllAgain = (campaignId: string, now: Instant): Work<number> =>
  changes(
    "UPDATE campaign_people SET looks_on = ? WHERE campaign_id = ? AND looks_on > ?",
    now,
    campaignId,
    now,
  );

const OVER: ReadonlySet<CampaignStep> = new Set(["confirmed", "bounced", "unsent", "gone"]);

/** Not as long as the mail is in hand: if all mails are held, it may go out at any time. */
const isSettled = (
  { present, picked_on: pickedOn }: Watched,
  step: CampaignStep,
  now: Instant,
): boolean => present === null || OVER.has(step) || (step !== "picked" && pickedOn < now - WATCHED);

function stepOf(person: Watched): CampaignStep | "again" {
  const { present, mail, answer, state } = person;
  // How far they got stays in the numbers.
  if (present === null) return state === "picked" ? "gone" : state;
  if (person.confirmed_on !== null) return "confirmed";
  if (mail === "dead" && answer === NOT_IN_TIME) return "again";
  if (mail === "dead" || person.complained_on !== null) return "bounced";
  if (mail === "cancelled") return isWithheld(answer) ? "again" : "unsent";
  if (person.silent === 1) return "unsent";
  if (person.opened === 1) return "opened";
  // A mail that is gone was handed over long ago.
  return mail === "sent" || (mail === null && state === "picked") ? "sent" : state;
}
