import * as argon2 from "@node-rs/argon2";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, getPriority } from "node:os";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { argon2Hasher } from "./argon2-hasher.ts";
import { argon2Threads, startThread } from "./argon2-threads.ts";

const WEAK = { memoryCost: 8, timeCost: 1, parallelism: 1 } as const;
const PATH = createRequire(import.meta.url).resolve("@node-rs/argon2");

/** Never answers. */
const deaf = (): Worker => new Worker("setInterval(() => {}, 1e6)", { eval: true });

/** Starts nothing but what it is given, and remembers how often it was asked. */
function starting(...workers: (Worker | undefined)[]) {
  let asked = 0;
  return {
    start: () => workers[(asked += 1) - 1],
    asked: () => asked,
  };
}

/** How many threads of this process have that priority. */
const withPriority = (wanted: number): number =>
  readdirSync("/proc/self/task").filter((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]) === wanted;
  }).length;

describe.runIf(process.platform === "linux")("on Linux", () => {
  test("a thread that hashes gives way to everything else in the process", async () => {
    const [own, lower] = [getPriority(), Math.min(getPriority() + 10, 19)];
    const before = [withPriority(own), withPriority(lower)];
    const worker = startThread(PATH)!;
    await argon2Threads(argon2, () => worker).hash("plum", WEAK);

    expect(getPriority()).toBe(own);
    expect(withPriority(lower)).toBe(before[1]! + 1);
    expect(withPriority(own)).toBe(before[0]);
    await worker.terminate();
  });

  test("all hashers of a process share a thread for each core", async () => {
    const lower = Math.min(getPriority() + 10, 19);
    const before = withPriority(lower);
    const hashers = [argon2Hasher(), argon2Hasher()];
    const many = Array.from({ length: 2 * availableParallelism() }, (_, n) => hashers[n % 2]!);
    await Promise.all(many.map((hasher) => hasher.hash("plum")));

    expect(withPriority(lower) - before).toBeLessThanOrEqual(availableParallelism());
  });

  test("a thread adds no listeners to the streams of its host", async () => {
    const listeners = () =>
      [process.stdout, process.stderr].map((stream) => stream.listenerCount("error"));
    const before = listeners();
    const worker = startThread(PATH)!;

    expect(listeners()).toEqual(before);
    await worker.terminate();
  });

  test("a thread without work ends, and the next hash has another one", async () => {
    const workers = [startThread(PATH)!, startThread(PATH)!];
    const { start, asked } = starting(...workers);
    const hashing = argon2Threads(argon2, start, 0);
    const ended = once(workers[0]!, "exit");
    await hashing.hash("plum", WEAK);
    await ended;

    expect(await hashing.hash("plum", WEAK)).toMatch(/^\$argon2id\$/);
    expect(asked()).toBe(2);
    await once(workers[1]!, "exit");
  });
});

test.for([
  "",
  "\0",
  "plum\0tree",
  "half a pair \ud800",
  "сливовое дерево 🌳",
  "\u{10ffff}\ufeff\r\n",
  "x".repeat(1_024),
])("%j is the same password in a thread and without one", async (password) => {
  const hashing = argon2Threads(argon2, () => startThread(PATH));
  const [own, other] = [await hashing.hash(password, WEAK), await argon2.hash(password, WEAK)];

  expect(await argon2.verify(own, password)).toBe(true);
  expect(await hashing.verify(other, password)).toBe(true);
  expect(await hashing.verify(other, `${password}x`)).toBe(false);
});

test("a stored text that is no hash fails with argon2's own words, and the thread lives on", async () => {
  const hashing = argon2Threads(argon2, starting(startThread(PATH)).start);
  const words = await argon2.verify("no hash", "plum").catch(String);

  await expect(hashing.verify("no hash", "plum")).rejects.toThrow(
    String(words).replace("Error: ", ""),
  );
  expect(await hashing.hash("plum", WEAK)).toMatch(/^\$argon2id\$/);
});

test("when a thread dies, nobody notices, and another takes its place", async () => {
  const [dying, next] = [startThread(PATH) ?? deaf(), startThread(PATH)];
  const { start, asked } = starting(dying, next);
  const hashing = argon2Threads(argon2, start);
  const first = await hashing.hash("plum", WEAK);
  const interrupted = hashing.verify(first, "plum");
  await dying.terminate();

  expect(await interrupted).toBe(true);
  expect(await hashing.verify(first, "plum")).toBe(true);
  expect(asked()).toBe(process.platform === "linux" ? 2 : 1);
  await next?.terminate();
});

test("where threads fail before their first answer, argon2 works without them from then on", async () => {
  const worker = new Worker("throw new Error('no such module')", { eval: true });
  const { start, asked } = starting(worker, deaf());
  const hashing = argon2Threads(argon2, start);

  expect(await hashing.hash("plum", WEAK)).toMatch(/^\$argon2id\$/);
  expect(await hashing.hash("plum", WEAK)).toMatch(/^\$argon2id\$/);
  expect(asked()).toBe(1);
});

test("where a process may not start threads, argon2 works without them", async () => {
  const hashing = argon2Threads(argon2, () => {
    throw new Error("not permitted");
  });

  expect(await hashing.hash("plum", WEAK)).toMatch(/^\$argon2id\$/);
});

test("a process that has hashed ends once its Postern stops", async () => {
  const program = `
    import { DatabaseSync } from "node:sqlite";
    import { capturedMailbox, createPostern, sqliteStore } from "./src/index.ts";
    const store = await sqliteStore(new DatabaseSync(":memory:"));
    const postern = createPostern({
      baseUrl: "https://app.example",
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      store,
      mailer: capturedMailbox(),
      log: { info() {}, warn() {}, error: console.error },
    });
    const body = JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" });
    const headers = { "content-type": "application/json" };
    const request = new Request("https://app.example/register", { method: "POST", headers, body });
    console.log((await postern.fetch(request, { address: "203.0.113.9" })).status);
    await postern.stop();
    await store.close();
  `;
  const words = ["--input-type=module", "-e", program];
  const { stdout } = await promisify(execFile)(process.execPath, words);

  expect(stdout.trim()).toBe("201");
});
