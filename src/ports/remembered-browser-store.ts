import type { RememberedBrowser } from "../domain/remembered-browser.ts";
import type { Instant } from "../domain/time.ts";

/** Browsers that are not asked for the second factor. `SessionStore.logIn` reads and adds them. */
export type RememberedBrowserStore = {
  /** Those of a user, the newest first. */
  listRememberedBrowsers(input: {
    userId: string;
    now: Instant;
  }): Promise<readonly RememberedBrowser[]>;
  /** Forgets one of a user's, or all if no `id` is given; returns how many. */
  forgetRememberedBrowsers(input: { userId: string; id?: string; now: Instant }): Promise<number>;
  /** Deletes those whose time is over; returns how many. */
  purgeRememberedBrowsers(input: { now: Instant }): Promise<number>;
};
