// What a running process does by itself: send due mails, and run the tasks of its features.

import type { Task } from "./feature.ts";
import { builtIn } from "./features.ts";
import { minutes, type Duration } from "./domain/time.ts";
import { startSender, type Sender } from "./outbox/sender.ts";
import type { Context } from "./ports/context.ts";
import type { SendingContext } from "./outbox/sending.ts";
import type { Log } from "./ports/log.ts";

/** Starts everything. It does not keep a process alive that has nothing else to do. */
export function startBackground(context: Context & SendingContext, tasks: readonly Task[]): Sender {
  const sender = startSender(context);
  const intervals = [...Map.groupBy(tasks, ({ every }) => every)];
  const repeating = intervals.map(([every, due]) =>
    repeat(every, () => runTasks(context, due), context.log),
  );
  return {
    wake: sender.wake,
    async stop() {
      await Promise.all([sender.stop(), ...repeating.map(({ stop }) => stop())]);
    },
  };
}

/** Runs an operation now and again at each interval; a failure is logged, and the next run tries again. */
function repeat(every: Duration, act: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let acting: Promise<void> | undefined;
  const start = (): void => {
    acting ??= act()
      .catch((error: unknown) => log.error("upkeep-failed", error))
      .finally(() => {
        acting = undefined;
      });
  };
  const timer = setInterval(start, every).unref();
  start();
  return {
    async stop() {
      clearInterval(timer);
      await acting;
    },
  };
}

/** One after the other. A failing task does not keep the others from running. */
async function runTasks(context: Context, tasks: readonly Task[]): Promise<void> {
  const counts: Record<string, number> = {};
  const failed: unknown[] = [];
  for (const task of tasks) {
    try {
      Object.assign(counts, await task.run(context));
    } catch (error) {
      failed.push(error);
    }
  }
  if (Object.values(counts).some((count) => count > 0)) context.log.info("cleared", counts);
  if (failed.length > 0) throw failed[0];
}

/**
 * Removes what is no longer needed: old registrations, ended sessions, old hits of limits, old lines of the
 * audit log.
 */
export const clearAway = (context: Context): Promise<void> =>
  runTasks(
    context,
    builtIn.flatMap(({ tasks = [] }) => tasks).filter(({ every }) => every === minutes(10)),
  );
