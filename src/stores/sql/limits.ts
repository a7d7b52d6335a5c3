import { decide, memoryOf } from "../../domain/limits.ts";
import type { LimitStore } from "../../ports/limit-store.ts";
import { AT_ONCE, inBatches } from "./batches.ts";
import { keepHits, readHits, type Sql } from "./facts.ts";
import { changes, type Work } from "./work.ts";

export const limitStore = ({ driver }: Sql): LimitStore => ({
  hit: (input) => driver.write(() => hit(input)),
  purgeLimits: async (now) =>
    (await inBatches(driver, () => changes(PURGE_HITS, now))) +
    (await inBatches(driver, () => changes(PURGE_ROWS, now))),
});

const PURGE_HITS = `DELETE FROM limits WHERE subject IN
  (SELECT subject FROM limits WHERE forget_on <= ? ORDER BY forget_on LIMIT ${AT_ONCE})`;

const PURGE_ROWS = `DELETE FROM wrong_passwords WHERE email_key IN
  (SELECT email_key FROM wrong_passwords WHERE forget_on <= ? ORDER BY forget_on LIMIT ${AT_ONCE})`;

function* hit(
  input: Parameters<LimitStore["hit"]>[0],
): Work<Awaited<ReturnType<LimitStore["hit"]>>> {
  const { limit, now } = input;
  const subject = `${limit.name}:${input.subject}`;
  const verdict = decide(limit, yield* readHits(subject), now);
  if (verdict.allowed) yield* keepHits(subject, verdict.hits, now + memoryOf(limit));
  return verdict;
}
