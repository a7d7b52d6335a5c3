// How the kept places of a mailbox are shared, over days of clients that ask in turn.

import { describe, expect, test } from "vitest";
import {
  aheadOf,
  behind,
  mailBudgetDefaults as budget,
  placeFor,
  remember,
  type MailAsk,
  type MailHit,
} from "./mail-budget.ts";
import { minutes, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);

describe("more clients than there are kept places", () => {
  const OF = "ada@example.com";

  /** Two days of clients that ask every 62 minutes, one after the other: how many mails each got. */
  function shares(clients: readonly string[]): ReadonlyMap<string, number> {
    const got = new Map(clients.map((client) => [client, 0]));
    let hits: readonly MailHit[] = [];
    let queue: (MailAsk & { readonly due: Instant })[] = [];
    for (let minute = 0; minute < 48 * 60; minute += 1) {
      const now = NOW + minutes(minute);
      clients.forEach((by, place) => {
        if ((minute - 3 * place) % 62 !== 0) return;
        const mail = `${by} ${minute}`;
        queue.push({ mail, pool: "reset", by, of: OF, askedOn: now, due: now });
      });
      for (const ask of queue.filter(({ due }) => due <= now)) {
        const isWaiting = (mail: string) => queue.some((other) => other.mail === mail);
        const found = placeFor(budget, hits, ask, now);
        const goesBehind =
          found.state === "now" && found.kept && aheadOf(budget, hits, ask, now).some(isWaiting);
        const placed = goesBehind ? behind(budget, ask, now) : found;
        hits = remember(hits, ask, placed, now);
        queue = queue.filter(({ mail }) => mail !== ask.mail);
        if (placed.state === "later") queue.push({ ...ask, due: placed.on });
        if (placed.state === "now") got.set(ask.by, got.get(ask.by)! + 1);
      }
    }
    return got;
  }

  test.each([6, 9, 12])("%i of them get the same share, whoever asks first", (count) => {
    const clients = Array.from({ length: count }, (_, place) => `client ${place}`);
    const got = [...shares(clients).values()];
    expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(2);
    expect(got.reduce((sum, mails) => sum + mails)).toBeGreaterThan(2 * 24 * 3);
  });
});
