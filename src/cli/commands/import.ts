import { InvalidArgumentError, Option, type Command } from "commander";
import { FORMATS, isSystemName } from "../../import/formats.ts";
import type { DuplicateRule } from "../../ports/import-store.ts";
import { examples, globals } from "./words.ts";

export type ImportFlags = {
  readonly from: string;
  readonly as?: string;
  readonly format?: (typeof FORMATS)[number];
  readonly parameters?: string;
  readonly map?: string;
  readonly dryRun?: true;
  readonly errors?: string;
  readonly duplicates: DuplicateRule;
  readonly withoutPassword?: true;
  readonly leaveUnknown?: true;
};

export type ExportFlags = {
  readonly format: "jsonl" | "csv";
  readonly out?: string;
  readonly withCredentials?: true;
};

/** `postern import`, `postern export`: users from another system, and all users out of this one. */
export function addImportCommands(program: Command): void {
  addImport(program);
  addExport(program);
}

function addImport(program: Command): void {
  program
    .command("import")
    .description("import users of another system, with their passwords; nobody is mailed")
    .argument("<file>", "the file, as the system exports it; - for the standard input")
    .requiredOption("--from <system>", "the system that the users come from", systemName)
    .option(
      "--as <name>",
      "a name for their site, if several sites of this system are imported",
      systemName,
    )
    .addOption(
      new Option("--format <format>", "what the file is (default: what it looks like)").choices(
        FORMATS,
      ),
    )
    .option("--parameters <file>", "what is the same for the whole file, as JSON: keys, units")
    .option("--map <columns>", "columns of your own: email=mail,registeredOn=created_at:ms")
    .option("--dry-run", "change nothing, and say what would happen")
    .option(
      "--errors <file>",
      "write what was refused to this new file, a line of JSON for each row",
    )
    .addOption(
      new Option("--duplicates <rule>", "which of two users with one address is imported")
        .choices(DUPLICATE_RULES)
        .default("first"),
    )
    .option("--without-password", "import users without a password if theirs cannot be used")
    .option("--leave-unknown", "leave out roles, fields, sources and passkeys that this site lacks")
    .addHelpText(
      "after",
      examples(
        "postern import users.csv --from django --dry-run",
        "postern import users.csv --from django --errors refused.jsonl",
      ),
    )
    .action(async (file: string, flags: ImportFlags, command: Command) => {
      await (await import("./import.action.ts")).importFile(file, flags, globals(command));
    });
}

const DUPLICATE_RULES: readonly DuplicateRule[] = ["first", "confirmed", "newest", "oldest"];

/** The names are long to list on every wrong one; the page of the documentation does. */
function systemName(name: string): string {
  if (isSystemName(name)) return name;
  throw new InvalidArgumentError("Give a name like django or wordpress: see docs/importing.md.");
}

function addExport(program: Command): void {
  program
    .command("export")
    .description("write all users as lines that import reads, or as CSV for a spreadsheet")
    .addOption(
      new Option("--format <format>", "lines of JSON, or CSV")
        .choices(["jsonl", "csv"])
        .default("jsonl"),
    )
    .option("--out <file>", "write to this new file, readable only for you (default: print)")
    .option("--with-credentials", "also password hashes, secrets of apps, and recovery codes")
    .addHelpText(
      "after",
      examples(
        "postern export --format csv --out users.csv",
        "postern export --with-credentials --out users.jsonl",
      ),
    )
    .action(async (flags: ExportFlags, command: Command) => {
      await (await import("./export.action.ts")).exportSite(flags, globals(command));
    });
}
