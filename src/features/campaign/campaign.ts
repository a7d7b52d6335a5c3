// Asks imported people to confirm their address, slowly: whoever imports thousands at once must not mail them all at once.

import type { Campaign, CampaignProgress } from "../../ports/campaign-store.ts";
import {
  campaignDefaults,
  type CampaignCounts,
  type CampaignRules,
} from "../../domain/campaign.ts";
import type { Result } from "../../domain/result.ts";
import type { Uses } from "../../ports/context.ts";

export type Operator = { readonly actor: string; readonly reason?: string | undefined };

/** A campaign and how far its people got. */
export type CampaignReport = {
  readonly campaign: Campaign;
  readonly counts: CampaignCounts & { readonly left: number };
};

/** Starts to write to every imported person whose address is not confirmed. A running process queues the mails. */
export const startCampaign = (
  { store, clock }: Uses<"startCampaign", "clock">,
  operator: Operator,
  rules: Partial<CampaignRules>,
): Promise<Result<Campaign, "campaign-exists">> =>
  store.startCampaign({ ...campaignDefaults, ...rules, ...operator, now: clock.now() });

/** Stops the campaign, lets it go on, or ends it for good. */
export const turnCampaign = (
  { store, clock }: Uses<"turnCampaign", "clock">,
  operator: Operator,
  to: "running" | "stopped" | "finished",
  rules: Partial<CampaignRules> = {},
): Promise<Result<Campaign, "no-campaign" | "running" | "stopped">> =>
  store.turnCampaign({ ...rules, ...operator, to, now: clock.now() });

/** The newest campaign; undefined if there was none. */
export async function reportCampaign({
  store,
}: Uses<"countCampaign" | "readCampaign">): Promise<CampaignReport | undefined> {
  const campaign = await store.readCampaign();
  return campaign && { campaign, counts: await store.countCampaign(campaign.id) };
}

/** One step of the campaign: not from a copy of a site, which mails nobody. */
export async function continueCampaign({
  store,
  clock,
  mailboxes,
  settings,
  serving,
  log,
}: Uses<"continueCampaign", "clock" | "mailboxes" | "settings" | "serving" | "log">): Promise<
  CampaignProgress | undefined
> {
  if (serving.isHeld()) return undefined;
  const { firstContacts: rules } = settings;
  const done = await store.continueCampaign({ rules, mailboxes, now: clock.now() });
  if (done.ended?.state === "halted") log.warn("campaign-halted", { because: "too many bounces" });
  return done;
}
