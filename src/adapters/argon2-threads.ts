// argon2 in threads of our own that give way: while all cores hash, an answer need not wait for one of them.

import type { Options } from "@node-rs/argon2";
import { Worker } from "node:worker_threads";
import { NICER, ThreadEnded, type Thread } from "./thread.ts";
import { threadPool, type Start } from "./thread-pool.ts";

/** The two functions of `@node-rs/argon2` that we use, as we use them. */
export type Argon2 = {
  hash(password: string, parameters: Options): Promise<string>;
  verify(stored: string, password: string): Promise<boolean>;
};

type Given = readonly (string | Options)[];

/** What a thread is asked for. Texts are bytes, which it takes over and clears. */
type Asked = { readonly name: keyof Argon2; readonly given: readonly unknown[] };

type Hashing = Pick<Thread<Asked, unknown>, "ask">;

/** As a text, it needs no file of its own, which a host that is bundled into one file would not have. */
const PROGRAM = `
  const { getPriority, setPriority } = require("node:os");
  const { parentPort, workerData } = require("node:worker_threads");
  const argon2 = require(workerData.path);
  try {
    setPriority(Math.min(getPriority() + workerData.nicer, 19));
  } catch {}
  parentPort.on("message", ({ id, asked: { name, given } }) => {
    try {
      parentPort.postMessage({ id, found: argon2[name + "Sync"](...given) });
    } catch (error) {
      parentPort.postMessage({ id, error });
    }
    for (const one of given) if (one instanceof Uint8Array) one.fill(0);
  });
`;

/**
 * Only on Linux, where each thread has a priority of its own. Elsewhere it belongs to the whole process, and threads of our own
 * would gain nothing.
 */
export function startThread(path: string): Worker | undefined {
  if (process.platform !== "linux") return undefined;
  return new Worker(PROGRAM, {
    eval: true,
    workerData: { path, nicer: NICER },
    execArgv: [], // the options of the program, such as hooks for tracing, are not for this thread
    stdout: true, // otherwise Node adds listeners to the streams of the process for each thread
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
}

/**
 * Hashes in a pool of threads. What a thread was doing when it died, and everything where none starts, is done by argon2's own
 * asynchronous functions.
 */
export function argon2Threads(argon2: Argon2, start: Start, idleFor?: number): Argon2 {
  const pool = threadPool<Asked, unknown>(start, { idleFor });
  async function run<Found>(name: keyof Argon2, given: Given, otherwise: () => Promise<Found>) {
    const thread = pool.next();
    if (thread === undefined) return otherwise();
    try {
      return (await inThread(thread, name, given)) as Found;
    } catch (error) {
      if (error instanceof ThreadEnded) return otherwise();
      throw error;
    }
  }
  return {
    hash: (...given) => run("hash", given, () => argon2.hash(...given)),
    verify: (...given) => run("verify", given, () => argon2.verify(...given)),
  };
}

function inThread(thread: Hashing, name: keyof Argon2, given: Given): Promise<unknown> {
  const texts: ArrayBuffer[] = [];
  const bytes = given.map((one) => {
    if (typeof one !== "string") return one;
    const text = new TextEncoder().encode(one);
    texts.push(text.buffer);
    return text;
  });
  return thread.ask({ name, given: bytes }, texts);
}
