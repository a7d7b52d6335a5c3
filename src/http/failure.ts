// The answer when something broke that no visitor can do anything about, and what the log says of it.

import { randomId } from "../domain/id.ts";
import type { Context } from "../ports/context.ts";
import { Overloaded } from "../ports/password-hasher.ts";
import { StoreUnavailable } from "../ports/store.ts";
import type { Answer } from "./answer.ts";
import { broken, busy } from "./errors.ts";
import type { Exchange } from "./route.ts";

/** `path` is the pattern of the request's path: the path itself may contain a link and must not be logged. */
export function failure(
  { settings, log, random, hint }: Context,
  { language }: Pick<Exchange, "language">,
  error: unknown,
  path: string,
): Answer {
  if (error instanceof Overloaded || error instanceof StoreUnavailable) {
    if (error instanceof Overloaded) log.warn("overloaded", { path });
    else log.warn("store-unavailable", { path, reason: error.reason, because: becauseOf(error) });
    if (error instanceof StoreUnavailable && error.mistake) hint(error.mistake, {});
    return busy(language, settings.appName);
  }
  const reference = randomId(random);
  log.error("request-failed", error, { path, reference });
  return broken(language, reference, settings.appName);
}

/** The database's own message: about an outage, it contains nothing personal. */
const becauseOf = ({ message, cause }: StoreUnavailable): string =>
  cause instanceof Error ? cause.message : message;
