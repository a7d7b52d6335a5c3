// Both ends of the thread: who imports this module starts it, and in the thread it answers. It is only ever imported dynamically,
// so that it has a file of its own in the built package, too.

import { getPriority, setPriority } from "node:os";
import {
  isMainThread,
  type MessagePort,
  parentPort,
  Worker,
  workerData,
} from "node:worker_threads";
import { NICER, type Answer, type Question } from "../thread.ts";
import type { Asked } from "./digest-threads.ts";

const MARK = "postern: foreign hashes";

/** Undefined in a host that is bundled into one file: as a thread, that would be the whole host once more. */
export function startWorker(): Worker | undefined {
  // In a bundle of CommonJS, `import.meta` is empty.
  const own = import.meta.url as string | undefined;
  const isOwnFile = own !== undefined && /\/foreign-hash-worker[^/]*$/.test(own);
  if (!isOwnFile) return undefined;
  return new Worker(new URL(own), {
    workerData: MARK,
    execArgv: [], // the options of the program, such as hooks for tracing, are not for this thread
    stdout: true, // otherwise Node adds listeners to the streams of the process for each thread
    stderr: true,
  });
}

/** Like our own hashes, which must not wait for old ones. Only on Linux, where each thread has a priority of its own. */
function giveWay(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(Math.min(getPriority() + NICER, 19));
  } catch {
    // A filter of system calls may refuse it.
  }
}

async function listen(port: MessagePort): Promise<void> {
  giveWay();
  // Not loaded in the thread that only starts this one.
  const { digestOf } = await import("./algorithms.ts");
  const answer = ({ id, asked }: Question<Asked>): Answer<Uint8Array> => {
    try {
      return { id, found: digestOf(asked.algorithm, Buffer.from(asked.input)) };
    } catch (error) {
      return { id, error: String(error) };
    }
  };
  port.on("message", (question: Question<Asked>) => port.postMessage(answer(question)));
}

if (!isMainThread && workerData === MARK && parentPort !== null) void listen(parentPort);
