// The table and its methods. Each method is one transaction, and the count of changed rows decides.

import {
  askedByOwn,
  changes,
  done,
  findOwnedLink,
  queueMail,
  record,
  row,
  useLink,
  type LinkRefusal,
  type Migration,
  type Result,
  type Sql,
  type User,
  type Work,
} from "../../../src/extend.ts";

export type NewsletterStore = {
  /** Asks for it: writes the request, its mail and the link in the mail. */
  askForNewsletter(input: { user: User; topic: string; now: number }): Promise<void>;
  /** Starts it for whoever reads the mail. */
  beginNewsletter(input: { linkId: string; now: number }): Promise<Result<User, LinkRefusal>>;
  /** False if there was none. */
  stopNewsletter(input: { userId: string; now: number }): Promise<boolean>;
  /** The topic of somebody's newsletter; undefined if there is none. */
  findNewsletter(userId: string): Promise<string | undefined>;
  /** Deletes requests that were not confirmed. Returns how many. */
  purgeNewsletters(before: number): Promise<number>;
};

export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: "newsletters",
    tables: ["newsletters"],
    sql: `
      CREATE TABLE newsletters (
        user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        topic TEXT NOT NULL,
        asked_on BIGINT NOT NULL,
        begun_on BIGINT
      );
    `,
  },
];

export const newsletterStore = (sql: Sql): NewsletterStore => ({
  askForNewsletter: (input) => sql.driver.write(() => ask(sql, input)),
  beginNewsletter: (input) => sql.driver.write(() => begin(sql, input)),
  stopNewsletter: (input) => sql.driver.write(() => stop(sql, input)),
  findNewsletter: (userId) => sql.driver.read(() => find(userId)),
  purgeNewsletters: (before) =>
    sql.driver.write(() =>
      changes("DELETE FROM newsletters WHERE begun_on IS NULL AND asked_on < ?", before),
    ),
});

function* ask(
  sql: Sql,
  { user, topic, now }: Parameters<NewsletterStore["askForNewsletter"]>[0],
): Work<void> {
  yield* changes(
    `INSERT INTO newsletters (user_id, topic, asked_on) VALUES (?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET topic = excluded.topic, asked_on = excluded.asked_on,
       begun_on = NULL`,
    user.id,
    topic,
    now,
  );
  yield* queueMail(sql, {
    kind: "newsletter",
    userId: user.id,
    to: user,
    link: "newsletter",
    askedBy: askedByOwn("user", user.id),
    now,
  });
  yield* record(sql, { now, actor: "user", act: "newsletter-asked", userId: user.id });
}

function* begin(
  sql: Sql,
  { linkId, now }: Parameters<NewsletterStore["beginNewsletter"]>[0],
): Work<Result<User, LinkRefusal>> {
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const used = yield* useLink(sql, link, now);
  if (!used.ok) return used;
  yield* changes("UPDATE newsletters SET begun_on = ? WHERE user_id = ?", now, user.id);
  yield* record(sql, { now, actor: "mailbox-owner", act: "newsletter-begun", userId: user.id });
  return done(user);
}

function* stop(
  sql: Sql,
  { userId, now }: Parameters<NewsletterStore["stopNewsletter"]>[0],
): Work<boolean> {
  const stopped = yield* changes("DELETE FROM newsletters WHERE user_id = ?", userId);
  if (stopped === 0) return false;
  yield* record(sql, { now, actor: "user", act: "newsletter-stopped", userId });
  return true;
}

function* find(userId: string): Work<string | undefined> {
  const found = yield* row<{ topic: string }>(
    "SELECT topic FROM newsletters WHERE user_id = ? AND begun_on IS NOT NULL",
    userId,
  );
  return found?.topic;
}
