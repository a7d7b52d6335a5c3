// The kinds of mail, and what each is worth: when it is sent first, and when it is worthless.

import { days, hours, minutes, type Duration } from "./time.ts";

export type MailKind =
  | "confirm"
  | "confirm-again"
  | "already-registered"
  | "reset"
  | "reset-no-user"
  | "password-changed"
  | "new-device"
  | "change-email"
  | "address-in-use"
  | "change-requested"
  | "email-changed"
  | "change-undone"
  | "deletion"
  | "deleted";

export type MailState = "queued" | "sending" | "retry" | "sent" | "dead" | "cancelled";

/** Mails that a stranger can cause count against the mailbox's budget; notices never do. */
export const isNotice = (kind: MailKind): boolean => NOTICES.has(kind);

const NOTICES: ReadonlySet<MailKind> = new Set([
  "password-changed",
  "new-device",
  "change-requested",
  "email-changed",
  "change-undone",
  "deletion",
  "deleted",
]);

/** 0 is sent first: somebody is waiting for these. */
export const priorityOf = (kind: MailKind): number => (isNotice(kind) ? 1 : 0);

/** A mail nobody could hand over in this time is worthless and is given up. */
export const worthFor = (kind: MailKind): Duration =>
  kind.startsWith("reset") ? hours(6) : days(3);

const DELAYS = [5, 15, 45]
  .map((count) => count * 1_000)
  .concat([2, 5, 15, 30].map((count) => minutes(count)));

/**
 * How long to wait after the `attempts`-th failed try: 5 s, 15 s, 45 s, 2 min, 5 min, 15 min,
 * 30 min, then every 30 min, each ±20 % so that a crowd does not come back at once.
 * `chance` is uniform in [0, 1).
 */
export function retryDelay(attempts: number, chance: number): Duration {
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? DELAYS[0]!;
  return Math.round(delay * (0.8 + 0.4 * chance));
}
