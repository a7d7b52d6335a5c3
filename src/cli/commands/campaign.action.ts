// `postern campaign …`: starts and stops what a running server does, and reads how far it got.

import { campaignDefaults } from "../../domain/campaign.ts";
import {
  reportCampaign,
  startCampaign,
  turnCampaign,
  type CampaignReport,
} from "../../features/campaign/campaign.ts";
import { campaignJson, campaignText } from "../campaign-words.ts";
import { confirmedByAdmin } from "../acting-admin.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { normaliseReason } from "../reason.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import type { CampaignFlags } from "./campaign.ts";

/** Starts a campaign after saying whom it writes to. */
export const start = (flags: CampaignFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const people = await opened.context.store.countImported();
    if (people === 0)
      throw new Refused("nobody", "There is nobody who was imported and has not confirmed.");
    const perHour = flags.perHour ?? campaignDefaults.perHour;
    const many = `${count(people, "imported person").replace("persons", "people")}, at most ${perHour} in an hour`;
    const question = `Ask ${many}, to confirm their addresses?`;
    if (!flags.yes) await confirmedByAdmin(opened, globals, { question, act: "campaign start" });
    const started = await startCampaign(opened.context, operatorOf(opened, flags), rulesIn(flags));
    if (!started.ok) throw refusals["campaign-exists"];
    await show(opened, globals);
    say("A running server sends the mails. To follow: postern campaign status");
  });

/** Stops a campaign, for now or for good. */
export const stop = (
  flags: { readonly forGood?: true; readonly reason?: string },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const to = flags.forGood ? "finished" : "stopped";
    const turned = await turnCampaign(opened.context, operatorOf(opened, flags), to);
    if (!turned.ok) throw refusals[turned.reason];
    await show(opened, globals);
  });

/** Lets a campaign go on. */
export const resume = (flags: CampaignFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { context } = opened;
    const turned = await turnCampaign(
      context,
      operatorOf(opened, flags),
      "running",
      rulesIn(flags),
    );
    if (!turned.ok) throw refusals[turned.reason];
    await show(opened, globals);
  });

/** Prints the newest campaign. */
export const status = (globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", (opened) => show(opened, globals));

async function show({ context }: CommandContext, globals: Globals): Promise<void> {
  const report: CampaignReport | undefined = await reportCampaign(context);
  if (globals.json)
    return printJson({ campaign: report === undefined ? null : campaignJson(report) });
  if (report === undefined)
    return print("There has been no campaign. To begin: postern campaign start");
  print(campaignText(report));
}

const operatorOf = ({ actor }: CommandContext, { reason }: { readonly reason?: string }) => ({
  actor,
  reason: reason === undefined ? undefined : normaliseReason(reason),
});

const rulesIn = ({ perHour, mostBounces }: CampaignFlags) => ({
  ...(perHour !== undefined && { perHour }),
  ...(mostBounces !== undefined && { mostBounces }),
});

const refusals = {
  "campaign-exists": new Refused(
    "campaign-exists",
    "A campaign is not finished. Let it go on with `postern campaign resume`, or end it with `postern campaign stop --for-good`.",
  ),
  "no-campaign": new Refused(
    "no-campaign",
    "There is no campaign that could stop or go on. To begin: postern campaign start",
  ),
  running: new Refused("running", "The campaign is running already."),
  stopped: new Refused("stopped", "The campaign has stopped already."),
};
