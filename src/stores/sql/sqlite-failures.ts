// What an error of SQLite is about: the statement, or the database and whoever else uses it.

import { StoreUnavailable, type StoreTrouble } from "../../ports/store.ts";

/** Another connection is writing, or the host is, over this one: that ends, and then it is Postern's turn. */
export const mustWait = (error: unknown): boolean =>
  LOCKED.has(codeOf(error)) || isWithinTransaction(error);

export const BUSY = 5;

const LOCKED = new Set([BUSY, 6]);

/** Somebody has begun a transaction on this handle: SQLite has no code for it. */
const isWithinTransaction = (error: unknown): boolean =>
  /cannot start a transaction within a transaction/.test(String(error));

// Busy, locked, out of memory, read-only, I/O, full, cannot open: not the statement's fault.
const UNAVAILABLE = new Set([5, 6, 7, 8, 10, 13, 14]);

const TROUBLE: Readonly<Record<number, StoreTrouble>> = {
  5: "busy",
  6: "busy",
  7: "full",
  8: "read-only",
  13: "full",
};

/** Distinguishes a store that cannot be used now from a mistake in a statement. */
export function toStoreError(error: unknown): unknown {
  if (isWithinTransaction(error)) {
    return new StoreUnavailable(OPEN_TRANSACTION, {
      cause: error,
      reason: "busy",
      mistake: "open-transaction",
    });
  }
  if (!UNAVAILABLE.has(codeOf(error))) return error;
  const reason = TROUBLE[codeOf(error)] ?? "unreachable";
  return new StoreUnavailable("The database cannot be used now.", { cause: error, reason });
}

const OPEN_TRANSACTION =
  "A transaction is open on the SQLite handle that Postern was given, and Postern writes nothing into it.";

/** The primary code of an SQLite error; 0 for any other error. */
export function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === "number" ? code & 0xff : 0;
}
