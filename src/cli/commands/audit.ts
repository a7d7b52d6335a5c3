import type { Command } from "commander";
import type { AuditFlags } from "./audit.action.ts";
import { day, examples, globals, rowId, wholeNumber } from "./words.ts";

/** `postern audit …`: who did what, when. */
export function addAuditCommands(program: Command): void {
  const audit = program.command("audit").description("the audit log: who did what, when, and why");
  audit
    .command("list")
    .description("list the audit log, newest first; it names users by id only")
    .option(
      "--user <user>",
      "only lines about this user: an address, or an id, even of a deleted user",
    )
    .option("--act <act>", "only this action, like confirmed")
    .option("--actor <actor>", "only what this actor did, like operator:root")
    .option("--since <date>", "only from this day (UTC) on", day)
    .option("--until <date>", "only to the end of this day", day)
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 50)
    .option("--after <id>", "continue after this line, the last one of the previous page", rowId)
    .option("--csv", "print comma-separated values")
    .addHelpText(
      "after",
      examples(
        "postern audit list --user ada@example.com",
        "postern audit list --actor operator:root --since 2026-11-01",
        "postern audit list --act deleted --json",
      ),
    )
    .action(async (flags: AuditFlags, command: Command) => {
      await (await import("./audit.action.ts")).listAuditLog(flags, globals(command));
    });
  audit
    .command("export")
    .description("write the whole audit log to a new file, a JSON document on each line")
    .argument("<file>", "the file to write")
    .addHelpText("after", examples('postern audit export "audit-$(date +%F).jsonl"'))
    .action(async (file: string, _flags: unknown, command: Command) => {
      await (await import("./audit.action.ts")).exportAuditLog(file, globals(command));
    });
}
