// Events: what a host is told of, after it is committed.

import { hours, minutes, seconds, type Duration, type Instant } from "./time.ts";

/** The type of an event: what it is about, and what happened: `user.confirmed`. */
export type EventType = string;

/** What causes an event, and what is told of it. */
export type EventRules = {
  /** The acts of the audit log that cause it. None: the feature's own SQL causes it, with `announce`. */
  readonly acts: readonly string[];
  /** The names of its facts, in addition to `cause`: the act. */
  readonly data?: readonly string[];
};

/** Facts that can be written as JSON. */
export type EventData = Readonly<Record<string, string | number | boolean | null>>;

/** An event, as a receiver is told it. */
export type HeardEvent<Data = EventData> = {
  /** The same at every try, and for every receiver: by this a receiver knows what it was told already. */
  readonly id: string;
  readonly type: EventType;
  readonly occurredOn: Instant;
  /**
   * Whom it is about, as they were right after it; null if it is about nobody. The address is null if the user
   * has been deleted since a first try.
   */
  readonly user: {
    readonly id: string;
    readonly email: string | null;
    readonly confirmed: boolean;
  } | null;
  readonly data: Data;
};

/** Which events a receiver is told: some types, or all. */
export type EventTypes = readonly EventType[] | "*";

/** How a receiver's types are stored, so that SQL finds each: between spaces. */
export const writeTypes = (types: EventTypes): string =>
  types === "*" ? types : ` ${types.toSorted().join(" ")} `;

export const readTypes = (stored: string): EventTypes =>
  stored === "*" ? stored : stored.trim().split(" ");

const DELAYS: readonly Duration[] = [
  seconds(5),
  seconds(30),
  minutes(2),
  minutes(10),
  minutes(30),
  ...[2, 5, 10, 14, 20, 24].map((count) => hours(count)),
];

/**
 * How long to wait after the `attempts`-th failed try: from 5 seconds to a day, in all a bit more than three days, each
 * ±20 % so that not everything is tried again at the same moment. Undefined after the last. `chance` is uniform in
 * [0, 1).
 */
export function retryAfter(attempts: number, chance: number): Duration | undefined {
  const delay = DELAYS[attempts - 1];
  return delay && Math.round(delay * (0.8 + 0.4 * chance));
}
