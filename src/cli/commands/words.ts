// What the help pages of all commands share.

import { InvalidArgumentError, type Command } from "commander";
import { isTimeZone, parseDate } from "../../domain/calendar.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";

/** The last part of a help page. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;

/** The options that every command has. */
export function globals(command: Command): Globals {
  const all: Globals & { readonly csv?: true } = command.optsWithGlobals();
  // Commander looks for conflicts only among the options of one command, and --json belongs to all of them.
  if (all.json && all.csv)
    wrongUsage(command, "option '--csv' cannot be used with option '--json'");
  return all;
}

/** Ends the command the way commander does when it finds a mistake itself. */
export const wrongUsage = (command: Command, words: string): never =>
  command.error(`error: ${words}`, { exitCode: 2 });

/** Reads a count of at least `least`. */
export const wholeNumber =
  (least: number, most = 10_000_000) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };

/** Reads a day in UTC, and gives the moment it begins. */
export function day(text: string): number {
  const instant = parseDate(text);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError("Give a day like 2026-11-01.");
}

/** Reads the name of a time zone. */
export function timeZone(name: string): string {
  if (isTimeZone(name)) return name;
  throw new InvalidArgumentError("Give a zone like Europe/Berlin.");
}

/** No time lies between a day and an earlier one, so the two were swapped. */
export function refuseReversed<Name extends string>(
  flags: Partial<Readonly<Record<Name, unknown>>>,
  since: Name,
  until: Name,
): void {
  if (Number(flags[since] ?? -Infinity) <= Number(flags[until] ?? Infinity)) return;
  const [from, to] = [since, until].map((name) => name.replace("S", "-s").replace("U", "-u"));
  throw new Refused("range", `--${to} is before --${from}. Swap them.`, exitCodes.usage);
}

/** The form of every row's id. */
export const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the id of a row; every list shows it at the start of each line. */
export function rowId(text: string): string {
  if (ID.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError(
    "Give the id of the last line of the page before, like 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b.",
  );
}
