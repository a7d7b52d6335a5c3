import type { Command } from "commander";
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
