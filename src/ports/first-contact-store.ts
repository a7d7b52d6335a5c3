import type { FirstContactRules, FirstContactState } from "../domain/first-contacts.ts";
import type { Instant } from "../domain/time.ts";

/** What it takes to bound the mails to mailboxes that have never confirmed here. */
export type FirstContactStore = {
  /** How the site stands. Cheap to ask for at every request: an answer of this process is good for two seconds. */
  firstContactState(input: { rules: FirstContactRules; now: Instant }): Promise<FirstContactState>;
  /**
   * Notes that somebody is still there, a minute after the mail of their registration began to wait for the site. False
   * where none waits so long, or it is noted already.
   */
  noteStay(input: { userId: string; now: Instant }): Promise<boolean>;
};
