// Both ends of the thread: who imports this module starts it, and in the thread it answers.

import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Answer, Question } from "./digest-thread.ts";

const MARK = "postern: foreign hashes";

export const startWorker = (): Worker => new Worker(new URL(import.meta.url), { workerData: MARK });

if (!isMainThread && workerData === MARK) {
  // Not loaded in the thread that only starts this one.
  const { digestOf } = await import("./algorithms.ts");
  const answer = ({ id, algorithm, input }: Question): Answer => {
    try {
      return { id, digest: digestOf(algorithm, Buffer.from(input)) };
    } catch (error) {
      return { id, error: String(error) };
    }
  };
  parentPort?.on("message", (question: Question) => parentPort?.postMessage(answer(question)));
}
