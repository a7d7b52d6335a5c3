// However many users there are, imports and what follows them read no more of them than they need.

import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sqliteStore } from "../../src/open-stores.ts";
import { listen, planOf } from "../../src/testing/query-plans.ts";
import { campaignToItsEnd } from "../../src/testing/store-contract/campaigns.ts";
import { imported as importedPassword } from "../../src/testing/store-contract/foreign-passwords.ts";
import { imported, unconfirmed } from "../../src/testing/store-contract/imports.ts";
import { NOW } from "../../src/testing/store-contract/kit.ts";

test("imported passwords are found, counted and removed by their own index, and no other user is read", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  await importedPassword(store, "ada@example.com", "bcrypt 12");
  const texts = listen(database);
  await store.sampleForeignPasswords();
  await store.countForeignPasswords({ limit: 1_000 });
  await store.removeForeignPasswords({ now: NOW });
  const onCredentials = [...new Set(texts)].filter((sql) => sql.includes("credentials"));
  expect(onCredentials.length).toBe(3);
  const bad = onCredentials.flatMap((sql) =>
    planOf(database, sql).filter(
      (step) =>
        /credentials/.test(step) && !/INDEX (credentials_foreign|sqlite_autoindex)/.test(step),
    ),
  );
  expect(bad).toEqual([]);
  await store.close();
});

test("a campaign picks, looks after and removes people by indexes, and reads no other user", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const act = { actor: "operator:root", now: NOW } as const;
  const users = ["ada", "bob"].map((name) => imported(`${name}@example.com`, unconfirmed));
  await store.importUsers({ ...act, users, duplicates: "first" });
  await store.startCampaign({ ...act, perHour: 60, mostBounces: 5 });
  const texts = listen(database);
  expect(await campaignToItsEnd(store)).toEqual({ counted: 2, removed: 2 });
  const ofCampaign = [...new Set(texts)].filter((sql) => /campaign|imported_on/.test(sql));
  expect(ofCampaign.length).toBeGreaterThan(10);
  const steps = ofCampaign.flatMap((sql) => planOf(database, sql));
  // An index of those who have not confirmed, the newest of all campaigns, and no list that has to be sorted.
  const small = /^SCAN (campaigns USING INDEX|waiting|users USING INDEX users_unconfirmed)/;
  expect(steps.filter((each) => /^SCAN|FOR ORDER BY/.test(each) && !small.test(each))).toEqual([]);
  const picking = ofCampaign.find((sql) => sql.includes("AND id > ?"))!;
  expect(planOf(database, picking)[0]).toMatch(
    /^SEARCH users USING INDEX users_imported \(id>\?\)/,
  );
  await store.close();
});

test("who is in the way of an imported user is looked up, however many links and mails there are", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  const users = [imported("ada@example.com"), imported("bob@example.com")];
  await store.importUsers({ users, duplicates: "first", actor: "operator", now: NOW });
  const asked = texts.filter((sql) => sql.startsWith("SELECT"));
  expect(asked.length).toBeGreaterThan(4);
  const steps = asked.flatMap((sql) => planOf(database, sql));
  expect(steps.filter((step) => step.startsWith("SCAN"))).toEqual([]);
  await store.close();
});
