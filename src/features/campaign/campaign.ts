// Asks imported people to confirm their address, slowly: whoever imports thousands at once must not mail them all at once.

import type {
  Campaign,
  CampaignProgress,
  CampaignReport,
  Unanswered,
} from "../../ports/campaign-store.ts";
import { campaignDefaults, WATCHED, type CampaignRules } from "../../domain/campaign.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { Duration } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";

export type Operator = { readonly actor: string; readonly reason?: string | undefined };

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

/** Whom `removeUnanswered` would remove. The newest campaign has to be finished: until then, people are still being asked. */
export async function findUnanswered(
  { store, clock }: Uses<"countUnanswered" | "readCampaign", "clock">,
  olderThan: Duration,
): Promise<Result<Unanswered & { readonly people: number }, "no-campaign" | "not-finished">> {
  const campaign = await store.readCampaign();
  if (campaign === undefined) return refused("no-campaign");
  if (campaign.state !== "finished") return refused("not-finished");
  const now = clock.now();
  const whom = {
    campaignId: campaign.id,
    handedOverBefore: now - Math.max(olderThan, WATCHED),
  };
  return done({ ...whom, people: await store.countUnanswered({ ...whom, now }) });
}

/** Removes people who never confirmed, some at a time. Yields how many it has removed. It can end at any step, and run again. */
export async function* removeUnanswered(
  { store, clock }: Uses<"removeUnanswered", "clock">,
  { actor, reason }: Operator,
  { campaignId, handedOverBefore }: Unanswered,
): AsyncGenerator<number> {
  let removed = 0;
  let after: string | undefined;
  do {
    const input = { campaignId, handedOverBefore, after, actor, reason, now: clock.now() };
    const batch = await store.removeUnanswered(input);
    removed += batch.removed;
    after = batch.after;
    yield removed;
  } while (after !== undefined);
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
  const step = await store.continueCampaign({ rules, mailboxes, now: clock.now() });
  if (step.ended?.state === "halted") log.warn("campaign-halted", { because: "too many bounces" });
  return step;
}
