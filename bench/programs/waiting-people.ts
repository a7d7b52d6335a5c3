// Fills a database with people who wait to be confirmed, and confirms one of them at a time, as another node would.

import { digestOf, database } from "./site.ts";
import { obey } from "../program.ts";
import { seconds, days } from "../../src/domain/time.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { addRows } from "../../src/stores/sql/many-rows.ts";

const driver = await openDriver({ database: database(), dataFolder: undefined });
await migrate(driver, Date.now());
const store = openStore(driver);
const idOf = (person: number): string => `waiting-${person}`;
const linkOf = (person: number): string => `link-${person}`;
const secretOf = (person: number): string => digestOf(`secret-${person}`);

obey({
  /** Resolves with the cookie of each. */
  async fill({ count }: { readonly count: number }) {
    const now = Date.now() - seconds(10);
    const people = Array.from({ length: count }, (_, person) => person);
    await driver.write(function* () {
      yield* addRows(
        "users",
        ["id", "email", "email_key", "registered_on", "registered_with"],
        people.map((person) => {
          const email = `person${person}@example.com`;
          return [idOf(person), email, email, now, "Firefox on Linux"];
        }),
      );
      yield* addRows(
        "links",
        ["id", "purpose", "user_id", "email", "email_key", "created_on", "minted_on", "expires_on"],
        people.map((person) => {
          const email = `person${person}@example.com`;
          const until = now + days(3);
          return [linkOf(person), "confirm", idOf(person), email, email, now, now, until];
        }),
      );
      yield* addRows(
        "sessions",
        [
          "hash",
          "id",
          "user_id",
          "created_on",
          "last_seen_on",
          "evidence",
          "expires_on",
          "browser",
          "client",
        ],
        people.map((person) => [
          digestOf(secretOf(person)),
          `session-${person}`,
          idOf(person),
          now,
          now,
          "[]",
          now + days(30),
          "Firefox on Linux",
          "192.0.2.1",
        ]),
      );
    });
    return people.map((person) => `postern-session=${secretOf(person)}`);
  },
  /** Resolves when it is stored that this one has confirmed. */
  async confirm({ person }: { readonly person: number }) {
    const done = await store.confirm({
      linkId: linkOf(person),
      userId: idOf(person),
      via: "link",
      proof: { kind: "session", hash: digestOf(secretOf(person)) },
      session: undefined,
      now: Date.now(),
    });
    if (!done.ok) throw new Error(done.reason);
    return null;
  },
});
