// What an error from pg is about: the statement, or the connection and the server behind it.

import { StoreUnavailable, type StoreTrouble } from "../../ports/store.ts";

/** Serialization failure and deadlock: nothing was written, and a retry may well succeed. */
const LOST_RACE = new Set(["40001", "40P01"]);

export const hasLostRace = (error: unknown): boolean => LOST_RACE.has(codeOf(error));

/**
 * A read-only transaction; an unsupported feature, such as SERIALIZABLE on a hot standby; a transaction that
 * failed or was ended from outside; and a prepared statement that is missing or exists twice, as behind a
 * pooler.
 */
const ABOUT_THE_CONNECTION = new Set([
  "25006",
  "0A000",
  "25P02",
  "25P03",
  "25P04",
  "26000",
  "42P05",
]);

/** Classes 08, 53, 57 and 58: connection, resources, operator, system; never the statement's fault. */
const UNAVAILABLE = /^(?:08|53|57|58)/;

/** A lock or the statement took too long: the server is busy, and its connection is fine. */
const TOO_LONG = new Set(["55P03", "57014"]);

/** The disk or the memory is full; the server and the connection still work. */
const FULL = new Set(["53100", "53200"]);

/** Errors after which a connection is closed, because whatever comes next over it is in doubt, too. */
export const endsConnection = (error: unknown): boolean =>
  isUnavailable(error) && !TOO_LONG.has(codeOf(error)) && !FULL.has(codeOf(error));

/**
 * Errors that put the other connections to the same server in doubt: it no longer accepts writes, or one of
 * them went silent.
 */
export const castsDoubt = (error: unknown): boolean =>
  error instanceof StoreUnavailable
    ? error.reason === "read-only"
    : ["25006", "0A000"].includes(codeOf(error)) || isSilence(error);

/** All connections are in use, and none was returned in time. */
export const isExhausted = (error: unknown): boolean =>
  /timeout exceeded when trying to connect/.test(String(error));

const isSilence = (error: unknown): boolean => /read timeout/i.test(String(error));

/** A server that cannot be connected to is unavailable, whatever the reason. */
export const unreachable = (error: unknown): StoreUnavailable =>
  error instanceof StoreUnavailable ? error : unavailable(error);

/** The error itself if the statement is at fault; otherwise `StoreUnavailable`, with the error as its cause. */
export const toStoreError = (error: unknown): unknown =>
  isUnavailable(error) ? unreachable(error) : error;

const unavailable = (error: unknown): StoreUnavailable =>
  new StoreUnavailable("The database cannot be used now.", {
    cause: error,
    reason: reasonOf(error),
  });

function reasonOf(error: unknown): StoreTrouble {
  const code = codeOf(error);
  if (code === "25006") return "read-only";
  if (FULL.has(code)) return "full";
  return TOO_LONG.has(code) || code === "53300" || isExhausted(error) ? "busy" : "unreachable";
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  const code = codeOf(error);
  if (isStatementError(error)) {
    return UNAVAILABLE.test(code) || ABOUT_THE_CONNECTION.has(code) || TOO_LONG.has(code);
  }
  return code.startsWith("E") || /connection|timeout|client (?:has|was)/i.test(String(error));
}

/**
 * Five characters with a digit among them (EPIPE has none) are an answer of the database about a statement.
 * Anything else is about the connection.
 */
const isStatementError = (error: unknown): boolean =>
  /^(?=.*[0-9])[0-9A-Z]{5}$/.test(codeOf(error));

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "";
}
