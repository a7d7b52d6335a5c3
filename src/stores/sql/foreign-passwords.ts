// Passwords as other systems stored them, which go one by one: replaced at a login, or removed at the deadline.

import type { ForeignPasswordStore, SealedPepper } from "../../ports/foreign-password-store.ts";
import { inBatches } from "./batches.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, rows, type Work } from "./work.ts";

/** Fewer than the rows of other purges: each is a line in the audit log, too. */
const REMOVED_AT_ONCE = 200;

export const foreignPasswordStore = (sql: Sql): ForeignPasswordStore => {
  const { driver } = sql;
  return {
    countForeignPasswords: (input) => driver.report(() => countForeignPasswords(input)),
    sampleForeignPasswords: () => driver.read(sampleForeignPasswords),
    removeForeignPasswords: ({ now }) =>
      inBatches(driver, () => removeForeignPasswords(sql, now), REMOVED_AT_ONCE),
    keepPepper: (input) => driver.write(() => keepPepper(input)),
    readPeppers: () => driver.read(readPeppers),
    replacePeppers: (peppers) => driver.write(() => replacePeppers(peppers)),
  };
};

const FOREIGN = "kind = 'password' AND state IS NOT NULL";

function* countForeignPasswords({
  limit,
}: Input<"countForeignPasswords">): Output<"countForeignPasswords"> {
  return yield* rows<{ scheme: string; count: number }>(
    `SELECT state AS scheme, COUNT(*) AS count
     FROM (SELECT state FROM credentials WHERE ${FOREIGN} LIMIT ?) AS remaining
     GROUP BY state ORDER BY state`,
    limit,
  );
}

/** Goes from one scheme to the next in the index. */
function* sampleForeignPasswords(): Output<"sampleForeignPasswords"> {
  return yield* rows<{ scheme: string; hash: string }>(
    `WITH RECURSIVE schemes (scheme) AS (
       SELECT MIN(state) FROM credentials WHERE ${FOREIGN}
       UNION ALL
       SELECT (SELECT MIN(state) FROM credentials WHERE ${FOREIGN} AND state > schemes.scheme)
       FROM schemes WHERE schemes.scheme IS NOT NULL)
     SELECT scheme, (SELECT secret FROM credentials
         WHERE ${FOREIGN} AND state = schemes.scheme LIMIT 1) AS hash
     FROM schemes WHERE scheme IS NOT NULL`,
  );
}

function* removeForeignPasswords(sql: Sql, now: number): Work<number> {
  const removed = yield* rows<{ user_id: string; state: string }>(
    `DELETE FROM credentials WHERE id IN (
       SELECT id FROM credentials WHERE ${FOREIGN} ORDER BY state LIMIT ${REMOVED_AT_ONCE})
     RETURNING user_id, state`,
  );
  for (const { user_id: userId, state: detail } of removed)
    yield* record(sql, { now, actor: "system", act: "imported-password-removed", userId, detail });
  return removed.length;
}

function* keepPepper({ id, sealed, now }: Input<"keepPepper">): Output<"keepPepper"> {
  const added = yield* changes(
    "INSERT INTO foreign_keys (id, sealed, created_on) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
    id,
    sealed,
    now,
  );
  return added === 1;
}

function* readPeppers(): Output<"readPeppers"> {
  return yield* rows<SealedPepper>("SELECT id, sealed FROM foreign_keys ORDER BY id");
}

function* replacePeppers(peppers: Input<"replacePeppers">): Output<"replacePeppers"> {
  const sql = "UPDATE foreign_keys SET sealed = ? WHERE id = ? AND sealed = ?";
  let replaced = 0;
  for (const { id, from, to } of peppers) replaced += yield* changes(sql, to, id, from);
  return replaced;
}
