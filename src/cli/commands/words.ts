// What the help pages of all commands share.

import { InvalidArgumentError, type Command } from "commander";
import type { Globals } from "../globals.ts";

/** The last part of a help page. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;

/** The options that every command takes. */
export const globals = (command: Command): Globals => command.optsWithGlobals();

/** Reads a count of at least `least`. */
export const wholeNumber =
  (least: number, most = 10_000_000) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
