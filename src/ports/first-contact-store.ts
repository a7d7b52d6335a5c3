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
  /** Mails that ended unsent because there was no credit for them. */
  readonly withheld: number;
};

/** How a site stands with strangers, for its operator. */
export type FirstContactReport = {
  /** What is left; null without rules. */
  readonly credit: number | null;
  readonly waiting: number;
  /** The oldest first, and none in which nothing happened. */
  readonly hours: readonly FirstContactHour[];
};

/** What people in one network did, and what they may still do. */
export type FirstContactNetwork = {
  /** An IPv4 /16 or an IPv6 /32, like `192.0.0.0/16`. */
  readonly network: string;
  /** Registrations that still exist. */
  readonly asked: number;
  /** People who confirmed. */
  readonly confirmed: number;
  /** Mails that are sent at once while the site holds others; null if nobody has confirmed there. */
  readonly credit: number | null;
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
  /**
   * Notes the state of the site, so that each change is told once, whichever process sees it. Returns the state before if it
   * was another one; undefined otherwise. A site is calm until something else is noted.
   */
  noteFirstContactState(input: {
    state: FirstContactState;
  }): Promise<FirstContactState | undefined>;
  /**
   * What was sent to strangers in the hours from `since` on, and what waits, up to now. `rules` is undefined for a site whose
   * limits are off.
   */
  readFirstContacts(input: {
    rules: FirstContactRules | undefined;
    since: Instant;
    now: Instant;
  }): Promise<FirstContactReport>;
  /**
   * The networks that people registered or confirmed from since then, those with the most registrations first. Of more than
   * 100,000 acts, the newest count; of users without a session, none.
   */
  firstContactNetworks(input: {
    since: Instant;
    now: Instant;
    limit: number;
  }): Promise<readonly FirstContactNetwork[]>;
};
