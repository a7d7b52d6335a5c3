import type { NewRememberedBrowser, RememberedBrowser } from "../../domain/remembered-browser.ts";
import type { Instant } from "../../domain/time.ts";
import type { RememberedBrowserStore } from "../../ports/remembered-browser-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { record, type Sql } from "./shared-writes.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const rememberedBrowserStore = (sql: Sql): RememberedBrowserStore => ({
  listRememberedBrowsers: ({ userId, now }) => sql.driver.read(() => list(userId, now)),
  forgetRememberedBrowsers: ({ userId, id, now }) =>
    sql.driver.write(function* () {
      const forgotten = yield* forgetBrowsers(userId, id);
      const act = "browsers-forgotten";
      if (forgotten > 0) yield* record(sql, { now, actor: "user", act, userId });
      return forgotten;
    }),
  purgeRememberedBrowsers: ({ now }) => inBatches(sql.driver, () => changes(PURGE, now)),
});

const PURGE = `DELETE FROM remembered_browsers WHERE hash IN
  (SELECT hash FROM remembered_browsers WHERE expires_on <= ? ORDER BY expires_on LIMIT ${BATCH_SIZE})`;

type BrowserRow = {
  readonly id: string;
  readonly shown_on: number;
  readonly expires_on: number;
  readonly browser: string;
  readonly client: string;
};

function* list(userId: string, now: Instant): Work<readonly RememberedBrowser[]> {
  const found = yield* rows<BrowserRow>(
    `SELECT id, shown_on, expires_on, browser, client FROM remembered_browsers
     WHERE user_id = ? AND expires_on > ? ORDER BY shown_on DESC, id`,
    userId,
    now,
  );
  return found.map(({ shown_on, expires_on, ...rest }) => ({
    ...rest,
    shownOn: shown_on,
    expiresOn: expires_on,
  }));
}

/** When the second factor was shown in a browser with these digests; undefined if it is not remembered. */
export function* rememberedSince(
  userId: string,
  hashes: readonly string[],
  now: Instant,
): Work<Instant | undefined> {
  for (const hash of hashes) {
    const found = yield* row<{ shown_on: number }>(
      "SELECT shown_on FROM remembered_browsers WHERE hash = ? AND user_id = ? AND expires_on > ?",
      hash,
      userId,
      now,
    );
    if (found !== undefined) return found.shown_on;
  }
  return undefined;
}

/** How many browsers of one user are remembered: nobody could look through more. */
const MOST = 50;

export function* rememberBrowser(userId: string, browser: NewRememberedBrowser): Work<void> {
  yield* changes(
    `INSERT INTO remembered_browsers (hash, id, user_id, shown_on, expires_on, browser, client)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    browser.hash,
    browser.id,
    userId,
    browser.shownOn,
    browser.expiresOn,
    browser.browser,
    browser.client,
  );
  yield* changes(
    `DELETE FROM remembered_browsers WHERE user_id = ? AND hash NOT IN
       (SELECT hash FROM remembered_browsers WHERE user_id = ? ORDER BY shown_on DESC, id LIMIT ${MOST})`,
    userId,
    userId,
  );
}

/** Each browser of a user is asked for the second factor again, or the one with this id. */
export function* forgetBrowsers(userId: string, id?: string): Work<number> {
  if (id === undefined) {
    return yield* changes("DELETE FROM remembered_browsers WHERE user_id = ?", userId);
  }
  return yield* changes("DELETE FROM remembered_browsers WHERE user_id = ? AND id = ?", userId, id);
}
