// What the whole site may still send to mailboxes that have never confirmed here.

import {
  accrue,
  firstContactState,
  type FirstContactAccount,
  type FirstContactRules,
  type FirstContactState,
} from "../../domain/first-contacts.ts";
import { seconds, type Duration, type Instant } from "../../domain/time.ts";
import type { FirstContactStore } from "../../ports/first-contact-store.ts";
import type { Sql } from "./shared-writes.ts";
import { row, type Work } from "./work.ts";

/** So long it is not asked again how the site stands: a flood of requests reads it no more often. */
const STATE_IS_GOOD_FOR: Duration = seconds(2);

export function firstContactStore({ driver }: Sql): FirstContactStore {
  let known: { readonly on: Instant; readonly state: Promise<FirstContactState> } | undefined;
  return {
    firstContactState({ rules, now }) {
      if (known !== undefined && now >= known.on && now < known.on + STATE_IS_GOOD_FOR) {
        return known.state;
      }
      const state = driver.read(() => readState(rules, now));
      const asked = { on: now, state };
      known = asked;
      state.catch(() => {
        if (known === asked) known = undefined;
      });
      return state;
    },
  };
}

function* readState(rules: FirstContactRules, now: Instant): Work<FirstContactState> {
  const account = yield* readAccount(rules, now);
  const refilled = accrue(rules, account, { confirmed: 0, recent: Infinity }, now);
  return firstContactState(rules, refilled.credit);
}

/** The account of the site as it was written last; that of a new site before anything was. */
function* readAccount(rules: FirstContactRules, now: Instant): Work<FirstContactAccount> {
  const found = yield* row<{ credit: number; refilled_on: number }>(
    "SELECT credit, refilled_on FROM first_contacts WHERE id = 1",
  );
  return found === undefined
    ? { credit: rules.floor, refilledOn: now }
    : { credit: found.credit, refilledOn: found.refilled_on };
}
