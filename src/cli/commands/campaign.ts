import { InvalidArgumentError, type Command } from "commander";
import { campaignDefaults, UNANSWERED, WATCHED } from "../../domain/campaign.ts";
import { days, parseDuration } from "../../domain/time.ts";
import { examples, globals, wholeNumber } from "./words.ts";

export type CampaignFlags = {
  readonly perHour?: number;
  readonly mostBounces?: number;
  readonly reason?: string;
  readonly yes?: true;
};

export type RemovalFlags = {
  readonly olderThan?: number;
  readonly reason?: string;
  readonly dryRun?: true;
  readonly yes?: true;
};

const REASON = ["--reason <text>", "why, for the audit log"] as const;

/** `postern campaign …`: asks imported people to confirm their addresses. */
export function addCampaignCommands(program: Command): void {
  const campaign = program
    .command("campaign")
    .description("ask imported people by mail to confirm their addresses");
  withRules(campaign.command("start"))
    .description("begin; a running server sends the mails, slowly")
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      examples("postern campaign start", "postern campaign start --per-hour 40"),
    )
    .action(async (flags: CampaignFlags, command: Command) => {
      await (await import("./campaign.action.ts")).start(flags, globals(command));
    });
  campaign
    .command("stop")
    .description("stop; mails that wait are still sent")
    .option("--for-good", "end it, so that another one can start")
    .option(...REASON)
    .addHelpText("after", examples("postern campaign stop", "postern campaign stop --for-good"))
    .action(
      async (flags: { readonly forGood?: true; readonly reason?: string }, command: Command) => {
        await (await import("./campaign.action.ts")).stop(flags, globals(command));
      },
    );
  withRules(campaign.command("resume"))
    .description("go on after a stop; nobody is mailed twice")
    .addHelpText(
      "after",
      examples("postern campaign resume", "postern campaign resume --per-hour 20"),
    )
    .action(async (flags: CampaignFlags, command: Command) => {
      await (await import("./campaign.action.ts")).resume(flags, globals(command));
    });
  campaign
    .command("status")
    .description("say how far the people got to whom it wrote")
    .addHelpText("after", examples("postern campaign status", "postern campaign status --json"))
    .action(async (_flags: unknown, command: Command) => {
      await (await import("./campaign.action.ts")).status(globals(command));
    });
  addRemoval(campaign);
}

function addRemoval(campaign: Command): void {
  campaign
    .command("remove-unconfirmed")
    .description("delete those whom the finished campaign reached, and who never confirmed")
    .option(
      "--older-than <duration>",
      `only those who were mailed so long ago; without it, ${UNANSWERED / days(1)}d, and at least ${WATCHED / days(1)}d`,
      duration,
    )
    .option("--dry-run", "only say how many there are")
    .option(...REASON)
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      examples(
        "postern campaign remove-unconfirmed --dry-run",
        "postern campaign remove-unconfirmed --older-than 60d",
      ),
    )
    .action(async (flags: RemovalFlags, command: Command) => {
      await (await import("./campaign.action.ts")).removeUnconfirmed(flags, globals(command));
    });
}

/** Reads "60d" or "60 days". A person is watched for four weeks, so nobody is removed earlier. */
function duration(text: string): number {
  const found = parseDuration(text.replace(/^(\d+)d$/, "$1 days"));
  if (found !== undefined && found >= WATCHED) return found;
  throw new InvalidArgumentError(`Give a time like "60d", at least ${WATCHED / days(1)}d.`);
}

const withRules = (command: Command): Command =>
  command
    .option(
      "--per-hour <number>",
      `mails in an hour at most; without it, ${campaignDefaults.perHour}, or as before`,
      wholeNumber(1, 100_000),
    )
    .option(
      "--most-bounces <percent>",
      `stop by itself if more mails come back; without it, ${campaignDefaults.mostBounces}, or as before`,
      wholeNumber(1, 100),
    )
    .option(...REASON);
