// To whom something happened lately, by the audit log: every change of a user leaves a line there, whichever process made it.

import { momentOf } from "../domain/id.ts";
import { seconds, type Duration } from "../domain/time.ts";
import type { Uses } from "../ports/context.ts";

/**
 * A line bears the time at which its act began, and can be read when that is committed, maybe after later ones. Each look
 * therefore begins a little before the last one, and now and then as long before it as a write takes at most (decision 89).
 */
const USUALLY_SETTLES_IN: Duration = seconds(2);
const SETTLES_IN: Duration = seconds(30);
const LOOKS_BACK_EVERY: Duration = seconds(10);

/**
 * Of more lines, as an import leaves them, only the newest are read: nobody's request waits for this. Whoever is not told opens
 * another stream in a few minutes, and asks then.
 */
const MOST_LINES = 5_000;

/** What is noted about a user and changes nothing for them: they are not told that an operator looked at them. */
const NO_NEWS: ReadonlySet<string> = new Set(["looked-at"]);

/** Asks to whom something happened since the last time. */
export type AuditNews = (isAwaited: (userId: string) => boolean) => Promise<ReadonlySet<string>>;

/**
 * Reads the audit log once for all who wait, from now on. If the store fails, it rejects, and the next look begins where this one
 * did. A transaction of a host's own that commits later than that after its act is not seen.
 */
export function auditNews({ store, clock }: Uses<"browseAudit", "clock">): AuditNews {
  /** The lines that were told of and may be read again. */
  const told = new Set<string>();
  let lookedOn = clock.now();
  let lookedBackOn = lookedOn;
  return async (isAwaited) => {
    const now = clock.now();
    // Where the clock was set back, later looks would be due when it has caught up.
    [lookedOn, lookedBackOn] = [Math.min(lookedOn, now), Math.min(lookedBackOn, now)];
    const looksBack = now >= lookedBackOn + LOOKS_BACK_EVERY;
    const since = looksBack ? lookedBackOn - SETTLES_IN : lookedOn - USUALLY_SETTLES_IN;
    const { lines } = await store.browseAudit({ since, after: undefined, limit: MOST_LINES });
    const news = lines.filter(
      ({ id, act, userId }) =>
        userId !== null && !told.has(id) && isAwaited(userId) && !NO_NEWS.has(act),
    );
    for (const { id } of news) told.add(id);
    lookedOn = now;
    if (looksBack) {
      lookedBackOn = now;
      for (const id of told) if (momentOf(id) < since) told.delete(id);
    }
    return new Set(news.map(({ userId }) => userId!));
  };
}
