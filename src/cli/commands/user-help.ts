import type { Command } from "commander";
import { examples, globals, wholeNumber } from "./words.ts";

type Reason = { readonly reason?: string };

type SessionFlags = { readonly limit: number; readonly after?: string };

const acts = () => import("./user-help.action.ts");

const WHY = ["--reason <text>", "the reason, for the audit log"] as const;

/** `postern user reset|sessions|end-sessions|export|restore`: what a user may ask an operator for. */
export function addHelpingCommands(user: Command): void {
  addReset(user);
  addSessions(user);
  addExport(user);
  user
    .command("restore")
    .description("keep a user who asked to be deleted, while there is still time")
    .argument("<user>", "address or id")
    .option(...WHY)
    .addHelpText(
      "after",
      examples('postern user restore ada@example.com --reason "changed her mind by phone"'),
    )
    .action(async (wanted: string, flags: Reason, command: Command) => {
      await (await acts()).restoreUser(wanted, flags, globals(command));
    });
}

function addReset(user: Command): void {
  user
    .command("reset")
    .description("mail a confirmed user the link to choose a new password; you never see it")
    .argument("<user>", "address or id")
    .option(...WHY)
    .addHelpText(
      "after",
      examples(
        "postern user reset ada@example.com",
        'postern user reset ada@example.com --reason "locked out, asked by phone"',
      ),
    )
    .action(async (wanted: string, flags: Reason, command: Command) => {
      await (await acts()).resetPassword(wanted, flags, globals(command));
    });
}

function addSessions(user: Command): void {
  user
    .command("sessions")
    .description("list where a user is logged in")
    .argument("<user>", "address or id")
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 100)
    .option(
      "--after <place>",
      "continue after this place, which the previous page prints at its end",
    )
    .addHelpText(
      "after",
      examples(
        "postern user sessions ada@example.com",
        "postern user sessions ada@example.com --json",
      ),
    )
    .action(async (wanted: string, flags: SessionFlags, command: Command) => {
      await (await acts()).showSessions(wanted, flags, globals(command));
    });
  user
    .command("end-sessions")
    .description("log a user out everywhere, or in one place")
    .argument("<user>", "address or id")
    .option("--session <id>", "only this session")
    .option(...WHY)
    .addHelpText(
      "after",
      examples(
        "postern user end-sessions ada@example.com",
        "postern user end-sessions ada@example.com --session 5b0c6a8f6c1f4c8d9c2e",
      ),
    )
    .action(
      async (wanted: string, flags: Reason & { readonly session?: string }, command: Command) => {
        await (await acts()).endSessions(wanted, flags, globals(command));
      },
    );
}

function addExport(user: Command): void {
  user
    .command("export")
    .description("print all that is kept about a user: the JSON of the page /profile/data")
    .argument("<user>", "address or id")
    // The long name is the older one.
    .option("--output, --out <file>", "write it to this new file, for its owner's eyes only")
    .addHelpText(
      "after",
      examples(
        "postern user export ada@example.com",
        "postern user export ada@example.com --out ada.json",
      ),
    )
    .action(async (wanted: string, { out }: { readonly out?: string }, command: Command) => {
      await (await acts()).exportUser(wanted, out, globals(command));
    });
}
