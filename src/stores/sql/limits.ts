import type { LimitStore } from "../../ports/limit-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { forgetFirstContacts } from "./first-contact-count.ts";
import { countHit, type Sql } from "./shared-writes.ts";
import { giveHitBack } from "./tries.ts";
import { changes } from "./work.ts";

export const limitStore = ({ driver }: Sql): LimitStore => ({
  hit: ({ limit, subject, now }) => driver.write(() => countHit(limit, subject, now)),
  giveHitBack: ({ limit, subject, now }) =>
    driver.write(() => giveHitBack({ limit, subject: `${limit.name}:${subject}` }, now)),
  async purgeLimits(now) {
    await driver.write(() => forgetFirstContacts(now));
    return (
      (await inBatches(driver, () => changes(PURGE_HITS, now))) +
      (await inBatches(driver, () => changes(PURGE_ROWS, now)))
    );
  },
});

const PURGE_HITS = `DELETE FROM limits WHERE subject IN
  (SELECT subject FROM limits WHERE forget_on <= ? ORDER BY forget_on LIMIT ${BATCH_SIZE})`;

const PURGE_ROWS = `DELETE FROM wrong_passwords WHERE email_key IN
  (SELECT email_key FROM wrong_passwords WHERE forget_on <= ? ORDER BY forget_on LIMIT ${BATCH_SIZE})`;
