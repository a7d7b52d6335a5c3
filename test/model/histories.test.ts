// `npm run model -- --runs 20000` looks further; `--seed`, `--path` and `--replay` repeat what a failed
// run printed. Without them the histories are the same each time: no build fails by chance.

import { expect, test } from "vitest";
import { tellHistories, type Asked } from "./histories.ts";

const asked: Asked = {
  runs: Number(process.env["MODEL_RUNS"] ?? 2_000),
  seed: Number(process.env["MODEL_SEED"] ?? 20_261_122),
  path: process.env["MODEL_PATH"],
  replay: process.env["MODEL_REPLAY"],
};

/** Acts that some of two thousand histories must contain, or they prove little. */
const ACTS = [
  "confirmed",
  "deleted",
  "deletion-requested",
  "disabled",
  "email-change-cancelled",
  "email-change-requested",
  "email-change-stopped",
  "email-change-undone",
  "email-changed",
  "enabled",
  "kept",
  "logged-out",
  "mail-cancelled",
  "mail-dead",
  "mail-retry",
  "other-sessions-ended",
  "password-changed",
  "password-reset",
  "registration-address-changed",
  "registration-cancelled",
  "registration-disowned",
  "registration-expired",
  "registration-removed",
];

test(
  `${asked.runs} histories keep every promise`,
  async () => {
    const acts = await tellHistories(asked);
    if (asked.runs >= 2_000) expect([...acts.keys()]).toEqual(expect.arrayContaining(ACTS));
  },
  60_000 + asked.runs * 1_000,
);
