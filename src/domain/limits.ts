// Rate limits: pure decisions from the times of earlier hits, which the store keeps per subject.

import { days, hours, minutes, seconds, type Duration, type Instant } from "./time.ts";

/** At most `count` hits in any stretch of `every` milliseconds. */
export type Window = { readonly count: number; readonly every: Duration };

/**
 * `windows`: sliding windows, all of which must have room. `waits`: once the windows are full, there is no
 * lock-out but a wait after each further hit, which doubles from `first` to `longest`.
 */
export type Limit = {
  readonly name: string;
  readonly windows: readonly Window[];
  readonly waits?: { readonly first: Duration; readonly longest: Duration };
};

/** Either allowed, with the times to keep; or not, with the time at which a hit will be allowed again. */
export type Verdict =
  | { readonly allowed: true; readonly hits: readonly Instant[]; readonly remaining: number }
  | { readonly allowed: false; readonly retryOn: Instant };

/** All limits of an installation. */
export type LimitOptions = {
  /** Registrations by one client. */
  readonly register: Limit;
  /** Other mails that one client asks for: resend, forgot password, change of address. */
  readonly request: Limit;
  /** Passwords that one client tries for one address. */
  readonly login: Limit;
  /**
   * Wrong passwords of one client, over all addresses: trying one password on many addresses is guessing too.
   */
  readonly guess: Limit;
  /** Consecutive wrong passwords for one address, from anywhere. */
  readonly row: WrongRow;
  /** Links and codes that one client tries. */
  readonly prove: Limit;
  /**
   * Codes of the second step for one user: from one known device, or from all other browsers together, because whoever
   * knows the password has as many browsers and networks as they like.
   */
  readonly secondStep: Limit;
  /**
   * Codes of the second step for one user from all known devices together: whoever reads the mailbox can make a
   * browser known by a reset, again and again.
   */
  readonly knownSteps: Limit;
  /** Actions of one user that each mail a notice to the owner, counted separately for each kind of notice. */
  readonly notice: Limit;
  /** Mails to one address that operators ask for. */
  readonly operator: Limit;
};

/**
 * After `most` consecutive wrong passwords, an account accepts none from browsers that it does not know until
 * its mailbox is asked (SP 800-63B-4, 3.2.2). The row ends after `memory` without a wrong password.
 */
export type WrongRow = {
  readonly name: string;
  readonly most: number;
  readonly memory: Duration;
};

export const limitDefaults: LimitOptions = {
  register: { name: "register", windows: [{ count: 20, every: hours(1) }] },
  request: { name: "request", windows: [{ count: 30, every: hours(1) }] },
  login: {
    name: "login",
    windows: [{ count: 10, every: minutes(15) }],
    waits: { first: seconds(30), longest: hours(1) },
  },
  guess: {
    name: "guess",
    windows: [
      { count: 30, every: minutes(15) },
      { count: 200, every: days(1) },
    ],
  },
  row: { name: "row", most: 100, memory: days(1) },
  prove: { name: "prove", windows: [{ count: 60, every: minutes(15) }] },
  secondStep: {
    name: "secondStep",
    windows: [
      { count: 10, every: minutes(15) },
      { count: 40, every: days(1) },
    ],
  },
  knownSteps: { name: "knownSteps", windows: [{ count: 100, every: days(1) }] },
  notice: {
    name: "notice",
    windows: [
      { count: 5, every: hours(1) },
      { count: 10, every: days(1) },
    ],
  },
  operator: {
    name: "operator",
    windows: [
      { count: 1, every: seconds(60) },
      { count: 5, every: hours(1) },
      { count: 10, every: days(1) },
    ],
  },
};

/**
 * Notices to one address that its password cannot be used: causing the row again after each login sends no more
 * of them.
 */
export const PAUSE_NOTICES: Limit = { name: "paused", windows: [{ count: 1, every: days(1) }] };

