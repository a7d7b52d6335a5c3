// Imports and confirmations of the same addresses at the same time: each address has one owner afterwards.

import { afterAll, expect, test } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { storeOver } from "../../src/open-stores.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { imported } from "../../src/testing/store-contract/imports.ts";
import { confirmed, NOW } from "../../src/testing/store-contract/kit.ts";
import { sharedPostgres } from "./server.ts";

const database = await (await sharedPostgres()).database();
const drivers = await Promise.all(
  Array.from({ length: 3 }, () => openDriver({ database, dataFolder: undefined })),
);
await migrate(drivers[0]!, 0);
afterAll(() => Promise.all(drivers.map((driver) => driver.close())), 60_000);

const stores = drivers.map((driver, n) => storeOver(driver, seededRandom(`at once ${n}`)));

const act = { duplicates: "first", actor: "operator:root", now: NOW } as const;

test("two imports of one file, and people who confirm meanwhile, leave one owner of each address", async () => {
  const emails = Array.from({ length: 60 }, (_, n) => `person${n}@example.com`);
  const first = emails.map((email) => imported(email));
  const second = first
    .toReversed()
    .map((user) =>
      imported(user.address.display, { digest: user.digest, id: user.id, credentials: [] }),
    );
  const other = emails.map((email) => imported(email));
  await Promise.allSettled([
    stores[0]!.importUsers({ ...act, users: first }),
    stores[1]!.importUsers({ ...act, users: second }),
    stores[2]!.importUsers({ ...act, users: other }),
    ...emails.slice(0, 20).map((email) => confirmed(stores[2]!, email)),
  ]);
  for (const email of emails) {
    const users = await stores[0]!.findUsers({ emailKey: email });
    expect(users.filter(({ confirmedOn }) => confirmedOn !== null)).toHaveLength(1);
  }
});
