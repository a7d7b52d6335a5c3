// From arguments to an exit code: the only place that turns a failure into a message and a number.

import { CommanderError } from "commander";
import { withoutUnseenAround } from "../domain/email-address.ts";
import { readEnvironmentFile } from "./environment-file.ts";
import { exitCodes, Refused } from "./exit.ts";
import { fileRefusal, isFileError } from "./file-words.ts";
import { printJson, say } from "./output.ts";
import { postern } from "./program.ts";

/** Runs one command line, and resolves with its exit code. Never throws. */
export async function run(args: readonly string[]): Promise<number> {
  process.stdout.off("error", endQuietly).on("error", endQuietly);
  process.stderr.off("error", loseMessages).on("error", loseMessages);
  try {
    readEnvironmentFile(process.env);
    // Ids, addresses and days are pasted, together with invisible white space.
    await postern().parseAsync(args.map(withoutUnseenAround), { from: "user" });
    // `postern db status` reports something by its exit code.
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    const failure = error instanceof CommanderError ? afterUsage(error) : failureOf(error);
    if (failure.code === exitCodes.done) return failure.code;
    if (!(error instanceof CommanderError)) say(`postern: ${failure.message}`);
    if (args.includes("--json")) {
      printJson({ error: { reason: failure.reason, message: failure.message } });
    }
    return failure.code;
  }
}

/** `postern user list | head` closes the pipe early, which is not an error. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.done);
}

/** Nobody reads the messages; the work goes on. */
const loseMessages = (): void => undefined;

/** Commander has already printed its text: a help page that was requested, or what is wrong. */
const afterUsage = ({ exitCode, message }: CommanderError): Failure => ({
  code: exitCode === 0 ? exitCodes.done : exitCodes.usage,
  reason: "usage",
  // If the command is missing, there is only its help page.
  message:
    message === "(outputHelp)"
      ? "A command is missing."
      : message.replace(/^error: /, "").replace(/\s+/g, " "),
});

type Failure = { readonly code: number; readonly reason: string; readonly message: string };

/** Errors are recognised by name: their classes belong to modules that may not be loaded. */
function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return error;
  if (!(error instanceof Error)) return bug(new Error(String(error)));
  const { name, message } = error;
  if (name === "ConfigError" || name === "OptionsError") {
    return { code: exitCodes.configuration, reason: "configuration", message };
  }
  if (name === "TablesTaken") return { code: exitCodes.store, reason: "tables-taken", message };
  if (name === "UnfinishedCopy") {
    const words =
      "A `postern db copy` to this database was interrupted, so only a part of the site is here.\nRun it again, and it continues where it stopped.";
    return { code: exitCodes.store, reason: "unfinished-copy", message: words };
  }
  if (name === "StoreUnavailable" || isDatabaseError(error)) return unreachable(error);
  if (isListenError(error.cause)) return { code: exitCodes.refused, reason: "port", message };
  if (isFileError(error))
    return fileRefusal((error as NodeJS.ErrnoException).path ?? "", "used", error);
  return bug(error);
}

/** For SQLite, for example: not a database. For PostgreSQL: no connection, no access, no such database. */
const isDatabaseError = (error: Error): boolean =>
  /^(?:ERR_SQLITE_ERROR$|(?:08|28|3D|53|57)[0-9A-Z]{3}$)/.test(
    (error as NodeJS.ErrnoException).code ?? "",
  );

/** `listen` has already made a message for people. */
const isListenError = (error: unknown): boolean =>
  error instanceof Error &&
  ["listen", "getaddrinfo"].includes((error as NodeJS.ErrnoException).syscall ?? "");

function unreachable(error: Error): Failure {
  const why = error.cause instanceof Error ? error.cause.message : error.message;
  return {
    code: exitCodes.store,
    reason: "store-unreachable",
    message: `The database cannot be used now: ${why}.\nLook at DATABASE_URL or --database; then whether its server runs, or at the rights on its file and free disk space.`,
  };
}

const bug = (error: Error): Failure => ({
  code: exitCodes.bug,
  reason: "bug",
  message: `This is a bug in Postern. Please report it.\n${error.stack ?? error.message}`,
});
