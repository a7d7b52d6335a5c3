import { Option, type Command } from "commander";
import { addBounceCommands } from "./bounces.ts";
import { addStopCommands } from "./stops.ts";
import { examples, globals, rowId, wholeNumber, wrongUsage } from "./words.ts";

export type ListFlags = {
  readonly state?: string;
  readonly address?: string;
  readonly domain?: string;
  readonly limit: number;
  readonly after?: string;
};

export type RetryFlags = { readonly dead?: true; readonly domain?: string };

export type PreviewFlags = {
  readonly kind?: string;
  readonly language?: string;
  readonly force?: true;
};

export type ReleaseFlags = {
  readonly send?: true;
  readonly cancel?: true;
  readonly asWell?: true;
  readonly reason?: string;
};

const STATES = ["queued", "sending", "retry", "sent", "dead", "cancelled"];

/** `postern mail …`: the outbox. */
export function addMailCommands(program: Command): void {
  const mail = program.command("mail").description("the outbox: what was mailed, what was not");
  mail
    .command("list")
    .description("list mails, newest first")
    .addOption(new Option("--state <state>", "only mails in this state").choices(STATES))
    .option("--address <address>", "only mails to this address")
    .option("--domain <domain>", "only mails to addresses at this domain")
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 20)
    .option("--after <id>", "continue after this mail, the last one of the previous page", rowId)
    .addHelpText(
      "after",
      examples("postern mail list", "postern mail list --state dead --domain example.com --json"),
    )
    .action(async (flags: ListFlags, command: Command) => {
      await (await import("./mail.action.ts")).listMails(flags, globals(command));
    });
  mail
    .command("show")
    .description("show what happened to one mail; never its link or code")
    .argument("<id>", "the mail's id")
    .addHelpText("after", examples("postern mail show 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b"))
    .action(async (id: string, _flags: unknown, command: Command) => {
      await (await import("./mail.action.ts")).showMail(id, globals(command));
    });
  addRetryCommand(mail);
  addCancelCommand(mail);
  addHoldCommand(mail);
  addReleaseCommand(mail);
  addPreviewCommand(mail);
  addBounceCommands(mail);
  addStopCommands(mail);
}

function addRetryCommand(mail: Command): void {
  mail
    .command("retry")
    .description("send a dead mail again, once the cause is fixed")
    .argument("[id]", "the mail's id")
    .option("--dead", "all dead mails")
    .option("--domain <domain>", "with --dead: only those to addresses at this domain")
    .addHelpText(
      "after",
      examples(
        "postern mail retry 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b",
        "postern mail retry --dead",
        "postern mail retry --dead --domain example.com",
      ),
    )
    .action(async (id: string | undefined, flags: RetryFlags, command: Command) => {
      if ((id === undefined) === (flags.dead === undefined)) {
        wrongUsage(command, "give either the id of a dead mail or --dead");
      }
      if (id !== undefined && flags.domain !== undefined) {
        wrongUsage(command, "option '--domain' needs '--dead'");
      }
      await (await import("./mail.action.ts")).retryMails(id, flags, globals(command));
    });
}

function addCancelCommand(mail: Command): void {
  mail
    .command("cancel")
    .description("cancel a mail that waits, so that it is not sent")
    .argument("<id>", "the mail's id")
    .option("--reason <text>", "why, for the audit log")
    .addHelpText(
      "after",
      examples(
        'postern mail cancel 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b --reason "asked by phone"',
      ),
    )
    .action(async (id: string, flags: { readonly reason?: string }, command: Command) => {
      await (await import("./mail.action.ts")).cancelMail(id, flags, globals(command));
    });
}

function addHoldCommand(mail: Command): void {
  mail
    .command("hold")
    .description("hold all mails and events, until they are released; pages work as usual")
    .requiredOption("--reason <text>", "why, for the audit log and for whoever looks at the outbox")
    .addHelpText("after", examples('postern mail hold --reason "moving to another mail service"'))
    .action(async ({ reason }: { readonly reason: string }, command: Command) => {
      await (await import("./release.action.ts")).holdSending(reason, globals(command));
    });
}

function addReleaseCommand(mail: Command): void {
  mail
    .command("release")
    .description("let mails and events go out: after a hold, or after another base URL was served")
    .option("--send", "send what waits: the site has moved here")
    .option("--cancel", "cancel what waits first: this is a copy of a site that still sends it")
    .option("--as-well", "keep letting the other base URLs send, too")
    .option("--reason <text>", "why, for the audit log")
    .addHelpText(
      "after",
      examples(
        "postern mail release",
        "POSTERN_BASE_URL=https://staging.acme.example postern mail release --cancel",
        "POSTERN_BASE_URL=https://new.acme.example postern mail release --send",
      ),
    )
    .action(async (flags: ReleaseFlags, command: Command) => {
      if (flags.send === true && flags.cancel === true)
        wrongUsage(command, "option '--send' cannot be used with option '--cancel'");
      await (await import("./release.action.ts")).releaseSending(flags, globals(command));
    });
}

function addPreviewCommand(mail: Command): void {
  mail
    .command("preview")
    .description("write every mail with sample data to a folder, to look at in a browser")
    .argument("<folder>", "the folder, which is made")
    .option("--kind <kind>", "only this kind of mail")
    .option("--language <tag>", "only in this language")
    .option("--force", "write to the folder even if it exists")
    .addHelpText(
      "after",
      examples(
        "postern mail preview previews",
        "postern mail preview previews --kind confirm --language en --force",
      ),
    )
    .action(async (folder: string, flags: PreviewFlags, command: Command) => {
      await (
        await import("./mail-preview.action.ts")
      ).previewMails(folder, flags, globals(command));
    });
}
