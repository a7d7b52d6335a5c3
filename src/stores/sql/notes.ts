// What a look leaves behind: openings of links, and looks at people (decision 90). No verb that acts reads it.

import type { NotesStore } from "../../ports/notes-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

export const notesStore = (sql: Sql): NotesStore => ({
  noteOpenings: (notes) => sql.driver.write(() => noteOpenings(notes)),
  noteLooks: (input) => sql.driver.write(() => noteLooks(sql, input)),
});

function* noteOpenings(notes: Input<"noteOpenings">): Work<void> {
  for (const { linkId, purpose, opener, firstOn, lastOn, count } of notes) {
    yield* changes(ADD, opener, firstOn, lastOn, count, linkId, purpose);
  }
}

/** The user is that of the link, for counts of who opened anything; a link of a mailbox has none until it is used. */
const ADD = `INSERT INTO link_openings (link_id, opener, user_id, first_on, last_on, count)
  SELECT id, CAST(? AS TEXT), user_id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS INTEGER)
  FROM links WHERE id = ? AND purpose = ?
  ON CONFLICT (link_id, opener) DO UPDATE SET count = link_openings.count + excluded.count,
    first_on = CASE WHEN link_openings.first_on > excluded.first_on THEN excluded.first_on
      ELSE link_openings.first_on END,
    last_on = CASE WHEN link_openings.last_on < excluded.last_on THEN excluded.last_on
      ELSE link_openings.last_on END`;

function* noteLooks(sql: Sql, { looks, quiet }: Input<"noteLooks">): Work<void> {
  for (const { actor, userId, exported, on: now } of looks) {
    if (exported !== undefined) {
      yield* record(sql, { now, actor, act: "exported", userId, detail: exported });
      continue;
    }
    const known = yield* row(
      `SELECT id FROM audit
       WHERE user_id = ? AND happened_on > ? AND act = 'looked-at' AND actor = ? LIMIT 1`,
      userId,
      now - quiet,
      actor,
    );
    if (known === undefined) yield* record(sql, { now, actor, act: "looked-at", userId });
  }
}
