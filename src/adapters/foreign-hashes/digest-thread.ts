// The one thread for digests: it starts with the first one, does not keep the process running, and is replaced if it dies.

import type { Worker } from "node:worker_threads";
import type { SlowAlgorithm } from "./algorithms.ts";
import { ForeignHashError } from "./error.ts";

export type DigestThread = {
  /** Throws `ForeignHashError` where there is no digest. */
  digest(algorithm: SlowAlgorithm, input: Buffer): Promise<Buffer>;
};

/** What the thread is asked, and what it answers. */
export type Question = {
  readonly id: number;
  readonly algorithm: SlowAlgorithm;
  readonly input: Uint8Array;
};
export type Answer = { readonly id: number; readonly digest?: Uint8Array; readonly error?: string };

type Waiting = { resolve(digest: Buffer): void; reject(error: Error): void };
type Start = () => Promise<Worker | undefined>;

const start: Start = async () => (await import("./foreign-hash-worker.ts")).startWorker();

export function digestThread(starting: Start = start): DigestThread {
  let open: DigestThread | undefined;
  return {
    digest(algorithm, input) {
      if (open === undefined) {
        const opened = openThread(starting, () => {
          if (open === opened) open = undefined;
        });
        open = opened;
      }
      return open.digest(algorithm, input);
    },
  };
}

/** One thread, until it dies. */
function openThread(starting: Start, died: () => void): DigestThread {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let end: ForeignHashError | undefined;
  const ended = (cause?: unknown): void => {
    end = new ForeignHashError("thread-died", cause);
    for (const { reject } of waiting.values()) reject(end);
    waiting.clear();
    died();
  };
  const answered = (worker: Worker, { id, digest, error }: Answer): void => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (digest === undefined) asked?.reject(new ForeignHashError("failed", error));
    else asked?.resolve(Buffer.from(digest));
  };
  const running = starting().then((worker) => {
    worker?.on("message", (answer: Answer) => answered(worker, answer));
    worker?.on("error", ended);
    worker?.on("exit", () => ended());
    return worker;
  }, ended);

  return {
    async digest(algorithm, input) {
      const worker = await running;
      if (end !== undefined) throw end;
      if (!worker) return (await import("./algorithms.ts")).digestOf(algorithm, input);
      const id = (last += 1);
      return new Promise<Buffer>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, algorithm, input } satisfies Question);
      });
    },
  };
}
