// The state of the site towards strangers, who stays on a waiting page, and what operators see.

import {
  accrue,
  firstContactState,
  STAYS_AFTER,
  TRUST,
  type FirstContactRules,
  type FirstContactState,
} from "../../domain/first-contacts.ts";
import { seconds, type Duration, type Instant } from "../../domain/time.ts";
import type { FirstContactStore } from "../../ports/first-contact-store.ts";
import { firstContactNetworks, readFirstContacts } from "./first-contact-report.ts";
import { NOTHING_EARNED, readAccount } from "./first-contacts.ts";
import type { Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

/** How long a process reuses the state that it read, so that a flood of requests does not read it each time. */
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
    noteStay: (input) => driver.write(() => noteStay(input)),
    noteFirstContactState: (input) => driver.write(() => noteState(input)),
    readFirstContacts: (input) => driver.report(() => readFirstContacts(input)),
    firstContactNetworks: (input) => driver.report(() => firstContactNetworks(input)),
  };
}

function* readState(rules: FirstContactRules, now: Instant): Work<FirstContactState> {
  const account = yield* readAccount(rules, "shown", now);
  const refilled = accrue(rules, account, NOTHING_EARNED, now);
  return firstContactState(rules, refilled.credit);
}

function* noteStay({ userId, now }: Input<"noteStay">): Work<boolean> {
  const noted = yield* changes(
    `UPDATE mails SET trust = trust + ${TRUST.stayed}
     WHERE user_id = ? AND ended_on IS NULL AND parked_on <= ? AND trust & ${TRUST.stayed} = 0`,
    userId,
    now - STAYS_AFTER,
  );
  return noted > 0;
}

function* noteState({ state }: Input<"noteFirstContactState">): Output<"noteFirstContactState"> {
  const sql = "SELECT state FROM first_contacts WHERE account = 'shown'";
  const found = yield* row<{ state: FirstContactState | null }>(sql);
  const before = found?.state ?? "calm";
  if (found === undefined || before === state) return undefined;
  yield* changes("UPDATE first_contacts SET state = ? WHERE account = 'shown'", state);
  return before;
}
