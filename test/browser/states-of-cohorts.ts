// The cohort analysis in the console.

import { days } from "../../src/domain/time.ts";
import { confirmed, state, type Scene, type State } from "./scene.ts";

/** Somebody of the staff, on a site where people registered for half a year. */
async function amongMany(scene: Scene, path: string): Promise<void> {
  await confirmed(scene);
  const { site, email } = scene;
  site.sql("UPDATE users SET admin = 1 WHERE email = ?", email);
  const today = Math.floor(Date.now() / days(1));
  for (let ago = 0; ago < 190; ago += 1) {
    const n = 100 + ((ago * 7) % 60);
    // So many within each step: minutes, hours and days.
    const d = { 12: ago % 9, 20: n >> 1, 30: n >> 3, 40: ago % 7, 52: ago % 5 };
    const counts = JSON.stringify({ n, h: n - (ago % 4), o: n >> 1, r: n >> 2, d });
    for (const [dimension, value] of [
      ["all", ""],
      ["domain", `mail${ago % 15}.example`],
      ["resends", `${ago % 3}`],
      ["way", ago % 2 === 0 ? "link" : "code"],
      ["language", ago % 2 === 0 ? "de" : ""],
      ["source", ago % 5 === 0 ? "newsletter" : ""],
    ] as const) {
      site.sql(
        `INSERT INTO cohort_days (people, dimension, day, value, registered, total, quarters)
         VALUES ('themselves', ?, ?, ?, ?, ?, '{}') ON CONFLICT DO NOTHING`,
        dimension,
        (today - ago) * days(1),
        value,
        n,
        counts,
      );
    }
  }
  await scene.device.opens(path);
}

/** A campaign that has written to half of those who were imported. */
async function withCampaign(scene: Scene): Promise<void> {
  const { site } = scene;
  site.sql(
    `INSERT INTO campaigns (id, is_open, state, per_hour, most_bounces, started_on, changed_on, after_id, paced_on)
     VALUES ('c', 1, 'stopped', 100, 5, ?1, ?1, '', ?1) ON CONFLICT DO NOTHING`,
    Date.now() - days(3),
  );
  for (const [step, many] of Object.entries({
    sent: 70,
    opened: 25,
    confirmed: 80,
    bounced: 9,
    skipped: 23,
  }))
    for (let n = 0; n < many; n += 1)
      site.sql(
        `INSERT INTO campaign_people (campaign_id, user_id, state, picked_on) VALUES ('c', ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        `${step}-${n}`,
        step,
        Date.now() - days(2),
      );
  await confirmed(scene);
  site.sql("UPDATE users SET admin = 1 WHERE email = ?", scene.email);
  await scene.device.opens("/admin/cohorts?zone=Europe%2FBerlin#campaign");
}

export const cohorts: readonly State[] = [
  state("cohorts, nobody yet", "Cohorts", async (scene) => {
    await confirmed(scene);
    scene.site.sql("UPDATE users SET admin = 1 WHERE email = ?", scene.email);
    await scene.device.opens("/admin/cohorts?zone=Europe%2FBerlin");
  }),
  state("cohorts", "Cohorts", (scene) => amongMany(scene, "/admin/cohorts"), { charts: true }),
  state("cohorts by day", "Cohorts", (scene) => amongMany(scene, "/admin/cohorts?by=day"), {
    charts: true,
  }),
  state("cohorts, with a campaign", "Cohorts", withCampaign, { charts: true }),
  state("cohorts, wrong filters", "Cohorts", async (scene) => {
    await confirmed(scene);
    scene.site.sql("UPDATE users SET admin = 1 WHERE email = ?", scene.email);
    await scene.device.opens("/admin/cohorts?zone=Mars&since=never&by=day");
  }),
];
