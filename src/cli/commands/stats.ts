import { Option, type Command } from "commander";
import type { StatsFlags } from "./stats.action.ts";
import { day, examples, globals, timeZone, wholeNumber, wrongUsage } from "./words.ts";

/** `postern stats`: how many of those who registered confirm, and how soon. */
export function addStatsCommand(program: Command): void {
  const stats = program.command("stats");
  addShow(stats);
  addMark(stats);
  addHashes(stats);
  stats
    .command("rebuild")
    .description("count everybody anew, from the users and the audit log")
    .addHelpText(
      "after",
      `\nServers may go on. If it is interrupted, a running server finishes it.\n${examples("postern stats rebuild")}`,
    )
    .action(async (_: object, command: Command) => {
      const { rebuildStats } = await import("./stats.action.ts");
      await rebuildStats(globals(command));
    });
}

export type MarkFlags = { readonly on?: number; readonly remove?: true };

function addMark(stats: Command): void {
  stats
    .command("mark <text>")
    .description("mark a release or a change in the pictures")
    .option("--on <date>", "at the beginning of this day (default: now)", day)
    .addOption(new Option("--remove", "remove the marks with this text").conflicts("on"))
    .addHelpText(
      "after",
      examples('postern stats mark "Version 2.4"', 'postern stats mark "New mail" --on 2026-11-01'),
    )
    .action(async (text: string, flags: MarkFlags, command: Command) => {
      const { markStats } = await import("./stats-mark.action.ts");
      await markStats(text, flags, globals(command));
    });
}

function addHashes(stats: Command): void {
  stats
    .command("hashes")
    .description("how many passwords of an earlier system are left, by kind")
    .addHelpText("after", examples("postern stats hashes", "postern stats hashes --json"))
    .action(async (_: object, command: Command) => {
      const { showHashes } = await import("./stats-hashes.action.ts");
      await showHashes(globals(command));
    });
}

const EXAMPLES = examples(
  "postern stats",
  "postern stats --by week --since 2026-01-01",
  "postern stats --per domain",
  "postern stats --first-contacts",
  "postern stats --first-contacts --per network",
  "postern stats --first-contacts --svg bombing.svg",
  "postern stats --by month --html stats.html",
  "postern stats --csv > cohorts.csv",
);

function addShow(stats: Command): void {
  stats
    .description("how many of those who registered have confirmed, and how soon")
    .addOption(
      new Option("--by <length>", "one line per").choices(["day", "week", "month"]).default("day"),
    )
    .option("--since <date>", "from the day, week or month that this day is in", day)
    .option("--zone <name>", "the time zone of the days (default: the site's)", timeZone)
    .addOption(
      new Option(
        "--per <trait>",
        "one line per trait instead: of the address, mails, way, origin; network: with --first-contacts",
      ).choices(["domain", "resends", "way", "language", "source", "network"]),
    )
    .addOption(new Option("--ages", "how many had confirmed by each age").conflicts("per"))
    .addOption(
      new Option("--first-contacts", "mails to strangers, hour by hour, for two days").conflicts(
        "ages",
      ),
    )
    .option(
      "--limit <number>",
      "with --per: show at most this many lines",
      wholeNumber(1, 10_000),
      20,
    )
    .option("--with-operators", "count also those whom an operator confirmed")
    .option("--csv", "print comma-separated values")
    .option("--html <file>", "write a page with charts to this new file")
    .option("--svg <file>", "write only the charts to this new file")
    .option("--force", "replace an existing file")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: StatsFlags, command: Command) => {
      refuseUnused(flags, command);
      const { showFirstContacts, showNetworks, showStats } = await import("./stats.action.ts");
      if (flags.per === "network") return showNetworks(flags, globals(command));
      await (flags.firstContacts ? showFirstContacts : showStats)(flags, globals(command));
    });
}

/** Refuses flags that would have no effect, because the operator expects one. */
function refuseUnused(flags: StatsFlags, command: Command): void {
  const { by, per, html, svg, firstContacts } = flags;
  const isGiven = (option: string): boolean => command.getOptionValueSource(option) === "cli";
  if (firstContacts && isGiven("by"))
    wrongUsage(command, "'--first-contacts' has one line per hour; leave out '--by'");
  if (firstContacts && per !== undefined && per !== "network")
    wrongUsage(command, `'--first-contacts' has no line per ${per}, only '--per network'`);
  if (!firstContacts && per === "network")
    wrongUsage(command, "'--per network' is for '--first-contacts'");
  if (per === "network" && (html || svg))
    wrongUsage(command, "'--per network' draws no charts; leave out '--html' and '--svg'");
  if (per === undefined && isGiven("limit"))
    wrongUsage(command, "option '--limit <number>' is for the lines of '--per <trait>'");
  const isOnlyTraits = per !== undefined && !html && !svg && !globals(command).json;
  if (isOnlyTraits && isGiven("by"))
    wrongUsage(command, `'--per ${per}' has one line per trait, not per ${by}; leave out '--by'`);
}
