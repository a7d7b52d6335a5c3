import type { FirstContactRules, FirstContactState } from "../domain/first-contacts.ts";
import type { Instant } from "../domain/time.ts";

/** What became of first contacts in one hour. */
export type FirstContactHour = {
  readonly startsOn: Instant;
  /** Registrations. */
  readonly asked: number;
  /** First contacts that were handed over. */
  readonly sent: number;
  /** People who confirmed. */
  readonly confirmed: number;
  /** The most that waited for the credit of the site at once; no more than 100,000 are counted. */
  readonly waiting: number;
};

/** How a site stands with strangers, for its operator. */
export type FirstContactReport = {
  /** What is left; null before anything was counted. */
  readonly credit: number | null;
  readonly waiting: number;
  /** The oldest first, and none in which nothing happened. */
  readonly hours: readonly FirstContactHour[];
};

/** What it takes to bound the mails to mailboxes that have never confirmed here. */
export type FirstContactStore = {
  /** How the site stands. Cheap to ask for at every request: an answer of this process is good for two seconds. */
  firstContactState(input: { rules: FirstContactRules; now: Instant }): Promise<FirstContactState>;
  /**
   * Notes that somebody is still there, a minute after the mail of their registration began to wait for the site. False
   * where none waits so long, or it is noted already.
   */
  noteStay(input: { userId: string; now: Instant }): Promise<boolean>;
  /** What was sent to strangers in the hours since then, and what waits. Some seconds late. */
  readFirstContacts(input: { since: Instant; now: Instant }): Promise<FirstContactReport>;
};
