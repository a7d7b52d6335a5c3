// Threads of one kind, for all sites of a process.

import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { threadOf, type Thread } from "./thread.ts";

export type ThreadPool<Asked, Found> = {
  /** The thread that has the least to do; undefined where none starts. */
  next(): Pick<Thread<Asked, Found>, "ask"> | undefined;
};

/** Starts a thread. Undefined, or an error, where the process cannot have one. */
export type Start = () => Worker | undefined;

export type PoolSizes = {
  /** How many threads at most; default: as many as there are cores. */
  readonly most?: number | undefined;
  /** Milliseconds without work after which a thread ends; also the pause after a thread could not be started. */
  readonly idleFor?: number | undefined;
};

/**
 * A thread starts when all others have something to do, does not keep the process running, and ends after a while without work.
 * If one dies, another takes its place, unless it never answered: then no more are started. If none starts, because
 * the process may have no more threads for the moment, the next try is after the same while.
 */
export function threadPool<Asked, Found>(
  start: Start,
  { most = availableParallelism(), idleFor = 10_000 }: PoolSizes = {},
): ThreadPool<Asked, Found> {
  type Member = Thread<Asked, Found>;
  const threads = new Map<Member, NodeJS.Timeout>();
  let canStart = true;
  let pausing: NodeJS.Timeout | undefined;

  function begin(): Member | undefined {
    const worker = started(start);
    if (worker === undefined) {
      pausing = setTimeout(() => (pausing = undefined), idleFor).unref();
      return undefined;
    }
    const thread: Member = threadOf(worker, () => {
      clearTimeout(threads.get(thread));
      threads.delete(thread);
      canStart &&= thread.hasAnswered();
    });
    const endIdle = (): void => {
      if (thread.pending() > 0) return;
      threads.delete(thread);
      thread.end();
    };
    threads.set(thread, setTimeout(endIdle, idleFor).unref());
    return thread;
  }

  function idlest(): Member | undefined {
    const [idle] = [...threads.keys()].toSorted((one, other) => one.pending() - other.pending());
    const isNeeded = idle === undefined || (idle.pending() > 0 && threads.size < most);
    return canStart && pausing === undefined && isNeeded ? (begin() ?? idle) : idle;
  }

  return {
    next() {
      const thread = idlest();
      return (
        thread && {
          ask: (...given) =>
            thread.ask(...given).finally(() => void threads.get(thread)?.refresh()),
        }
      );
    },
  };
}

/** A process may lack the permission, or have no thread left. */
function started(start: Start): Worker | undefined {
  try {
    return start();
  } catch {
    return undefined;
  }
}
