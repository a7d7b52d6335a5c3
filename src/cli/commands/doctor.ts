import type { Command } from "commander";
import { examples, globals } from "./words.ts";

type DoctorFlags = { readonly to?: string; readonly dns?: string; readonly online?: true };

/** `postern doctor`. */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check that everything is right, and say how to fix what is not")
    .option("--to <address>", "send a test mail to this address")
    .option("--online", "open the site at its base URL, as people do")
    .option("--dns <address>", "ask this resolver instead of the machine's own")
    .addHelpText(
      "after",
      examples(
        "postern doctor",
        "postern doctor --online --to you@example.com",
        "postern doctor --dns 9.9.9.9 --json",
      ),
    )
    .action(async (flags: DoctorFlags, command: Command) => {
      await (await import("./doctor.action.ts")).examine(flags, globals(command));
    });
}
