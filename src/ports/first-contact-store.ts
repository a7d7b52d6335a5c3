import type { FirstContactRules, FirstContactState } from "../domain/first-contacts.ts";
import type { Instant } from "../domain/time.ts";

/** What it takes to bound the mails to mailboxes that have never confirmed here. */
export type FirstContactStore = {
  /** How the site stands. Cheap to ask for at every request: an answer of this process is good for two seconds. */
  firstContactState(input: { rules: FirstContactRules; now: Instant }): Promise<FirstContactState>;
};
