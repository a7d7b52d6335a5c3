// Logging in with two steps: setting it up, and the second step.

import { days } from "../../src/domain/time.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { confirmed, logInCookies, state, takesOver, type Scene, type State } from "./scene.ts";

const HERE = "/profile/two-step";
const APP = `${HERE}/app`;
const CODES = `${HERE}/recovery-codes`;

/** A user who is logged in on this device and has set the app up. */
export async function twoSteps(scene: Scene): Promise<readonly string[]> {
  const { browser } = await confirmed(scene);
  const { body } = await browser.json("GET", APP);
  const code = codeOf(String(body["secret"]), Date.now());
  const answer = await browser.json("POST", APP, { code });
  await browser.json("POST", CODES);
  await takesOver(scene, browser);
  scene.site.sql("DELETE FROM limits");
  return answer.body["recoveryCodes"] as readonly string[];
}

/** The second step, after the password. */
export async function secondStep(scene: Scene): Promise<readonly string[]> {
  const codes = await twoSteps(scene);
  await scene.device.page.context().clearCookies();
  await logInCookies(scene.device, scene.email);
  await scene.device.sees("Enter a code");
  return codes;
}

/** Enters the right code on the page of the set-up. */
async function confirmsApp(scene: Scene): Promise<void> {
  const { browser } = await confirmed(scene);
  const { body } = await browser.json("GET", APP);
  await takesOver(scene, browser);
  await scene.device.opens(APP);
  await scene.device.types("Code from the app", codeOf(String(body["secret"]), Date.now()));
  await scene.device.presses("Continue");
}

/** As if the app had been set up again in another browser. */
const movesElsewhere = ({ site, email }: Scene): void =>
  site.sql(
    `UPDATE credentials SET id = 'another' WHERE kind = 'totp'
       AND user_id = (SELECT id FROM users WHERE email = ?)`,
    email,
  );

/** Keeps only the first of somebody's recovery codes. */
function keepsOne({ site, email }: Scene): void {
  site.sql(
    `DELETE FROM credentials WHERE kind = 'recovery-code'
       AND user_id = (SELECT id FROM users WHERE email = ?)
       AND id <> (SELECT MIN(id) FROM credentials WHERE kind = 'recovery-code'
         AND user_id = (SELECT id FROM users WHERE email = ?))`,
    email,
    email,
  );
}

/** As if somebody had it remembered in many browsers. */
function remembersBrowsers({ site, email }: Scene): void {
  for (const [count, browser] of ["Firefox on Linux", "Safari on iPhone"].entries()) {
    const on = Date.now() - days(count + 3);
    site.sql(
      `INSERT INTO remembered_browsers (hash, id, user_id, shown_on, expires_on, browser, client)
       SELECT ?, ?, id, ?, ?, ?, '198.51.100.7' FROM users WHERE email = ?`,
      `${email} ${count}`,
      `browser-${count}`,
      on,
      on + days(30),
      browser,
      email,
    );
  }
}

/** As if the app were a passkey. */
function hasPasskey({ site, email }: Scene, factors: 1 | 2): void {
  site.sql(
    `UPDATE credentials SET kind = 'passkey', factor = 'both', name = 'Laptop' WHERE kind = 'totp'
       AND user_id = (SELECT id FROM users WHERE email = ?)`,
    email,
  );
  site.sql("UPDATE users SET factors = ? WHERE email = ?", factors, email);
}

export const twoStepStates: readonly State[] = [
  state("two steps, without", "Two-step login", async (scene) => {
    await confirmed(scene);
    await scene.device.opens(HERE);
    await scene.device.reads("Not set up");
  }),
  state(
    "two steps, required",
    "Two-step login",
    async (scene) => {
      await confirmed(scene);
      await scene.device.opens(HERE);
      await scene.device.reads("This site requires two-step login");
    },
    { environment: { POSTERN_SECOND_FACTOR: "required" } },
  ),
  state("two steps, with", "Two-step login", async (scene) => {
    await twoSteps(scene);
    remembersBrowsers(scene);
    await scene.device.opens(HERE);
    await scene.device.reads("Remembered browsers");
  }),
  state("two steps, few codes", "Two-step login", async (scene) => {
    await twoSteps(scene);
    keepsOne(scene);
    await scene.device.opens(HERE);
    await scene.device.reads("You have 1 recovery code left.");
  }),
  state("two steps, a passkey alone", "Two-step login", async (scene) => {
    await twoSteps(scene);
    hasPasskey(scene, 1);
    await scene.device.opens(HERE);
    await scene.device.reads("You have a passkey.");
  }),
  state("two steps, a passkey that is asked for", "Two-step login", async (scene) => {
    await twoSteps(scene);
    hasPasskey(scene, 2);
    await scene.device.opens(HERE);
    await scene.device.reads("Turn off two-step login");
  }),
  state(
    "set an app up",
    "Set up an authenticator app",
    async (scene) => {
      await confirmed(scene);
      await scene.device.opens(APP);
    },
    { picture: true },
  ),
  state(
    "set an app up, wrong code",
    "Set up an authenticator app",
    async (scene) => {
      await confirmed(scene);
      await scene.device.opens(APP);
      await scene.device.types("Code from the app", "12345");
      await scene.device.presses("Continue");
      await scene.device.reads("That code is not right.");
    },
    { picture: true },
  ),
  state(
    "set the app up on another phone",
    "Set up the app on another phone",
    async (scene) => {
      await twoSteps(scene);
      await scene.device.opens(APP);
    },
    { picture: true },
  ),
  state("recovery codes of a set-up", "Your recovery codes", async (scene) => {
    await confirmsApp(scene);
  }),
  state("recovery codes, new ones", "Your recovery codes", async (scene) => {
    await twoSteps(scene);
    await scene.device.opens(CODES);
    await scene.device.reads("These codes replace the 10");
  }),
  state("recovery codes, others than before", "Your recovery codes", async (scene) => {
    await twoSteps(scene);
    await scene.device.opens(CODES);
    movesElsewhere(scene);
    await scene.device.presses("I have saved them. Use these codes");
    await scene.device.reads("That page was out of date");
  }),
  state("remove the app", "Remove the authenticator app?", async (scene) => {
    await twoSteps(scene);
    await scene.device.opens(`${APP}/remove`);
  }),
  state(
    "remove the app, required",
    "Remove the authenticator app?",
    async (scene) => {
      await twoSteps(scene);
      await scene.device.opens(`${APP}/remove`);
      await scene.device.reads("This site requires two-step login.");
    },
    { environment: { POSTERN_SECOND_FACTOR: "required" } },
  ),
  state("second step", "Enter a code", async (scene) => {
    await secondStep(scene);
  }),
  state("second step, wrong", "Enter a code", async (scene) => {
    await secondStep(scene);
    await scene.device.types("Code", "000000");
    await scene.device.presses("Log in");
    await scene.device.reads("That code is not right");
  }),
  state("second step, again", "Enter a code", async (scene) => {
    await twoSteps(scene);
    await scene.device.opens("/login/second-step?next=/profile/two-step");
    await scene.device.reads("You are about to change something important.");
  }),
  state("a recovery code was used", "You used a recovery code", async (scene) => {
    const [code = ""] = await secondStep(scene);
    await scene.device.types("Code", code);
    await scene.device.presses("Log in");
    await scene.device.reads("You have 9 recovery codes left.");
  }),
  state("a recovery code was used, few are left", "You used a recovery code", async (scene) => {
    await twoSteps(scene);
    keepsOne(scene);
    await scene.device.opens("/login/second-step/codes-left");
    await scene.device.reads("Make new ones now");
  }),
];