/** Notices to one user that somebody tries codes. */
export const GUESS_NOTICES: Limit = {
  name: "codes-guessed",
  windows: [{ count: 1, every: days(1) }],
};

/** The limits of one client, which an installation can adjust to its users. */
export const ADJUSTABLE_LIMITS = [
  "register",
  "request",
  "login",
  "prove",
] as const satisfies readonly (keyof LimitCounts)[];

/**
 * Other counts for the limits of one client. Per hour: `register` registrations, and `request` other mails. Per
 * 15 minutes: `login` passwords tried for one address, and `prove` links and codes tried.
 */
export type LimitCounts = Partial<Record<"register" | "request" | "login" | "prove", number>>;

/** With a higher count, a subject's hits would be a long text that is read and written at each hit. */
export const HIGHEST_COUNT = 5_000;

/** The defaults with other counts. The lengths of windows and waits do not change. */
export function limitsWith(counts: LimitCounts): LimitOptions {
  const counted = (name: keyof LimitCounts): Limit => withCount(limitDefaults[name], counts[name]);
  return {
    ...limitDefaults,
    register: counted("register"),
    request: counted("request"),
    login: counted("login"),
    prove: counted("prove"),
  };
}

/** For load tests only: nothing is limited. */
export const withoutLimits: LimitOptions = {
  register: { name: "register", windows: [] },
  request: { name: "request", windows: [] },
  login: { name: "login", windows: [] },
  guess: { name: "guess", windows: [] },
  row: { name: "row", most: Number.MAX_SAFE_INTEGER, memory: days(1) },
  prove: { name: "prove", windows: [] },
  secondStep: { name: "secondStep", windows: [] },
  knownSteps: { name: "knownSteps", windows: [] },
  notice: { name: "notice", windows: [] },
  operator: { name: "operator", windows: [] },
};

/** A limit with another count in its first window; unchanged if no count is given. */
export function withCount(limit: Limit, count: number | undefined): Limit {
  const [window, ...others] = limit.windows;
  if (count === undefined || window === undefined) return limit;
  return { ...limit, windows: [{ ...window, count }, ...others] };
}

/** How long hits are remembered if waits grow. */
const MEMORY = days(1);

/** How long a subject's hits matter; afterwards the store may delete them. */
export const memoryOf = (limit: Limit): Duration =>
  Math.max(...limit.windows.map((window) => window.every), limit.waits ? MEMORY : 0);

/** Decides about a hit now, from the times of the earlier allowed ones, oldest first. */
export function decide(limit: Limit, earlier: readonly Instant[], now: Instant): Verdict {
  const hits = earlier.filter((hit) => hit > now - memoryOf(limit));
  const retryOn = limit.waits
    ? afterWait(limit, hits, now)
    : afterWindows(limit.windows, hits, now);
  if (retryOn > now) return { allowed: false, retryOn };
  const remaining = Math.min(...limit.windows.map((window) => roomIn(window, hits, now))) - 1;
  const kept = [...hits, now].slice(-Math.max(32, ...limit.windows.map((window) => window.count)));
  return { allowed: true, hits: kept, remaining: Math.max(0, remaining) };
}

const roomIn = (window: Window, hits: readonly Instant[], now: Instant): number =>
  window.count - hits.filter((hit) => hit > now - window.every).length;

function afterWindows(windows: readonly Window[], hits: readonly Instant[], now: Instant): Instant {
  return Math.max(
    now,
    ...windows
      .filter((window) => roomIn(window, hits, now) <= 0)
      .map((window) => hits[hits.length - window.count]! + window.every),
  );
}

function afterWait(limit: Limit, hits: readonly Instant[], now: Instant): Instant {
  const free = limit.windows[0]!.count;
  const last = hits.at(-1);
  if (!limit.waits || last === undefined || hits.length < free) return now;
  const wait = limit.waits.first * 2 ** (hits.length - free);
  return Math.max(now, last + Math.min(wait, limit.waits.longest));
}
