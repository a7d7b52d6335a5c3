import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { jsonLog } from "../adapters/json-log.ts";
import { together } from "./together.ts";
import { startWorker } from "./worker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what a worker is woken for within a moment is claimed together, and later wakes again", async () => {
  let claims = 0;
  const claim = async () => {
    claims += 1;
    return [];
  };
  const worker = startWorker({ claim, act: async () => {}, failed: "unreadable" }, jsonLog());
  await vi.advanceTimersByTimeAsync(0);
  expect(claims).toBe(1);
  for (let time = 0; time < 5; time += 1) worker.wake();
  await vi.advanceTimersByTimeAsync(49);
  expect(claims).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(claims).toBe(2);
  worker.wake();
  await vi.advanceTimersByTimeAsync(50);
  expect(claims).toBe(3);
  worker.wake();
  await worker.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(claims).toBe(3);
});

test("when all that is in hand ends at the same moment, as many are claimed at once", async () => {
  const asked: number[] = [];
  const end = Promise.withResolvers<void>();
  const claim = async (count: number) => {
    asked.push(count);
    return asked.length === 1 ? Array.from({ length: count }, (_, item) => item) : [];
  };
  const worker = startWorker({ claim, act: () => end.promise, failed: "unreadable" }, jsonLog());
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([20]);
  end.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([20, 20]);
  await worker.stop();
});

test("places that are left early are claimed at once, and no more than as many again while nothing ends", async () => {
  const asked: number[] = [];
  const end = Promise.withResolvers<void>();
  const worker = startWorker(
    {
      failed: "unreadable",
      atOnce: 8,
      claim: async (count) => {
        asked.push(count);
        return Array.from({ length: count }, () => ({}));
      },
      async act(_, { leave }) {
        await Promise.resolve();
        leave();
        await end.promise;
      },
    },
    jsonLog(),
  );
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([8, 8]);
  const stopped = worker.stop();
  end.resolve();
  await stopped;
});

test("those who pause together go on at the same moment, and the next wait anew", async () => {
  const pause = together(10);
  const went: string[] = [];
  void pause().then(() => went.push("first"));
  await vi.advanceTimersByTimeAsync(6);
  void pause().then(() => went.push("second"));
  await vi.advanceTimersByTimeAsync(4);
  expect(went).toEqual(["first", "second"]);
  void pause().then(() => went.push("third"));
  await vi.advanceTimersByTimeAsync(9);
  expect(went).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(went).toHaveLength(3);
});
