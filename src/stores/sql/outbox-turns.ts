// Which mails are sent next: the urgent and the oldest first, but no domain blocks the others.

import type { Sql } from "./shared-writes.ts";
import type { Input } from "./verbs.ts";
import { rows, type Work } from "./work.ts";
import { domainOf, PRIORITIES } from "../../domain/mail.ts";

export type Due = { readonly id: string; readonly fence: number; readonly email_key: string };

type Wanted = Pick<Input<"claimMails">, "count" | "roomFor" | "fullDomains" | "now">;

/** How many full domains can be skipped at once. If more have long queues, some mails get their turn later. */
const PASSED_OVER = 16;

/** So often is looked further for those that are not full. */
const ROUNDS = 5;

/** Chooses up to `count` due mails, no more of a domain than there is room for. */
export function* chooseDue({ driver }: Sql, wanted: Wanted): Work<readonly Due[]> {
  const { count, roomFor, fullDomains, now } = wanted;
  const taken = new Map<string, number>(fullDomains.map((domain) => [domain, Infinity]));
  const chosen = new Map<string, Due>();
  const full = new Set(fullDomains);
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = yield* oldestDue(driver.dialect.skipLocked, [...full].toReversed(), count, now);
    for (const due of found) {
      if (chosen.size === count) return [...chosen.values()];
      const domain = domainOf(due.email_key);
      const mails = taken.get(domain) ?? 0;
      const room = roomFor(domain) - mails;
      if (room <= 1) full.add(domain);
      if (room <= 0 || chosen.has(due.id)) continue;
      taken.set(domain, mails + 1);
      chosen.set(due.id, due);
    }
    if (found.length < count) break;
  }
  return [...chosen.values()];
}

/** For one priority, so that the index returns them in order and nothing after the last is read. */
const DUE = `SELECT id, fence, email_key FROM mails
  WHERE ended_on IS NULL AND priority = ? AND due_on <= ?:beside
  ORDER BY due_on, id LIMIT ?`;

/** If several senders claim at once, each gets mails that no other is about to claim. */
const DUE_UNLOCKED = `${DUE} FOR UPDATE SKIP LOCKED`;

function* oldestDue(
  skipLocked: boolean,
  full: readonly string[],
  count: number,
  now: number,
): Work<readonly Due[]> {
  const passedOver = full.slice(0, PASSED_OVER).map((domain) => `%@${domain}`);
  // Each pattern is compared with every mail that is read.
  const beside = " AND email_key NOT LIKE ?".repeat(passedOver.length);
  const sql = (skipLocked ? DUE_UNLOCKED : DUE).replace(":beside", beside);
  const found: Due[] = [];
  for (const priority of PRIORITIES) {
    if (found.length === count) break;
    found.push(...(yield* rows<Due>(sql, priority, now, ...passedOver, count - found.length)));
  }
  return found;
}
