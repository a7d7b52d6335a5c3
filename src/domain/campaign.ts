// How fast a campaign writes to imported people whose address was never confirmed, and when it stops by itself.

import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

/** The kind of its mails. */
export const CAMPAIGN_MAIL = "confirm-moved";

/** Who asks for its mails: an operator, once for all of them. */
export const CAMPAIGN = "campaign";

/**
 * `running`; `stopped` by an operator; `halted` by itself, because too many mails came back; `finished`, because nobody is
 * left or an operator ended it.
 */
export type CampaignState = "running" | "stopped" | "halted" | "finished";

/** What an operator decides when a campaign starts. */
export type CampaignRules = {
  /** How many mails are queued in an hour at most. */
  readonly perHour: number;
  /** It halts if more than this share of the mails of a day come back, in percent. */
  readonly mostBounces: number;
};

/** Mail services begin to refuse a sender whose bounces reach five percent. */
export const campaignDefaults: CampaignRules = { perHour: 100, mostBounces: 5 };

/**
 * How far one person got. `skipped`: their address is suppressed, has stopped our mail, or belongs to somebody else.
 * `unsent`: the mail was cancelled. `gone`: the account was removed before the mail was handed over.
 */
export type CampaignStep =
  "picked" | "sent" | "opened" | "confirmed" | "bounced" | "skipped" | "unsent" | "gone";

/** How many people are at each step. */
export type CampaignCounts = Readonly<Record<CampaignStep, number>>;

export const NOBODY: CampaignCounts = {
  picked: 0,
  sent: 0,
  opened: 0,
  confirmed: 0,
  bounced: 0,
  skipped: 0,
  unsent: 0,
  gone: 0,
};

/** Everybody who got so far, or further. */
export const campaignFunnel = (at: CampaignCounts) => ({
  picked: at.picked + at.sent + at.opened + at.confirmed + at.bounced + at.unsent + at.gone,
  handedOver: at.sent + at.opened + at.confirmed + at.bounced,
  opened: at.opened + at.confirmed,
  confirmed: at.confirmed,
  bounced: at.bounced,
});

/** After a pause, no more is made up for than this. */
const MADE_UP: Duration = minutes(10);

/** How many mails are due since `pacedOn`, and up to when they are counted. */
export function mailsDue(
  { perHour }: Pick<CampaignRules, "perHour">,
  pacedOn: Instant,
  now: Instant,
): { readonly count: number; readonly pacedOn: Instant } {
  const each = hours(1) / perHour;
  const elapsed = Math.max(0, Math.min(now - pacedOn, Math.max(MADE_UP, each)));
  const count = Math.floor(elapsed / each);
  return { count, pacedOn: Math.round(now - (elapsed - count * each)) };
}

/** Fewer say nothing about the others. */
const TELLING = 5;

/** Whether too many of the mails of a day came back. */
export const isHalted = (
  { mostBounces }: Pick<CampaignRules, "mostBounces">,
  { ended, bounced }: { readonly ended: number; readonly bounced: number },
): boolean => bounced >= TELLING && bounced * 100 > ended * mostBounces;

/** Nobody is watched longer: mails and openings are kept for thirty days. */
export const WATCHED: Duration = days(28);

/** How long ago people were mailed who are removed because they never confirmed, if an operator says nothing. */
export const UNANSWERED: Duration = days(30);

/** When a person is looked at again: the longer nothing happens, the later. */
export const looksAgainOn = (pickedOn: Instant, now: Instant): Instant =>
  now + Math.max(minutes(1), Math.round((now - pickedOn) / 4));
