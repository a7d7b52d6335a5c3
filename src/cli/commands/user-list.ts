import { Option, type Command } from "commander";
import type { UserListFlags } from "./user-list.action.ts";
import { day, examples, globals, rowId, wholeNumber } from "./words.ts";

const STATES = ["unconfirmed", "confirmed", "disabled", "deleting", "admin"] as const;

/** `postern user list`: pages of users, filtered. */
export function addUserList(user: Command): void {
  user
    .command("list")
    .description("list users, newest first, and how many there are")
    .addOption(new Option("--state <state>", "only users in this state").choices(STATES))
    .addOption(only("unconfirmed", "only users whose address is not confirmed"))
    .addOption(only("confirmed", "only confirmed users"))
    .addOption(only("disabled", "only disabled users"))
    .addOption(only("admin", "only admins"))
    .option("--role <role>", "only users with this role")
    .option("--search <text>", "only users with this in their address, ignoring case")
    .option("--domain <domain>", "only users with an address at this domain")
    .option("--registered-since <date>", "only who registered on this day (UTC) or later", day)
    .option("--registered-until <date>", "only who registered on this day or before", day)
    .option("--confirmed-since <date>", "only who confirmed on this day or later", day)
    .option("--confirmed-until <date>", "only who confirmed on this day or before", day)
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 20)
    .option("--after <id>", "continue after this user, the last one of the previous page", rowId)
    .option("--csv", "print comma-separated values")
    .addHelpText(
      "after",
      examples(
        "postern user list --state unconfirmed",
        "postern user list --role support",
        "postern user list --search lovelace",
        "postern user list --domain example.com --registered-since 2026-11-01",
        "postern user list --limit 10000 --csv > users.csv",
      ),
    )
    .action(async (flags: UserListFlags, command: Command) => {
      await (await import("./user-list.action.ts")).listUsers(flags, globals(command));
    });
}

/** A shorter name for `--state`. */
const only = (kind: (typeof STATES)[number], words: string): Option =>
  new Option(`--${kind}`, words).conflicts(["state", ...STATES.filter((other) => other !== kind)]);
