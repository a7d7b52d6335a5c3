// Group commit: what is written in one turn of the event loop is committed together, and in the next turns while more comes.

import type { Duration } from "../../domain/time.ts";
import { mustWait, toStoreError } from "./sqlite-failures.ts";
import type { SqliteDatabase } from "./sqlite-statements.ts";

type Pending = { run(): void; resolve(): void; reject(error: unknown): void };

/** How long a write waits for somebody else who writes: how many tries, and the pause between them. */
export type Patience = { readonly tries: number; readonly pause: Duration };

export const PATIENCE: Patience = { tries: 100, pause: 50 };

/** A commit waits for so many more turns of the event loop at most. */
const MOST_TURNS = 3;

/**
 * Commits together what is written in one turn of the event loop, and what joins while it has to wait. While others join in
 * each turn, it waits for one more: requests that came during a commit's wait for the disk are read in several turns. A
 * write that is alone waits for nobody.
 */
export function groupCommit(
  database: SqliteDatabase,
  { tries: most, pause }: Patience,
): (write: Pending, tries?: number) => void {
  let waiting: (Pending & { tries: number })[] = [];

  function commit(): void {
    try {
      database.exec("BEGIN IMMEDIATE");
    } catch (error) {
      return mustWait(error) ? waitForTurn(error) : rejectAll(takeAll(), error);
    }
    const batch = takeAll();
    try {
      for (const each of batch) each.run();
      database.exec("COMMIT");
    } catch (error) {
      rollBack(database);
      return rejectAll(batch, error);
    }
    for (const each of batch) each.resolve();
  }

  function takeAll(): readonly Pending[] {
    const batch = waiting;
    waiting = [];
    return batch;
  }

  /** Writes that have waited long enough are refused; the others try again, with whatever joins them. */
  function waitForTurn(error: unknown): void {
    for (const each of waiting) each.tries -= 1;
    const given = waiting.filter((each) => each.tries <= 0);
    waiting = waiting.filter((each) => each.tries > 0);
    rejectAll(given, error);
    if (waiting.length > 0) setTimeout(commit, pause);
  }

  function gather(joined: number, turns: number): void {
    if (turns === 0 || waiting.length === joined) return commit();
    setImmediate(gather, waiting.length, turns - 1);
  }

  return (write, tries = most) => {
    if (waiting.length === 0) setImmediate(gather, 1, MOST_TURNS);
    waiting.push({ ...write, tries });
  };
}

function rejectAll(batch: readonly Pending[], error: unknown): void {
  for (const each of batch) each.reject(toStoreError(error));
}

/** One writer's part of a group commit. Its own failure is kept back until the group is committed or fails. */
export function inSavepoint<Value>(
  database: SqliteDatabase,
  act: () => Value,
  resolve: (value: Value) => void,
  reject: (error: unknown) => void,
): Pending {
  let settle = (): void => reject(new Error("This write never ran."));
  return {
    run() {
      database.exec("SAVEPOINT writer");
      try {
        const value = act();
        settle = () => resolve(value);
      } catch (error) {
        undoSavepoint(database, "ROLLBACK TO writer", error);
        settle = () => reject(toStoreError(error));
      }
      database.exec("RELEASE writer");
    },
    resolve: () => settle(),
    reject,
  };
}

/**
 * Undoes one writer's part. On a full disk or a failing one, SQLite has undone the whole transaction by itself, with all
 * savepoints: then this throws why.
 */
export function undoSavepoint(database: SqliteDatabase, undo: string, why: unknown): void {
  try {
    database.exec(undo);
  } catch {
    throw why;
  }
}

/** Leaves no transaction open; a failed commit (for example, on a full disk) may already have ended it. */
export function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite rolled back by itself: there is nothing left to undo.
  }
}
