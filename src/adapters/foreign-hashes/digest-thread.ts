// Threads for digests: one starts when it is first needed, does not keep the process running, and is replaced if it dies.

import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { ThreadEnded, threadOf, type Thread } from "../thread.ts";
import type { SlowAlgorithm } from "./algorithms.ts";
import { ForeignHashError } from "./error.ts";

export type DigestThread = {
  /** Throws `ForeignHashError` where there is no digest. */
  digest(algorithm: SlowAlgorithm, input: Buffer): Promise<Buffer>;
};

/** What the thread is asked for. */
export type Asked = { readonly algorithm: SlowAlgorithm; readonly input: Uint8Array };

type Digesting = Thread<Asked, Uint8Array>;
type Start = () => Promise<Worker | undefined>;

const start: Start = async () => (await import("./foreign-hash-worker.ts")).startWorker();

export function digestThread(starting: Start = start): DigestThread {
  let opened: Promise<Digesting | undefined> | undefined;

  async function open(): Promise<Digesting | undefined> {
    try {
      const worker = await starting();
      return worker && threadOf(worker, () => (opened = undefined));
    } catch (cause) {
      opened = undefined;
      throw new ForeignHashError("thread-died", cause);
    }
  }

  return {
    async digest(algorithm, input) {
      const thread = await (opened ??= open());
      if (!thread) return (await import("./algorithms.ts")).digestOf(algorithm, input);
      try {
        return Buffer.from(await thread.ask({ algorithm, input }));
      } catch (error) {
        throw new ForeignHashError(error instanceof ThreadEnded ? "thread-died" : "failed", error);
      }
    },
  };
}

/** As many threads as there are cores. One starts when all others have something to do. */
export function digestThreads(
  starting: Start = start,
  most: number = availableParallelism(),
): DigestThread {
  const threads: { readonly thread: DigestThread; asked: number }[] = [];

  function next() {
    const [idlest] = threads.toSorted((one, other) => one.asked - other.asked);
    if (idlest !== undefined && (idlest.asked === 0 || threads.length >= most)) return idlest;
    const begun = { thread: digestThread(starting), asked: 0 };
    threads.push(begun);
    return begun;
  }

  return {
    async digest(algorithm, input) {
      const one = next();
      one.asked += 1;
      try {
        return await one.thread.digest(algorithm, input);
      } finally {
        one.asked -= 1;
      }
    },
  };
}
