import { InvalidArgumentError, Option, type Command } from "commander";
import {
  LIKE_A_PLACE,
  parseReceivingPlace,
  type ReceivingPlace,
} from "../../server/receiving-place.ts";
import type { ReceiveFlags } from "./receive.action.ts";
import { examples, globals, wholeNumber, wrongUsage } from "./words.ts";

const POSTFIX = String.raw`
With Postfix and recipient_delimiter = +, a local user named bounces with this line in ~/.forward
hands every report over, and tries again later when it could not be taken in:
  "|set -a; . /etc/postern/env; postern mail bounce || [ $? = 1 ] || exit 75"`;

/** The commands of `postern mail` about bounces. */
export function addBounceCommands(mail: Command): void {
  mail
    .command("bounce")
    .description("read a bounce report from stdin")
    .option("--to <address>", "the address the report was sent to; default: from its headers")
    .addHelpText(
      "after",
      examples("postern mail bounce < report.eml", "postern mail bounce --json < report.eml") +
        `\n${POSTFIX}`,
    )
    .action(async (flags: { readonly to?: string }, command: Command) => {
      if (process.stdin.isTTY) {
        wrongUsage(command, "give the report on stdin, like < report.eml");
      }
      await (await import("./bounce.action.ts")).takeBounce(flags.to, globals(command));
    });
  addReceiveCommand(mail);
  mail
    .command("suppressed")
    .description("list the addresses that get no mail because of a bounce")
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 100)
    .addHelpText("after", examples("postern mail suppressed", "postern mail suppressed --json"))
    .action(async (flags: { readonly limit: number }, command: Command) => {
      await (await import("./bounce.action.ts")).listSuppressed(flags.limit, globals(command));
    });
  mail
    .command("unread")
    .description("list messages to return paths that could not be read")
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 100)
    .addHelpText("after", examples("postern mail unread", "postern mail unread --json"))
    .action(async (flags: { readonly limit: number }, command: Command) => {
      await (await import("./bounce.action.ts")).listUnread(flags.limit, globals(command));
    });
  mail
    .command("unsuppress")
    .description("allow mails to an address again")
    .argument("<address>", "the address")
    .addHelpText("after", examples("postern mail unsuppress ada@example.com"))
    .action(async (address: string, _flags: unknown, command: Command) => {
      await (await import("./bounce.action.ts")).unsuppress(address, globals(command));
    });
}

const POSTFIX_LMTP = String.raw`
With Postfix and recipient_delimiter = +, this line in the table of transport_maps hands every
report over, and keeps it until it is taken:
  bounces@example.com  lmtp:inet:127.0.0.1:2424`;

function addReceiveCommand(mail: Command): void {
  mail
    .command("receive")
    .description("receive bounce reports from a mail server, until stopped")
    .option("--listen <address>", `where: ${LIKE_A_PLACE}`, readPlace)
    .addOption(new Option("--lmtp", "speak LMTP, the default").conflicts("smtp"))
    .option("--smtp", "speak SMTP")
    .addHelpText(
      "after",
      examples(
        "postern mail receive",
        "postern mail receive --listen unix:/run/postern/bounces.sock --json",
        "postern mail receive --listen 127.0.0.1:2525 --smtp",
      ) + `\n${POSTFIX_LMTP}`,
    )
    .action(async (flags: ReceiveFlags, command: Command) => {
      await (await import("./receive.action.ts")).receiveReports(flags, globals(command));
    });
}

function readPlace(text: string): ReceivingPlace {
  const place = parseReceivingPlace(text);
  if (place !== undefined) return place;
  throw new InvalidArgumentError(`Give an address ${LIKE_A_PLACE}.`);
}
