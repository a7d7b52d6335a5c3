// Domains whose servers hang: all of them together have a part of the connections, and the others have the rest.

import type { Semaphore } from "../domain/semaphore.ts";
import { seconds, type Duration } from "../domain/time.ts";

/** What a sender knows of domains that hang. */
export type Hanging = {
  has(domain: string): boolean;
  /** How a hand-over to it went. */
  note(domain: string, hung: boolean): void;
  /** What a claim may have of a domain, where it may have `room` of one that does not hang and `inHand` is under way. */
  roomFor(room: (domain: string) => number, inHand: Iterable<string>): (domain: string) => number;
};

/** Two of five connections are for domains that hang. */
const PART = 0.4;

/** Of so many domains it is remembered. */
const MOST = 1_000;

/** Nobody is known yet. Domains hang until a hand-over to them is quick. */
export function hangingDomains(atOnce: number): Hanging {
  const most = Math.max(1, Math.floor(atOnce * PART));
  const known = new Set<string>();
  const has = (domain: string): boolean => known.has(domain);
  return {
    has,
    note(domain, hung) {
      known.delete(domain);
      if (hung) known.add(domain);
      const [oldest] = known;
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
    roomFor(room, inHand) {
      const left = most - [...inHand].filter(has).length;
      const given = new Set<string>();
      return (domain) => {
        const usual = room(domain);
        if (usual <= 0 || !has(domain)) return usual;
        if (given.size < left) given.add(domain);
        return given.has(domain) ? 1 : 0;
      };
    },
  };
}

/** Like a semaphore; `signal` asks to give up, because another mail waits for the place. */
export type InTurn = <Value>(
  act: (signal?: AbortSignal) => Promise<Value>,
  mayGiveUp?: boolean,
) => Promise<Value>;

/** Who had a place for so long gives it up to those who wait. */
export const GIVES_WAY: Duration = seconds(5);

/** Places that are given up to others after a time, except by those who may have them for longer. */
export function givingWay(places: Semaphore): InTurn {
  const overdue = new Set<AbortController>();
  let waiting = 0;
  return async (act, mayGiveUp = true) => {
    waiting += 1;
    // Whoever gets a place at once takes nobody else's.
    const asked = setImmediate(() => {
      const [oldest] = overdue;
      if (oldest !== undefined) overdue.delete(oldest);
      oldest?.abort();
    });
    return places(async () => {
      waiting -= 1;
      clearImmediate(asked);
      const ending = new AbortController();
      const timer = setTimeout(() => {
        if (!mayGiveUp) return;
        if (waiting > 0) ending.abort();
        else overdue.add(ending);
      }, GIVES_WAY);
      try {
        return await act(ending.signal);
      } finally {
        clearTimeout(timer);
        overdue.delete(ending);
      }
    });
  };
}
