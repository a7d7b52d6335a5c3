// The one thread for digests: it starts with the first one, does not keep the process running, and is replaced if it dies.

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
