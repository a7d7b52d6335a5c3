// What is said about a campaign.

import { campaignFunnel, type CampaignState } from "../domain/campaign.ts";
import type { CampaignReport } from "../ports/campaign-store.ts";
import { facts, shortTime } from "./output.ts";

const STATES: Readonly<Record<CampaignState, string>> = {
  running: "running",
  stopped: "stopped; to go on: postern campaign resume",
  halted:
    "stopped by itself, because too many mails came back; see: postern mail list --state dead",
  finished: "finished",
};

/** The funnel, as facts. */
export function campaignText({ campaign, counts }: CampaignReport): string {
  const funnel = campaignFunnel(counts);
  const number = (value: number): string => value.toLocaleString("en");
  const share = (value: number): string =>
    funnel.picked === 0
      ? number(value)
      : `${number(value)} (${Math.round((value / funnel.picked) * 100)}%)`;
  return facts([
    ["campaign", STATES[campaign.state]],
    ["started", `${shortTime(campaign.startedOn)} (UTC)`],
    [
      "pace",
      `at most ${number(campaign.perHour)} per hour; stops above ${campaign.mostBounces}% bounces`,
    ],
    ["picked", number(funnel.picked)],
    ["handed over", share(funnel.handedOver)],
    ["opened", share(funnel.opened)],
    ["confirmed", share(funnel.confirmed)],
    ["bounced", share(funnel.bounced)],
    ["skipped", number(counts.skipped)],
    ["left", number(counts.left)],
  ]);
}

/** The same on one line. */
export function campaignLine({ campaign, counts }: CampaignReport): string {
  const { picked, handedOver, opened, confirmed, bounced } = campaignFunnel(counts);
  return `Campaign (${campaign.state}): ${picked} picked, ${handedOver} handed over, ${opened} opened, ${confirmed} confirmed, ${bounced} bounced, ${counts.left} left.`;
}
