// How long the cohort analysis takes among few and among many users, and how fast everybody is counted anew.
//
//   node bench/cohorts.ts [USERS …]     default: 10000 1000000
//
// Users are written with SQL, spread evenly over a year, to a database in memory.

import { DatabaseSync } from "node:sqlite";
import { argv, stdout } from "node:process";
import { days, minutes } from "../src/domain/time.ts";
import { recountCohorts } from "../src/features/cohorts/counting.ts";
import { TRAITS } from "../src/features/cohorts/figure-pages.ts";
import { readStatistics, type WantedStatistics } from "../src/features/cohorts/statistics.ts";
import { joined } from "../src/features.ts";
import { sqliteStore } from "../src/open-stores.ts";
import { settingsFrom } from "../src/options/options.ts";
import { median } from "./statistics.ts";

const VIEWS: Readonly<Record<string, WantedStatistics>> = {
  "30 days": { by: "day" },
  "30 days in Kolkata": { by: "day", zone: "Asia/Kolkata" },
  "26 weeks": { by: "week" },
  "12 months in Berlin": { by: "month", zone: "Europe/Berlin" },
  "30 days by domain": { by: "day", per: ["domain"] },
  "the page of the console": { by: "week", per: TRAITS },
};

/** Four of five confirm, most within minutes; ten domains in ten have a share each. */
const FILL = `WITH RECURSIVE person (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM person WHERE n < ?)
  INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via)
  SELECT printf('%012d', n), 'a' || n || '@d' || (n % 10) || '.example',
    'a' || n || '@d' || (n % 10) || '.example', ? + n * ?, 'Firefox on Linux',
    CASE WHEN n % 5 > 0 THEN ? + n * ? + (1 + n % 7919) * (1 + n % 7919) / 50 * 1000 END,
    CASE WHEN n % 5 > 0 THEN 'link' END
  FROM person`;

async function measure(users: number) {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const now = Date.now();
  const [start, step] = [now - days(365), Math.floor(days(365) / users)];
  database.prepare(FILL).run(users, start, step, start, step);
  const settings = settingsFrom({ baseUrl: "http://localhost" }, joined([]));
  const context = { store, settings, clock: { now: () => now + minutes(1) } };
  const began = performance.now();
  await recountCohorts(context, () => undefined);
  const rebuilt = (performance.now() - began) / 1000;
  const views = new Map<string, number>();
  for (const [name, wanted] of Object.entries(VIEWS)) {
    const times: number[] = [];
    for (let turn = 0; turn < 200; turn += 1) {
      const from = performance.now();
      await readStatistics(context, wanted);
      times.push(performance.now() - from);
    }
    views.set(name, median(times.slice(100)));
  }
  await store.close();
  return { users, rebuilt, views };
}

const sizes = argv.slice(2).map(Number);
const [few, ...others] = sizes.length > 0 ? sizes : [10_000, 1_000_000];
const base = await measure(few!);
for (const users of others) {
  const many = await measure(users);
  stdout.write(`${users} users counted anew in ${many.rebuilt.toFixed(0)} s\n`);
  for (const [name, time] of many.views) {
    const before = base.views.get(name)!;
    const ratio = (time / before).toFixed(1);
    stdout.write(
      `${name}: ${before.toFixed(2)} ms of ${few}, ${time.toFixed(2)} ms of ${users}: ${ratio}\n`,
    );
  }
}
