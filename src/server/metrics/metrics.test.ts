import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { argon2Hasher } from "../../adapters/argon2-hasher.ts";
import { fairPasswords } from "../../adapters/fair-passwords.ts";
import { sqliteStore } from "../../open-stores.ts";
import { movableClock } from "../../testing/clock.ts";
import { metrics } from "./metrics.ts";

test("passwords that wait are counted while they wait, and those that may not even wait", async () => {
  const store = await sqliteStore(new DatabaseSync(":memory:"));
  const numbers = metrics(movableClock(), store, undefined);
  const passwords = numbers.passwords(fairPasswords(argon2Hasher(), { atOnce: 1, mayWait: 1 }));
  const asker = { client: "192.0.2.1", known: false };
  const asked = ["one", "two", "three"].map((password) =>
    passwords.admit(asker, (hasher) => hasher.verify(undefined, password)),
  );
  const answers = Promise.allSettled(asked);
  const during = await numbers.text();
  expect(during).toContain("\npostern_password_hashes_waiting 2\n");
  expect(during).toContain("\npostern_password_hashes_refused_total 1\n");
  expect((await answers).map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
  ]);
  expect(await numbers.text()).toContain("\npostern_password_hashes_waiting 0\n");
  await store.close();
});
