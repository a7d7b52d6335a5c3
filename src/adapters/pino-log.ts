import { pino, type DestinationStream } from "pino";
import type { Log } from "../ports/log.ts";

/**
 * JSON lines through pino. Callers give small facts only; of an error, its name, message and stack
 * are kept, none of its other properties, which may hold what was sent.
 */
export function pinoLog(destination?: DestinationStream, level = "info"): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    info: (event, facts = {}) => logger.info({ event, ...facts }),
    warn: (event, facts = {}) => logger.warn({ event, ...facts }),
    error: (event, error, facts = {}) => logger.error({ event, ...facts, error: describe(error) }),
  };
}

function describe(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  return { name: error.name, message: error.message, stack: error.stack ?? "", ...cause };
}
