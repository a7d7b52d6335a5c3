import type { Command } from "commander";
import { examples, globals, wholeNumber } from "./words.ts";

type Yes = { readonly yes?: true };
type SeedFlags = Yes & { readonly users: number; readonly days: number };

/** `postern db …`: the database as a whole. */
export function addDbCommands(program: Command): void {
  const db = program
    .command("db")
    .description("the database: migrations, back-ups, demonstration data");
  db.command("migrate")
    .description("create the tables, or bring them up to date")
    .addHelpText(
      "after",
      examples("postern db migrate", "postern db migrate --database sqlite:x.db"),
    )
    .action(async (_flags: unknown, command: Command) => {
      await (await import("./db.action.ts")).migrateDatabase(globals(command));
    });
  db.command("status")
    .description("list the migrations; exit code 1 when some are missing")
    .addHelpText("after", examples("postern db status", "postern db status --json"))
    .action(async (_flags: unknown, command: Command) => {
      await (await import("./db.action.ts")).showMigrations(globals(command));
    });
  db.command("reset")
    .description("delete every user and everything else, and start afresh; never in production")
    .option("--yes", "do not ask")
    .addHelpText("after", examples("postern db reset", "postern db reset --yes"))
    .action(async (flags: Yes, command: Command) => {
      await (await import("./db.action.ts")).resetDatabase(flags, globals(command));
    });
  db.command("seed")
    .description("add demonstration users; in production only with --yes")
    .requiredOption("--users <number>", "how many users", wholeNumber(1))
    .option("--days <number>", "registered within this many past days", wholeNumber(1, 3_650), 30)
    .option("--yes", "also in production")
    .addHelpText(
      "after",
      examples("postern db seed --users 200", "postern db seed --users 100000 --days 365"),
    )
    .action(async (flags: SeedFlags, command: Command) => {
      await (await import("./seed.action.ts")).seedDatabase(flags, globals(command));
    });
  addBackup(db);
  addRestore(db);
  addCopy(db);
  db.command("purge")
    .description("remove unconfirmed users past their lifetime (the server does so by itself)")
    .option("--dry-run", "only count them")
    .addHelpText("after", examples("postern db purge --dry-run", "postern db purge"))
    .action(async (flags: { readonly dryRun?: true }, command: Command) => {
      await (await import("./db.action.ts")).purgeUsers(flags, globals(command));
    });
}

function addBackup(db: Command): void {
  db.command("backup")
    .description("copy the SQLite file while the server runs")
    .argument("<file>", "the file to write the back-up to")
    .option("--force", "replace an existing file")
    .addHelpText(
      "after",
      examples(
        "postern db backup /backup/postern.db",
        'postern db backup "/backup/postern-$(date +%F).db" --json',
      ),
    )
    .action(async (file: string, flags: { readonly force?: true }, command: Command) => {
      await (await import("./backup.action.ts")).backUp(file, flags, globals(command));
    });
}

function addRestore(db: Command): void {
  db.command("restore")
    .description("replace the SQLite database by a back-up, while no server runs")
    .argument("<file>", "the back-up")
    .option("--force", "replace the existing database, whose data is lost")
    .addHelpText(
      "after",
      examples(
        "postern db restore /backup/postern-2026-11-22.db",
        "postern db restore /backup/postern.db --database sqlite:data/postern.db --force",
      ),
    )
    .action(async (file: string, flags: { readonly force?: true }, command: Command) => {
      await (await import("./restore.action.ts")).restore(file, flags, globals(command));
    });
}

type CopyFlags = {
  readonly from?: string;
  readonly to: string;
  readonly dryRun?: true;
  readonly restart?: true;
};

function addCopy(db: Command): void {
  db.command("copy")
    .description("move a whole site to another database, from SQLite to PostgreSQL or back")
    .option("--from <url>", "the database with the site (default: the configured one)")
    .requiredOption("--to <url>", "a new, empty database")
    .option("--dry-run", "only say what would be copied")
    .option("--restart", "discard an unfinished copy, and start again")
    .addHelpText(
      "after",
      examples(
        "postern db copy --to postgres://postern@db.example.com/postern --dry-run",
        "postern db copy --from sqlite:data/postern.db --to postgres://postern@db.example.com/postern",
      ),
    )
    .action(async (flags: CopyFlags, command: Command) => {
      await (await import("./copy.action.ts")).copySite(flags, globals(command));
    });
}
