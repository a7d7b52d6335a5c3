// Digests of imported passwords, off the event loop.

import { loadedOnce } from "../../domain/once.ts";
import { ThreadEnded } from "../thread.ts";
import { threadPool, type Start } from "../thread-pool.ts";
import type { SlowAlgorithm } from "./algorithms.ts";
import { ForeignHashError } from "./error.ts";

export type DigestThreads = {
  /** Throws `ForeignHashError` where there is no digest. */
  digest(algorithm: SlowAlgorithm, input: Buffer): Promise<Buffer>;
};

/** What a thread is asked for. */
export type Asked = { readonly algorithm: SlowAlgorithm; readonly input: Uint8Array };

const ownStart = async (): Promise<Start> => (await import("./foreign-hash-worker.ts")).startWorker;

/**
 * Digests in a pool of threads, and at once where none starts. What a thread was doing when it died fails: maybe that is what it
 * died of.
 */
export function digestThreads(given?: Start, most?: number): DigestThreads {
  const opened = loadedOnce(async () =>
    threadPool<Asked, Uint8Array>(given ?? (await ownStart()), { most }),
  );
  return {
    async digest(algorithm, input) {
      const thread = (await opened()).next();
      if (!thread) return (await import("./algorithms.ts")).digestOf(algorithm, input);
      try {
        return Buffer.from(await thread.ask({ algorithm, input }));
      } catch (error) {
        throw new ForeignHashError(error instanceof ThreadEnded ? "thread-died" : "failed", error);
      }
    },
  };
}
