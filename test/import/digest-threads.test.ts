// The threads in which imported passwords are verified.

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, getPriority } from "node:os";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { digestThreads } from "../../src/adapters/foreign-hashes/digest-threads.ts";
import { startWorker } from "../../src/adapters/foreign-hashes/foreign-hash-worker.ts";
import { foreignHashes } from "../../src/adapters/foreign-hashes/foreign-hashes.ts";
import type { ForeignPassword } from "../../src/domain/foreign-password/foreign-password.ts";

const md5: ForeignPassword = {
  scheme: "md5",
  algorithms: [{ name: "digest", hash: "md5" }],
  expected: "PgQgNyh9aHHuw9vUhVawtA==",
};
const slow: ForeignPassword = {
  ...md5,
  algorithms: [{ name: "bcrypt", setting: "$2b$10$abcdefghijklmnopqrstuu" }],
};
/** Never answers. */
const deaf = (): Worker => new Worker("setInterval(() => {}, 1e6)", { eval: true });

test("the event loop goes on while a password is verified", async () => {
  const verified = foreignHashes()
    .verify(slow, "plum", undefined)
    .then(() => "verified");
  const others = new Promise((resolve) => {
    setImmediate(resolve, "others");
  });

  expect(await Promise.race([verified, others])).toBe("others");
  await verified;
});

/** How many threads of this process have the priority of those that hash. */
const hashing = (): number =>
  readdirSync("/proc/self/task").filter((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, "utf8");
    return (
      stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16] === `${Math.min(getPriority() + 10, 19)}`
    );
  }).length;

test.runIf(process.platform === "linux")(
  "all sites of a process share a thread for each core, which gives way to everything else",
  async () => {
    const before = hashing();
    const sites = [foreignHashes(), foreignHashes()];
    const many = Array.from({ length: 2 * availableParallelism() }, (_, n) => sites[n % 2]!);
    await Promise.all(many.map((hashes) => hashes.verify(slow, "plum", undefined)));

    expect(hashing()).toBeGreaterThan(0);
    expect(hashing() - before).toBeLessThanOrEqual(availableParallelism());
  },
);

/** As where a filter of system calls refuses it. */
const MAY_NOT_GIVE_WAY = `
  import os from "node:os";
  import { syncBuiltinESMExports } from "node:module";
  os.setPriority = () => { throw new Error("operation not permitted"); };
  syncBuiltinESMExports();
`;

test("a thread that may not lower its priority verifies with the one that it has", async () => {
  const program = new URL(
    "../../src/adapters/foreign-hashes/foreign-hash-worker.ts",
    import.meta.url,
  );
  const worker = new Worker(program, {
    workerData: "postern: foreign hashes",
    execArgv: ["--import", `data:text/javascript,${encodeURIComponent(MAY_NOT_GIVE_WAY)}`],
  });
  const hashes = foreignHashes({ threads: digestThreads(() => worker) });

  expect(await hashes.verify(md5, "plum", undefined)).toBe(true);
  await worker.terminate();
});

test("passwords are verified at the same time, and only those beyond the cores wait for each other", async () => {
  const workers: (Worker | undefined)[] = [deaf(), startWorker(), deaf()];
  const hashes = foreignHashes({ threads: digestThreads(() => workers.shift(), 2) });
  void hashes.verify(md5, "plum", undefined).catch(() => undefined);

  expect(await hashes.verify(md5, "plum", undefined)).toBe(true);
  expect(await hashes.verify(md5, "other", undefined)).toBe(false);
  expect(workers.length).toBe(1);
  await workers[0]?.terminate();
});

test("a thread adds no listeners to the streams of its host", async () => {
  const listeners = () =>
    [process.stdout, process.stderr].map((stream) => stream.listenerCount("error"));
  const before = listeners();
  const worker = startWorker();

  expect(listeners()).toEqual(before);
  await worker?.terminate();
});

test("a thread that dies fails who waits for it, and the next one is answered by a new thread", async () => {
  const workers = [startWorker(), startWorker()];
  const [first, next] = workers;
  const hashes = foreignHashes({ threads: digestThreads(() => workers.shift()) });
  await hashes.verify(md5, "plum", undefined);
  const failed = hashes.verify(slow, "plum", undefined).catch((error: unknown) => error);
  await first?.terminate();

  expect(await failed).toMatchObject({ code: "thread-died" });
  expect(await hashes.verify(md5, "other", undefined)).toBe(false);
  expect(workers).toEqual([]);
  await next?.terminate();
});

test("a setting that nobody knows fails with a name, and the thread lives on", async () => {
  const hashes = foreignHashes();
  const wrong: ForeignPassword = { ...md5, algorithms: [{ name: "bcrypt", setting: "$9z$10$" }] };

  await expect(hashes.verify(wrong, "plum", undefined)).rejects.toMatchObject({ code: "failed" });
  expect(await hashes.verify(md5, "plum", undefined)).toBe(true);
});

test.for<[string, () => undefined]>([
  ["in a host of one file", () => undefined],
  [
    "where a process may not start one",
    () => {
      throw new Error("not permitted");
    },
  ],
])("without a thread, as %s, the digest is computed at once", async ([, start]) => {
  const hashes = foreignHashes({ threads: digestThreads(start) });

  expect(await hashes.verify(md5, "plum", undefined)).toBe(true);
});

test("a missing pepper is said, and no wrong password", async () => {
  const peppered: ForeignPassword = { ...md5, steps: [{ do: "append" }], pepper: "of-2024" };

  await expect(foreignHashes().verify(peppered, "plum", undefined)).rejects.toMatchObject({
    code: "pepper-missing",
  });
});

test("a text longer than any password is not hashed", async () => {
  expect(await foreignHashes().verify(md5, "x".repeat(5000), undefined)).toBe(false);
});

test("a process ends although it has verified a password", async () => {
  const program = `
    import { foreignHashes } from "./src/adapters/foreign-hashes/foreign-hashes.ts";
    console.log(await foreignHashes().verify(${JSON.stringify(md5)}, "plum", undefined));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    program,
  ]);

  expect(stdout.trim()).toBe("true");
});
