// What a running process does by itself, or a host asks for: send due mails, tell of events, and run the tasks of its features.

import type { Task } from "./feature.ts";
import { builtIn } from "./features.ts";
import { minutes, type Duration, type Instant } from "./domain/time.ts";
import { startTelling, type TellingContext } from "./outbox/deliveries.ts";
import { startSender } from "./outbox/sender.ts";
import type { Worker } from "./outbox/worker.ts";
import type { Context } from "./ports/context.ts";
import type { SendingContext } from "./outbox/sending.ts";
import type { Log } from "./ports/log.ts";

/** Starts everything. It does not keep a process alive that has nothing else to do. */
export function startBackground(
  context: Context & SendingContext & TellingContext,
  tasks: readonly Task[],
): Worker {
  const workers = [startSender(context), startTelling(context)];
  const intervals = [...Map.groupBy(tasks, ({ every }) => every)];
  const repeating = intervals.map(([every, due]) =>
    repeat(every, () => runTasks(context, due), context.log),
  );
  return {
    wake: () => workers.forEach(({ wake }) => wake()),
    async stop() {
      await Promise.all([...workers, ...repeating].map(({ stop }) => stop()));
    },
  };
}

/** What was done: how many rows each task removed or changed, and how many mails were tried. */
export type Tended = Readonly<Record<string, number>> & { readonly delivered: number };

/**
 * The same for a host without a background: runs each task that has not run in this process for as long as the background
 * would wait, and then delivers until nothing is due. A failing task is logged, and runs again the next time.
 */
export function tending(
  context: Context,
  tasks: readonly Task[],
  deliver: () => Promise<number>,
): () => Promise<Tended> {
  const ranOn = new Map<Task, Instant>();
  return async () => {
    const now = context.clock.now();
    const due = tasks.filter((task) => now - (ranOn.get(task) ?? -Infinity) >= task.every);
    for (const task of due) ranOn.set(task, now);
    const { counts, failed } = await ranTasks(context, due);
    for (const { task, error } of failed) {
      ranOn.delete(task);
      context.log.error("upkeep-failed", error);
    }
    let delivered = 0;
    for (let tried = 1; tried > 0; delivered += tried) tried = await deliver();
    return { ...counts, delivered };
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

async function runTasks(context: Context, tasks: readonly Task[]): Promise<void> {
  const { failed } = await ranTasks(context, tasks);
  if (failed[0] !== undefined) throw failed[0].error;
}

/** One after the other. A failing task does not keep the others from running. */
async function ranTasks(context: Context, tasks: readonly Task[]) {
  const counts: Record<string, number> = {};
  const failed: { readonly task: Task; readonly error: unknown }[] = [];
  for (const task of tasks) {
    try {
      Object.assign(counts, await task.run(context));
    } catch (error) {
      failed.push({ task, error });
    }
  }
  if (Object.values(counts).some((count) => count > 0)) context.log.info("cleared", counts);
  return { counts, failed };
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
