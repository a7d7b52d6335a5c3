import type { Command } from "commander";
import { examples, globals } from "./words.ts";

/** The commands of `postern mail` about mailboxes that want no mail that strangers can cause. */
export function addStopCommands(mail: Command): void {
  mail
    .command("stopped")
    .description("say whether a mailbox has stopped mail that strangers can cause")
    .argument("<address>", "the address")
    .addHelpText("after", examples("postern mail stopped ada@example.com"))
    .action(async (address: string, _flags: unknown, command: Command) => {
      await (await import("./stops.action.ts")).showStop(address, globals(command));
    });
  mail
    .command("unstop")
    .description("let a mailbox that stopped such mail get it again")
    .argument("<address>", "the address")
    .addHelpText("after", examples("postern mail unstop ada@example.com"))
    .action(async (address: string, _flags: unknown, command: Command) => {
      await (await import("./stops.action.ts")).unstop(address, globals(command));
    });
}
