// argon2 in threads of our own that give way: while all cores hash, an answer need not wait for one of them.

import type { Options } from "@node-rs/argon2";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { NICER, ThreadEnded, threadOf, type Thread } from "./thread.ts";

/** The two functions of `@node-rs/argon2` that we use, as we use them. */
export type Argon2 = {
  hash(password: string, parameters: Options): Promise<string>;
  verify(stored: string, password: string): Promise<boolean>;
};

type Given = readonly (string | Options)[];

/** What a thread is asked for. Texts are bytes, which it takes over and clears. */
type Asked = { readonly name: keyof Argon2; readonly given: readonly unknown[] };

type Hashing = Thread<Asked, unknown>;

type Start = () => Worker | undefined;

/** Milliseconds without work after which a thread ends. */
const IDLE_FOR = 10_000;

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
 * Hashes in as many threads as there are cores. A thread starts when all others have something to do, does not keep the process
 * running, and ends after a while without work. If one dies, another takes its place. What it was doing, and everything where no
 * thread starts, is done by argon2's own asynchronous functions.
 */
export function argon2Threads(argon2: Argon2, start: Start, idleFor = IDLE_FOR): Argon2 {
  const pool = poolOf(start, idleFor);
  async function run<Found>(name: keyof Argon2, given: Given, otherwise: () => Promise<Found>) {
    const thread = pool.next();
    if (thread === undefined) return otherwise();
    try {
      return (await inThread(thread, name, given)) as Found;
    } catch (error) {
      if (error instanceof ThreadEnded) return await otherwise();
      throw error;
    } finally {
      pool.refresh(thread);
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

function poolOf(start: Start, idleFor: number) {
  const most = availableParallelism();
  const threads = new Map<Hashing, NodeJS.Timeout>();
  let canStart = true;

  function begin(): Hashing | undefined {
    const worker = started(start);
    canStart = worker !== undefined;
    if (worker === undefined) return undefined;
    const thread: Hashing = threadOf(worker, () => {
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

  return {
    /** The one with the least to do. */
    next(): Hashing | undefined {
      const [idlest] = [...threads.keys()].toSorted(
        (one, other) => one.pending() - other.pending(),
      );
      const isNeeded = idlest === undefined || (idlest.pending() > 0 && threads.size < most);
      return canStart && isNeeded ? (begin() ?? idlest) : idlest;
    },
    refresh: (thread: Hashing): void => void threads.get(thread)?.refresh(),
  };
}

/** A process may lack the permission. */
function started(start: Start): Worker | undefined {
  try {
    return start();
  } catch {
    return undefined;
  }
}
