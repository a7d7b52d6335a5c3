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
  state("cohorts, wrong filters", "Cohorts", async (scene) => {
    await confirmed(scene);
    scene.site.sql("UPDATE users SET admin = 1 WHERE email = ?", scene.email);
    await scene.device.opens("/admin/cohorts?zone=Mars&since=never&by=day");
  }),
];
