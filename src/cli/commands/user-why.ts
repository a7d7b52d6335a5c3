import type { Command } from "commander";
import { examples, globals } from "./words.ts";

/** `postern user why`: what happened to somebody's mail, and what to do next. */
export function addUserWhy(user: Command): void {
  user
    .command("why")
    .description("why somebody got no mail: what happened, what is the matter, what to do next")
    .argument("<address>", "an address, with or without a user; or the id of a user")
    .addHelpText(
      "after",
      examples("postern user why alice@example.com", "postern user why alice@example.com --json"),
    )
    .action(async (wanted: string, _flags: unknown, command: Command) => {
      await (await import("./user-why.action.ts")).explainMail(wanted, globals(command));
    });
}
