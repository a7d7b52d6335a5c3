// Keeps the counts of the cohorts up to date.

import { seconds, type Duration } from "../../domain/time.ts";
import type { CohortProgress } from "../../ports/cohort-store.ts";
import type { Uses } from "../../ports/context.ts";

type Counting = Uses<"foldCohorts", "clock">;

/** Counts what is not counted yet, one transaction after the other, and tells after each how far that is. */
export async function countCohorts(
  { store, clock }: Counting,
  onProgress: (progress: CohortProgress) => "go-on" | "stop" = () => "go-on",
): Promise<void> {
  for (;;) {
    const progress = await store.foldCohorts({ now: clock.now() });
    if (onProgress(progress) === "stop" || (progress.complete && progress.counted === 0)) return;
  }
}

/** So long a running process counts at once, so that counting everybody anew is not all that it does. */
const AT_ONCE: Duration = seconds(20);

/** What a running process does every minute. */
export async function keepCounting(context: Counting & Uses<"settleCohorts">): Promise<void> {
  const until = context.clock.now() + AT_ONCE;
  await countCohorts(context, () => (context.clock.now() < until ? "go-on" : "stop"));
  await context.store.settleCohorts({ now: context.clock.now() });
}

/** Forgets the counts and counts everybody anew. If it is interrupted, running processes go on with it. */
export async function recountCohorts(
  context: Counting & Uses<"restartCohorts">,
  onProgress: (progress: CohortProgress) => void,
): Promise<void> {
  await context.store.restartCohorts({ now: context.clock.now() });
  await countCohorts(context, (progress) => {
    onProgress(progress);
    return "go-on";
  });
}
