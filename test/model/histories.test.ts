// The same histories each time, so that no build fails by chance. `npm run model` runs others.

import { expect, test } from "vitest";
import { tellHistories } from "./histories.ts";

/** Actions that some of a thousand histories must contain, or they prove little. */
const ACTS = [
  "account-locked",
  "confirmed by admin: a test",
  "confirmed by code, session",
  "confirmed by link, new-password",
  "confirmed by link, password",
  "confirmed by link, session",
  "confirmed by reset",
  "deleted",
  "deletion-requested",
  "disabled",
  "email-change-cancelled",
  "email-change-requested",
  "email-change-stopped",
  "email-change-undone",
  "email-changed",
  "enabled",
  "factor-removal-begun",
  "factor-removal-done",
  "factor-removal-stopped",
  "kept",
  "logged-out",
  "mail-cancelled",
  "mail-dead",
  "mail-retry",
  "other-sessions-ended",
  "passkey-added",
  "passkey-removed",
  "password-changed",
  "password-reset",
  "recovery-code-used",
  "recovery-codes-made",
  "registration-address-changed",
  "registration-cancelled",
  "registration-disowned",
  "registration-expired",
  "registration-removed",
  "two-step-off",
  "two-step-on",
];

test("a thousand histories keep every promise", async () => {
  const acts = await tellHistories({ runs: 1_000, seed: 20_261_122 });
  expect([...acts.keys()]).toEqual(expect.arrayContaining(ACTS));
}, 600_000);
