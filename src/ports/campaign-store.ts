import type { CampaignCounts, CampaignRules, CampaignState } from "../domain/campaign.ts";
import type { FirstContactRules } from "../domain/first-contacts.ts";
import type { Result } from "../domain/result.ts";
import type { MailboxDigests } from "../domain/stopped-mailbox.ts";
import type { Instant } from "../domain/time.ts";

/** A campaign that asks imported people to confirm their address. */
export type Campaign = CampaignRules & {
  readonly id: string;
  readonly state: CampaignState;
  readonly startedOn: Instant;
  /** When it last started, stopped, went on or ended. */
  readonly changedOn: Instant;
};

/** A campaign and how far its people got. */
export type CampaignReport = {
  readonly campaign: Campaign;
  readonly counts: CampaignCounts & { readonly left: number };
};

/** What a step of a campaign did. */
export type CampaignProgress = {
  readonly picked: number;
  readonly skipped: number;
  /** The campaign, if this step halted or finished it. */
  readonly ended: Campaign | undefined;
};

/** Those to whom a campaign handed over a mail, which did not come back, by a moment. */
export type Unanswered = { readonly campaignId: string; readonly handedOverBefore: Instant };

/** What campaigns need of a store. There is one campaign at a time. */
export type CampaignStore = {
  /** Refuses while another one is not finished. */
  startCampaign(
    input: CampaignRules & { actor: string; reason?: string | undefined; now: Instant },
  ): Promise<Result<Campaign, "campaign-exists">>;
  /** Stops a running campaign, lets a stopped or halted one go on, or ends one for good. */
  turnCampaign(
    input: Partial<CampaignRules> & {
      to: "running" | "stopped" | "finished";
      actor: string;
      reason?: string | undefined;
      now: Instant;
    },
  ): Promise<Result<Campaign, "no-campaign" | "running" | "stopped">>;
  /** The newest campaign. */
  readCampaign(): Promise<Campaign | undefined>;
  /** How far its people got, and how many it has not picked yet; no more than 100,000 of these are counted. */
  countCampaign(id: string): Promise<CampaignCounts & { readonly left: number }>;
  /** How many imported people there are whose address is not confirmed, up to 100,000. */
  countImported(): Promise<number>;
  /** How many people `removeUnanswered` would remove. */
  countUnanswered(input: Unanswered & { now: Instant }): Promise<number>;
  /**
   * Removes some of the people whom a campaign wrote to and who have done nothing since: they are imported, not confirmed, not
   * disabled, have no role, never logged in, and have no link that works. Each has a line in the audit log. Goes through them in
   * order: `after` is the last one of the batch before, and undefined in the answer when nobody is left.
   */
  removeUnanswered(
    input: Unanswered & {
      after: string | undefined;
      actor: string;
      reason?: string | undefined;
      now: Instant;
    },
  ): Promise<{ readonly removed: number; readonly after: string | undefined }>;
  /**
   * One step of the newest campaign: reads what became of its mails, halts it if too many came back, and queues as many mails
   * as are due and leave the site calm. Each person is picked once. Of any number of processes, one does each step.
   */
  continueCampaign(input: {
    rules: FirstContactRules | undefined;
    mailboxes: MailboxDigests;
    now: Instant;
  }): Promise<CampaignProgress>;
};
