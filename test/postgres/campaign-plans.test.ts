// A campaign on a large PostgreSQL: what it reads follows from indexes, however many users there are.

import { afterAll, expect, test } from "vitest";
import { storeOver } from "../../src/open-stores.ts";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import type { SqlDriver, Work } from "../../src/stores/sql/work.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { campaignToItsEnd } from "../../src/testing/store-contract/campaigns.ts";
import { NOW } from "../../src/testing/store-contract/kit.ts";
import { sharedPostgres } from "./server.ts";

/** Users who confirmed, imported people who did not, and people of an earlier campaign. */
const FILL = `
  INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via)
    SELECT 'u' || n, n || '@example.com', n || '@example.com', n, 'Firefox', n, 'link'
    FROM generate_series(1, 20000) AS n;
  INSERT INTO users (id, email, email_key, registered_on, registered_with, imported_on)
    SELECT 'w' || n, 'w' || n || '@example.com', 'w' || n || '@example.com', n, 'Django', n
    FROM generate_series(1, 5000) AS n;
  INSERT INTO campaign_people (campaign_id, user_id, state, mail_id, picked_on, looks_on)
    SELECT '0', 'u' || n, 'sent', 'm' || n, n, n FROM generate_series(1, 20000) AS n;
  ANALYZE`;

const database = await (await sharedPostgres()).database();
const driver = await openDriver({ database, dataFolder: undefined });
await migrate(driver, 0);
await driver.script(FILL);
afterAll(() => driver.close(), 60_000);

type Explained = { readonly sql: string; readonly plan: string };

/** The same work, which asks for the plan of each statement before it runs it. */
const explaining = (plans: Explained[], work: () => Work<never>) =>
  function* (): Work<never> {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) {
      const { sql, values } = step.value;
      const { rows } = yield { sql: `EXPLAIN ${sql}`, values };
      plans.push({
        sql,
        plan: rows.map((row) => String(Object.values(row as object)[0])).join("\n"),
      });
      step = steps.next(yield step.value);
    }
    return step.value;
  };

test("a campaign picks, looks after and removes people without reading all users", async () => {
  const plans: Explained[] = [];
  const explained = (run: SqlDriver["write"]) => (work: () => Work<never>) =>
    run(explaining(plans, work));
  const { write, report } = driver;
  const observed = { ...driver, write: explained(write), report: explained(report) } as SqlDriver;
  const random = seededRandom("plans");
  const plain = storeOver(driver, random);
  const store = storeOver(observed, random);
  const act = { actor: "operator:root", now: NOW } as const;
  await plain.startCampaign({ ...act, perHour: 60, mostBounces: 5 });
  expect(await campaignToItsEnd(store, plain)).toEqual({ counted: 5, removed: 5 });
  expect(plans.length).toBeGreaterThan(20);
  const bad = plans.filter(({ plan }) => /Seq Scan on (users|campaign_people)/.test(plan));
  expect(bad).toEqual([]);
  const picking = plans.find(({ sql }) => sql.includes("AND id > ?"));
  expect(picking?.plan).toMatch(/on users_imported /);
});
