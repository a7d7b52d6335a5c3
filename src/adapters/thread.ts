// Our end of a thread that answers questions one after the other.

import type { Transferable, Worker } from "node:worker_threads";

/** By how much everything else in the process comes before a thread that hashes, of at most 19. */
export const NICER = 10;

/** What a thread is asked, and what it answers. */
export type Question<Asked> = { readonly id: number; readonly asked: Asked };
export type Answer<Found> = {
  readonly id: number;
  readonly found?: Found;
  readonly error?: unknown;
};

export type Thread<Asked, Found> = {
  /** Throws `ThreadEnded`, or what the thread answered as an error. Gives the thread what is not copied. */
  ask(asked: Asked, given?: readonly Transferable[]): Promise<Found>;
  /** How many questions have no answer yet. */
  pending(): number;
  hasAnswered(): boolean;
  end(): void;
};

/** A thread ended before it answered. */
export class ThreadEnded extends Error {
  override readonly name = "ThreadEnded";
}

type Waiting<Found> = { resolve(found: Found): void; reject(error: unknown): void };

/** The thread keeps the process running only while it owes an answer. `ended` is called once, before anybody hears of it. */
export function threadOf<Asked, Found>(worker: Worker, ended: () => void): Thread<Asked, Found> {
  const waiting = new Map<number, Waiting<Found>>();
  let [last, answers] = [0, 0];
  let end: ThreadEnded | undefined;
  const finish = (cause?: unknown): void => {
    if (end !== undefined) return;
    end = new ThreadEnded("A thread ended before it answered.", { cause });
    ended();
    for (const { reject } of waiting.values()) reject(end);
    waiting.clear();
  };
  worker.unref();
  worker.on("error", finish);
  worker.on("exit", () => finish());
  worker.on("message", ({ id, found, error }: Answer<Found>) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    answers += 1;
    if (waiting.size === 0) worker.unref();
    if (error === undefined) asked?.resolve(found as Found);
    else asked?.reject(error);
  });
  return {
    async ask(asked, given = []) {
      if (end !== undefined) throw end;
      const id = (last += 1);
      return new Promise<Found>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, asked } satisfies Question<Asked>, given);
      });
    },
    pending: () => waiting.size,
    hasAnswered: () => answers > 0,
    end: () => void worker.terminate(),
  };
}
