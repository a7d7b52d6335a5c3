// When a registration may ask for another mail; its page shows this in advance.

import { CLIENT_SHARE, type MailBudget } from "./mail-budget.ts";
import { days, hours, type Duration, type Instant } from "./time.ts";

/** When a registration may ask for its next mail, judged only by its own requests; undefined: now. */
export function nextAsk(
  { gap, hourly, daily }: MailBudget,
  asks: readonly Instant[],
  now: Instant,
): Instant | undefined {
  const newestFirst = asks.toSorted((a, b) => b - a);
  const ends = (count: number, window: Duration): Instant =>
    (newestFirst[count - 1] ?? -Infinity) + window;
  const on = Math.max(
    ends(1, gap),
    ends(Math.floor(hourly * CLIENT_SHARE), hours(1)),
    ends(Math.floor(daily * CLIENT_SHARE), days(1)),
  );
  return on > now ? on : undefined;
}
