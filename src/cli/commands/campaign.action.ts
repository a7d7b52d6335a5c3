// `postern campaign …`: starts and stops what a running server does, and reads how far it got.

import { campaignDefaults, UNANSWERED } from "../../domain/campaign.ts";
import {
  findUnanswered,
  removeUnanswered,
  reportCampaign,
  startCampaign,
  turnCampaign,
} from "../../features/campaign/campaign.ts";
import { campaignJson } from "../../features/cohorts/formats.ts";
import { campaignText } from "../campaign-words.ts";
import { confirmedByAdmin } from "../acting-admin.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { progress } from "../progress.ts";
import { normaliseReason } from "../reason.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import type { CampaignFlags, RemovalFlags } from "./campaign.ts";

/** Starts a campaign after saying whom it writes to. */
export const start = (flags: CampaignFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const people = await opened.context.store.countImported();
    if (people === 0)
      throw new Refused("nobody", "There is nobody who was imported and has not confirmed.");
    const perHour = flags.perHour ?? campaignDefaults.perHour;
    const many = `${persons(people)}, at most ${perHour} in an hour`;
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

/** Deletes people whom the finished campaign reached and who never confirmed, or says how many there are. */
export const removeUnconfirmed = (flags: RemovalFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const found = await findUnanswered(opened.context, flags.olderThan ?? UNANSWERED);
    if (!found.ok) throw removalRefusals[found.reason];
    const { people } = found.value;
    if (flags.dryRun || people === 0) return tellRemoved(people, flags, globals);
    const question = `Delete ${persons(people)} for good, who never confirmed?`;
    const act = "campaign remove-unconfirmed";
    if (!flags.yes) await confirmedByAdmin(opened, globals, { question, number: people, act });
    const end = new AbortController();
    process.once("SIGINT", () => end.abort());
    const shown = progress("people deleted", people);
    let removed = 0;
    for await (removed of removeUnanswered(
      opened.context,
      operatorOf(opened, flags),
      found.value,
    )) {
      shown.at(removed);
      if (end.signal.aborted) break;
    }
    shown.end();
    tellRemoved(removed, flags, globals);
    if (!end.signal.aborted) return;
    process.exitCode = exitCodes.interrupted;
    say("Stopped. Run the same command again to delete the others.");
  });

function tellRemoved(people: number, { dryRun }: RemovalFlags, { json }: Globals): void {
  if (json) return printJson({ dryRun: dryRun === true, users: people });
  print(`${persons(people)} who never confirmed ${dryRun ? "would be " : ""}deleted.`);
}

const persons = (people: number): string =>
  count(people, "imported person").replace("persons", "people");

async function show({ context }: CommandContext, globals: Globals): Promise<void> {
  const report = await reportCampaign(context);
  if (globals.json)
    return printJson({ campaign: report === undefined ? null : campaignJson(report) });
  if (report === undefined) return print(NONE);
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

const NONE = "There has been no campaign. To begin: postern campaign start";

const removalRefusals = {
  "no-campaign": new Refused("no-campaign", NONE),
  "not-finished": new Refused(
    "not-finished",
    "The campaign is not finished: people are still being asked. To end it: postern campaign stop --for-good",
  ),
};

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
