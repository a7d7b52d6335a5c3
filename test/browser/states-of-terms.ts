// A site whose users have to accept its terms.

import type { Environment } from "../../src/server/config-types.ts";
import { confirmed, state, type Scene, type State } from "./scene.ts";

/** Pages of a site that has terms. */
export const TERMS: Environment = {
  POSTERN_TERMS_URL: "https://postern.example/terms",
  POSTERN_TERMS_VERSION: "2026-05",
};

const ON = { environment: TERMS };

const ACCEPTED = { terms: "2026-05" };

/** A user who accepted an earlier version, or none, and asks for a page. */
export async function asked(scene: Scene, earlier?: string): Promise<void> {
  await confirmed(scene, undefined, ACCEPTED);
  const terms = [{ version: earlier, acceptedOn: 0 }];
  scene.site.sql(
    "UPDATE users SET terms = nullif(?, '') WHERE email = ?",
    earlier === undefined ? "" : JSON.stringify(terms),
    scene.email,
  );
  await scene.device.opens("/profile");
}

export const termsStates: readonly State[] = [
  state(
    "register, with terms",
    "Create an account",
    async ({ device }) => {
      await device.opens("/register");
      await device.reads("I accept the terms");
    },
    ON,
  ),
  state(
    "register, terms not accepted",
    "Create an account",
    async ({ device, email }) => {
      await device.opens("/register");
      await device.types("Email address", email);
      await device.presses("Create account");
      await device.reads("Tick the box to accept the terms");
    },
    ON,
  ),
  state("terms", "Accept the terms", (scene) => asked(scene), ON),
  state(
    "terms, changed, not accepted",
    "Accept the terms",
    async (scene) => {
      await asked(scene, "2025-01");
      await scene.device.reads("The terms of this site have changed.");
      await scene.device.presses("Continue");
      await scene.device.reads("Tick the box to accept the terms");
    },
    ON,
  ),
  state(
    "own data, with terms",
    "Your data",
    async (scene) => {
      await confirmed(scene, undefined, ACCEPTED);
      await scene.device.opens("/profile/data");
      await scene.device.reads("Accepted terms");
    },
    { ...ON, rows: 1 },
  ),
];
