// Claims on rows that wait to be sent: renewed for as long as somebody works on one, so that nobody else does.

import { seconds, type Duration, type Instant } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log, LogFacts } from "../ports/log.ts";
import { StoreUnavailable } from "../ports/store.ts";
import { sleep } from "./pace.ts";

/** A claim that nobody has renewed for this long has expired; then another worker takes over. */
export const LEASE: Duration = seconds(30);

const RENEW_EVERY: Duration = seconds(10);

export type Claim = { isOurs(): boolean; release(): void };

/** A claimed row, and how its claim is renewed: false if it is somebody else's by now. */
type Claimed = {
  readonly until: Instant;
  renew(now: Instant): Promise<boolean>;
  /** What the log says of one that could not be renewed. */
  readonly facts: LogFacts;
};

/** Renews a claim until it is released. An expired claim belongs to whoever claims next. */
export function keepClaim(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  { until: first, renew, facts }: Claimed,
  renewEvery: Duration = RENEW_EVERY,
): Claim {
  let until = first;
  const again = async (): Promise<void> => {
    const now = clock.now();
    until = (await renew(now)) ? now + LEASE : now;
  };
  const timer = setInterval(
    () => void again().catch((error: unknown) => log.error("claim-not-renewed", error, facts)),
    renewEvery,
  );
  return { isOurs: () => clock.now() < until, release: () => clearInterval(timer) };
}

/** Together these are nearly a lease: then somebody else may have taken over, who will do the work again. */
const PAUSES: readonly Duration[] = [100, 400, 1_500, 3_000, 5_000, 5_000, 5_000, 5_000];

/**
 * Commits what became of a claimed row. An answer that is lost is a second mail, so while the store cannot be
 * written, this tries again for about as long as a claim lives; then it throws what the store threw.
 */
export async function commitOutcome<Value>(commit: () => Promise<Value>): Promise<Value> {
  for (const pause of PAUSES) {
    try {
      return await commit();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
    await sleep(pause);
  }
  return commit();
}
