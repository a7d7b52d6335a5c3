import type { Clock } from "../ports/clock.ts";
import type { Log, LogFacts } from "../ports/log.ts";
import { systemClock } from "./system-clock.ts";

/** From the least to the most important. */
const LEVELS: readonly LogLevel[] = ["info", "warn", "error"];

/** How important a line is, from least to most. */
export type LogLevel = "info" | "warn" | "error";

/**
 * A log that writes one line of JSON per event: `time` (RFC 3339), `level`, `event` and its facts; by default
 * to the standard output. Callers pass small facts only. Of an error, its name, message and stack are kept, and
 * none of its other properties, which may contain what was sent. JSON escapes line breaks, so nothing that a
 * client sends can start a line of its own (CWE-117).
 *
 * A host that has its own logger gives `createPostern` a `Log` that wraps it instead.
 *
 * @example
 * ```ts
 * const lines: string[] = [];
 * const log = jsonLog({ write: (line) => lines.push(line) }, "warn");
 * log.info("mail-sent");
 * log.warn("mail-held", { waiting: 3 });
 * lines.map((line) => (JSON.parse(line) as { event: string }).event); // → ["mail-held"]
 * ```
 */
export function jsonLog(
  destination: { write(line: string): unknown } = process.stdout,
  level: LogLevel = "info",
  clock: Clock = systemClock,
): Log {
  const write = (as: LogLevel, event: string, facts: object): void => {
    if (LEVELS.indexOf(as) < LEVELS.indexOf(level)) return;
    const time = new Date(clock.now()).toISOString();
    destination.write(`${JSON.stringify({ time, level: as, event, ...facts })}\n`);
  };
  return {
    info: (event, facts: LogFacts = {}) => write("info", event, facts),
    warn: (event, facts: LogFacts = {}) => write("warn", event, facts),
    error: (event, error, facts: LogFacts = {}) =>
      write("error", event, { ...facts, error: describe(error) }),
  };
}

function describe(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  return { name: error.name, message: error.message, stack: error.stack ?? "", ...cause };
}
