import { InvalidArgumentError, Option, type Command } from "commander";
import { examples, globals } from "./words.ts";

type StatsFlags = { readonly by: "day" | "week"; readonly since?: number; readonly csv?: true };

/** `postern stats`: how many of those who registered confirm, and how soon. */
export function addStatsCommand(program: Command): void {
  program
    .command("stats")
    .description("how many of those who registered have confirmed, and how soon, by day or week")
    .addOption(new Option("--by <length>", "one line per").choices(["day", "week"]).default("day"))
    .option("--since <date>", "from this day on (UTC), like 2026-11-01", day)
    .addOption(new Option("--csv", "print comma-separated values").conflicts("json"))
    .addHelpText(
      "after",
      examples(
        "postern stats",
        "postern stats --by week --since 2026-01-01",
        "postern stats --csv > cohorts.csv",
      ),
    )
    .action(async (flags: StatsFlags, command: Command) => {
      await (await import("../acts/stats.ts")).showStats(flags, globals(command));
    });
}

function day(text: string): number {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(instant)) throw new InvalidArgumentError("Give a day like 2026-11-01.");
  return instant;
}
