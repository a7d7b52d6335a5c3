import type { Command } from "commander";
import { examples, globals } from "./words.ts";

/** `postern secrets …`: what is stored under the keys of the ring. */
export function addSecretsCommands(program: Command): void {
  const secrets = program
    .command("secrets")
    .description("what is encrypted with the keys of POSTERN_SECRET");
  secrets
    .command("reencrypt")
    .description("encrypt everything with the newest key, so that the older ones may go")
    .addHelpText(
      "after",
      examples(
        "POSTERN_SECRET=new,old postern secrets reencrypt",
        "postern secrets reencrypt --json",
      ),
    )
    .action(async (_flags: unknown, command: Command) => {
      await (await import("./secrets.action.ts")).reencrypt(globals(command));
    });
  secrets
    .command("accept")
    .description("let servers start with this secret, although the database was used with another")
    .addHelpText("after", examples("postern secrets accept", "postern secrets accept --json"))
    .action(async (_flags: unknown, command: Command) => {
      await (await import("./accept.action.ts")).accept(globals(command));
    });
}
