import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { threadPool } from "./thread-pool.ts";

/** Answers with what it is asked. */
const echo = (): Worker =>
  new Worker(
    `const { parentPort } = require("node:worker_threads");
     parentPort.on("message", ({ id, asked }) => parentPort.postMessage({ id, found: asked }));`,
    { eval: true },
  );

test("where no thread starts now, one does when it is tried again a while later", async () => {
  let tries = 0;
  const pool = threadPool<string, string>(
    () => {
      tries += 1;
      if (tries === 1) throw new Error("EAGAIN");
      return echo();
    },
    { idleFor: 100 },
  );
  expect([pool.next(), pool.next(), tries]).toEqual([undefined, undefined, 1]);
  const answered = async () => pool.next()?.ask("plum");
  await expect.poll(answered).toBe("plum");
  expect(tries).toBe(2);
});

test("after a thread that never answered, no other is started", async () => {
  let tries = 0;
  const pool = threadPool<string, string>(
    () => {
      tries += 1;
      return new Worker("process.exit()", { eval: true });
    },
    { idleFor: 0 },
  );
  await expect(pool.next()?.ask("plum")).rejects.toThrow("A thread ended before it answered.");
  expect([pool.next(), tries]).toEqual([undefined, 1]);
});
