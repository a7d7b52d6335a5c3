// How long hand-overs last: a mail that is not handed over takes as long, so that nobody can tell it by its time.

import { seconds, type Duration } from "../domain/time.ts";

/** The pace of hand-overs. */
export type Pace = {
  /** Notes how long a server took for a mail. */
  note(domain: string, lasted: Duration): void;
  /** Resolves after as long as the last mail to a domain took, or else the last one of all. */
  wait(domain: string): Promise<void>;
};

/** Of so many domains it is remembered. */
const MOST = 1_000;

/** No stopping process waits longer for what is not handed over. */
const LONGEST: Duration = seconds(10);

/** A pace that nothing was noted of yet. `pass` resolves after a time. */
export function handOverPace(pass: (time: Duration) => Promise<void> = sleep): Pace {
  const lasted = new Map<string, Duration>();
  let last: Duration = 0;
  return {
    note(domain, time) {
      last = time;
      lasted.delete(domain);
      lasted.set(domain, time);
      const oldest = lasted.keys().next();
      if (lasted.size > MOST && oldest.done !== true) lasted.delete(oldest.value);
    },
    wait: (domain) => pass(Math.min(LONGEST, lasted.get(domain) ?? last)),
  };
}

/** Resolves after a time. */
export const sleep = (time: Duration): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, time));
