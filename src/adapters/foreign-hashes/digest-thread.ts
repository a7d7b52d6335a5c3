// The one thread for digests: it starts with the first one, waits without keeping the process, and is replaced if it dies.

import type { Worker } from "node:worker_threads";
import type { SlowAlgorithm } from "./algorithms.ts";
import { ForeignHashError } from "./error.ts";

export type DigestThread = {
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

/** Enough for everybody whom `fairPasswords` admits. */
const MOST_WAITING = 512;

/** The code of the thread is a module of its own, so that it has a file of its own in the built package. */
const start = async (): Promise<Worker> => (await import("./worker.ts")).startWorker();

export function digestThread(starting: () => Promise<Worker> = start): DigestThread {
  const waiting = new Map<number, Waiting>();
  let running: Promise<Worker> | undefined;
  let last = 0;

  const ended = (cause?: unknown): void => {
    running = undefined;
    for (const { reject } of waiting.values()) reject(new ForeignHashError("thread-died", cause));
    waiting.clear();
  };
  const answered = (worker: Worker, { id, digest, error }: Answer): void => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (digest === undefined) asked?.reject(new ForeignHashError("failed", error));
    else asked?.resolve(Buffer.from(digest));
  };
  const started = async (): Promise<Worker> => {
    const worker = await starting();
    worker.on("message", (answer: Answer) => answered(worker, answer));
    worker.on("error", ended);
    worker.on("exit", () => ended());
    return worker;
  };

  return {
    async digest(algorithm, input) {
      if (waiting.size >= MOST_WAITING) throw new ForeignHashError("busy");
      const id = (last += 1);
      const digest = new Promise<Buffer>((resolve, reject) => waiting.set(id, { resolve, reject }));
      running ??= started();
      running.then((worker) => {
        worker.ref();
        worker.postMessage({ id, algorithm, input } satisfies Question);
      }, ended);
      return digest;
    },
  };
}
