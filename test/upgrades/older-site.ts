// A site as an older version left it: the tables by that version's migrations, the rows as it wrote them.

import { readFileSync } from "node:fs";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { createPostern } from "../../src/index.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { storeOver } from "../../src/open-stores.ts";
import { changes, type SqlDriver, type SqlValue, type Work } from "../../src/stores/sql/work.ts";
import { browserOf, type Browser } from "../../src/testing/browser.ts";
import { movableClock } from "../../src/testing/clock.ts";
import { seededRandom } from "../../src/testing/random.ts";

const BASE_URL = "https://postern.example";

type OlderSite = {
  /** When its people did these things. */
  readonly now: number;
  /** The cookies of somebody's browser, by name. */
  readonly jars: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Links that were mailed, by purpose and user. */
  readonly links: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string>>;
  readonly migrations: readonly { readonly sql: string }[];
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, SqlValue>>[]>>;
};

/** What revision 208b220 left, filled through its pages. All passwords are that of the tests. */
export const olderSite = JSON.parse(
  readFileSync(new URL("208b220.json", import.meta.url), "utf8"),
) as OlderSite;

/** Fills an empty database with it. */
export async function fill(driver: SqlDriver): Promise<void> {
  const { migrations, rows } = olderSite;
  await driver.alter(function* (): Work<void> {
    yield* changes(
      "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_on BIGINT NOT NULL)",
    );
    for (const statement of migrations.flatMap(({ sql }) => sql.split(";"))) {
      if (statement.trim() !== "") yield* changes(statement);
    }
    for (const [table, lines] of Object.entries(rows)) {
      for (const line of lines) {
        const names = Object.keys(line);
        const places = names.map(() => "?").join(", ");
        const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`;
        yield* changes(sql, ...Object.values(line));
      }
    }
  });
}

/** This version of Postern over that database. */
export async function upgraded(driver: SqlDriver) {
  const { now, jars } = olderSite;
  await migrate(driver, now);
  const clock = movableClock(now);
  const random = seededRandom("after the upgrade");
  const mailbox = capturedMailbox();
  const postern = createPostern({
    baseUrl: BASE_URL,
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    background: false,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: storeOver(driver, random),
    mailer: mailbox,
    clock,
    random,
  });
  return {
    postern,
    clock,
    /** Somebody's earlier browser, or a new one. */
    browser(whose?: string): Browser {
      const browser = browserOf((request) => postern.fetch(request), BASE_URL);
      for (const [name, value] of Object.entries(jars[whose ?? ""] ?? {}))
        browser.jar.set(name, value);
      return browser;
    },
    async mails() {
      while ((await postern.deliver()) > 0);
      return mailbox.list();
    },
  };
}
