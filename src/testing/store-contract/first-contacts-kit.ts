// Crowds of people who register, and what a site sends them.

import { seconds, type Instant } from "../../domain/time.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import { claimCounted, NOW, register, type OpenedStore, type Registered } from "./kit.ts";

/** Of ten two are kept for whom something speaks for, and one of those for known networks. */
export const rules = { floor: 10, perConfirmation: 3 };

/** When acts of a moment have been counted. */
export const counted = (on: Instant): Instant => on + seconds(11);

/** Claims what is due, and has it accepted; to whom. */
export async function sent(store: OpenedStore, now: Instant): Promise<readonly string[]> {
  const claimed = await taken(store, now);
  return claimed.map(({ email }) => email.slice(0, email.indexOf("@")));
}

/** The same, with the mails. */
export async function taken(store: OpenedStore, now: Instant): Promise<readonly ClaimedMail[]> {
  const claimed = await claimCounted(store, now, rules);
  for (const mail of claimed) {
    const answer = { state: "sent", answer: "250 ok", fault: null, dueOn: now, now } as const;
    await store.settleMail({ ...mail, ...answer });
  }
  return claimed;
}

/** Registers so many people, one a second up to now, each on a network of their own. */
export async function crowd(
  store: OpenedStore,
  count: number,
  name = "a",
  now: Instant = NOW,
): Promise<readonly Registered[]> {
  const people: Registered[] = [];
  for (let number = 0; number < count; number += 1) {
    const askedBy = `${20 + number}.7.0.1/32`;
    const on = now - seconds(count - number);
    people.push(await register(store, `${name}${number}@example.com`, { askedBy, now: on }));
  }
  return people;
}
