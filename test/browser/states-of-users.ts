// Logging in and out, and what users do about their account.

import type { Environment } from "../../src/server/config-types.ts";
import { english } from "../../src/domain/language.ts";
import { days, hours } from "../../src/domain/time.ts";
import {
  asksForChange,
  asksForDeletion,
  BEFORE,
  confirmed,
  fills,
  logInCookies,
  opensMail,
  program,
  REFUSING,
  state,
  type Scene,
  type State,
} from "./scene.ts";
import { OTHER_PASSWORD, PASSWORD } from "./site.ts";

/** Opens the notice of a change that was asked for. */
async function opensStop(scene: Scene) {
  await asksForChange(scene);
  const mail = await scene.site.mailTo(scene.email);
  await opensMail(scene, mail);
  return mail;
}

/** Opens the notice of a change that happened. */
async function opensUndo(scene: Scene) {
  const { link } = await asksForChange(scene);
  await scene.device.opens(link);
  await scene.device.presses("Use this address");
  await scene.device.sees("Your email address is now new@new.example");
  const mail = await scene.site.mailOf("email-changed", scene.email);
  scene.site.sql("DELETE FROM addresses WHERE email_key = 'new@new.example'");
  await opensMail(scene, mail);
  return mail;
}

/** A confirmed user who has just shown a passkey. */
async function showedPasskey(scene: Scene): Promise<void> {
  await confirmed(scene);
  const evidence = [{ kind: "passkey", factor: "both", on: Date.now() }];
  scene.site.sql(
    "UPDATE sessions SET evidence = ? WHERE user_id = (SELECT id FROM users WHERE email = ?)",
    JSON.stringify(evidence),
    scene.email,
  );
}

const IN_TWO_WEEKS = english.date(Date.now() + days(14));

/** A user with more sessions than a page shows. */
async function loggedInOften(scene: Scene): Promise<void> {
  await confirmed(scene);
  for (let count = 0; count < 30; count += 1) {
    const name = `${scene.email.replaceAll(/\W/g, "-")}-${count}`;
    const on = Date.now() - hours(count + 1);
    scene.site.sql(
      `INSERT INTO sessions (hash, id, user_id, created_on, last_seen_on, expires_on, browser,
         client)
       SELECT ?, ?, id, ?, ?, ?, 'Safari on iPhone', '198.51.100.7' FROM users WHERE email = ?`,
      name,
      name,
      on,
      on,
      on + days(30),
      scene.email,
    );
  }
}

/** The switch is on all pages. */
const TWO_LANGUAGES: Environment = { POSTERN_LANGUAGES: "en en-XA" };

export const users: readonly State[] = [
  state("log in", "Log in", ({ device }) => device.opens("/login?next=/profile")),
  state("log in, nothing entered", "Log in", async ({ device }) => {
    await device.opens("/login");
    await device.presses("Log in");
    await device.reads("Enter your password");
  }),
  state("log in, wrong", "Log in", async ({ device, email }) => {
    await logInCookies(device, email);
    await device.reads("Email or password is incorrect");
  }),
  state("log in, too many", "Too many attempts", async ({ device, site, email }) => {
    await logInCookies(device, email);
    fills(site, "login");
    await logInCookies(device, email);
  }),
  state("log in, logged in", "Log in", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/login");
  }),
  state("log in, suspended", "This account is suspended", async (scene) => {
    await confirmed(scene);
    scene.site.sql("UPDATE users SET disabled_on = ? WHERE email = ?", BEFORE(), scene.email);
    await scene.device.page.context().clearCookies();
    await logInCookies(scene.device, scene.email);
  }),
  state("log out", "Log out?", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/logout");
  }),
  state("logged out", "Log in", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/logout");
    await scene.device.presses("Log out");
    await scene.device.reads("You are logged out.");
  }),
  state("log in again", "Enter your password again", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/login/again?next=/profile");
    await scene.device.presses("Continue");
    await scene.device.reads("Enter your password");
  }),

  state("profile", "Your profile", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile");
  }),
  state("profile, a long address", "Your profile", async (scene) => {
    const long = `${"very-long-name-".repeat(4).slice(0, 60)}@${"sub.".repeat(12)}example.com`;
    await confirmed({ ...scene, email: long });
    await scene.device.opens("/profile");
  }),
  state(
    "language",
    "Your language",
    async (scene) => {
      await confirmed(scene);
      await scene.device.opens("/profile/language");
    },
    { environment: TWO_LANGUAGES },
  ),
  state(
    "the language of a refused form",
    "Log in",
    async ({ device }) => {
      await device.opens("/login");
      await device.types("Email address", "ada@example.com");
      await device.presses("Log in");
      await device.sees("Log in");
    },
    { environment: TWO_LANGUAGES },
  ),
  state("change the password, after a passkey", "Change your password", async (scene) => {
    await showedPasskey(scene);
    await scene.device.opens("/profile/password");
  }),
  state("change the password", "Change your password", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/password");
  }),
  state("change the password, wrong", "Change your password", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/password");
    await scene.device.types("Current password", OTHER_PASSWORD);
    await scene.device.types("New password", "short");
    await scene.device.presses("Change password");
    await scene.device.page.locator(".error-summary").waitFor();
  }),
  state("password changed", "Your profile", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/password");
    await scene.device.types("Current password", PASSWORD);
    await scene.device.types("New password", OTHER_PASSWORD);
    await scene.device.presses("Change password");
    await scene.device.reads("Your password is changed.");
  }),
  state("devices", "Where you are logged in", async (scene) => {
    await confirmed(scene);
    await program(scene.site).json("POST", "/login", { email: scene.email, password: PASSWORD });
    await scene.device.opens("/profile/sessions");
  }),
  state("devices, only this one", "Where you are logged in", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/sessions");
    await scene.device.reads("You are only logged in here.");
  }),

  state(
    "devices, a long list",
    "Where you are logged in",
    async (scene) => {
      await loggedInOften(scene);
      await scene.device.opens("/profile/sessions");
      await scene.device.reads("Older");
    },
    { rows: 20 },
  ),
  state(
    "devices, older ones",
    "Where you are logged in",
    async (scene) => {
      await loggedInOften(scene);
      await scene.device.opens("/profile/sessions");
      await scene.device.presses("Older");
      await scene.device.reads("Newest");
    },
    { rows: 11 },
  ),

  state("change the address", "Change your email address", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/email");
  }),
  state("change the address, wrong", "Change your email address", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/email");
    await scene.device.types("New email address", scene.email);
    await scene.device.presses("Send the link");
    await scene.device.reads("That is already your address");
  }),
  state(
    "change the address, not accepted",
    "Change your email address",
    async (scene) => {
      await confirmed(scene);
      await scene.device.opens("/profile/email");
      await scene.device.types("New email address", "ada@refused.example");
      await scene.device.presses("Send the link");
      await scene.device.reads("We cannot use that address here");
    },
    { environment: REFUSING },
  ),
  state("change the address, asked", "Your profile", async (scene) => {
    await asksForChange(scene);
    await scene.device.opens("/profile");
    await scene.device.reads("to finish changing your address");
  }),
  state("change the address, cancel", "Cancel the change of your address?", async (scene) => {
    await asksForChange(scene);
    await scene.device.opens("/profile/email/cancel");
  }),
  state("change the address, its link", "Use new@new.example for your account?", async (scene) => {
    const { link } = await asksForChange(scene);
    await scene.device.page.context().clearCookies();
    await scene.device.opens(link);
    await scene.device.presses("Use this address");
    await scene.device.reads("Enter the password of your account");
  }),
  state("address changed", "Your email address is now new@new.example", async (scene) => {
    const { link } = await asksForChange(scene);
    await scene.device.opens(link);
    await scene.device.presses("Use this address");
    await scene.device.sees("Your email address is now new@new.example");
    scene.site.sql("DELETE FROM addresses WHERE email_key = 'new@new.example'");
  }),
  state("stop the change", "Stop this change?", async (scene) => {
    await opensStop(scene);
  }),
  state("stop the change, no code", "Stop this change?", async (scene) => {
    await opensStop(scene);
    await scene.device.presses("It was not me");
    await scene.device.reads("Enter the code from the email");
  }),
  state("stop the change, without a code in its mail", "Stop this change?", async (scene) => {
    await asksForChange(scene);
    const mail = await scene.site.mailTo(scene.email);
    scene.site.sql("UPDATE links SET asks_code = 0 WHERE email = ?", scene.email);
    await opensMail(scene, mail);
    await scene.device.presses("I changed my mind");
    await scene.device.reads("Tick the box");
  }),
  state("change stopped", "The change is stopped", async (scene) => {
    const { code } = await opensStop(scene);
    await scene.device.types("Code from the email", code ?? "");
    await scene.device.presses("I changed my mind");
  }),
  state("account locked", "The change is stopped, and your account is locked", async (scene) => {
    const { code } = await opensStop(scene);
    await scene.device.types("Code from the email", code ?? "");
    await scene.device.presses("It was not me");
  }),
  state("undo the change", "Undo the change of your address?", async (scene) => {
    await opensUndo(scene);
  }),
  state("undo the change, wrong code", "Undo the change of your address?", async (scene) => {
    const { code } = await opensUndo(scene);
    await scene.device.types("Code from the email", code === "12345678" ? "87654321" : "12345678");
    await scene.device.presses("Undo and lock");
    await scene.device.reads("That code is not right");
  }),
  state(
    "undo the change, with a second factor",
    "Undo the change of your address?",
    async (scene) => {
      const { code } = await opensUndo(scene);
      scene.site.sql(
        `INSERT INTO credentials (id, user_id, kind, factor, secret, created_on)
       SELECT id, user_id, 'recovery-code', 'backup', 'a digest', 1 FROM links
       WHERE email = ? AND purpose = 'undo-change'`,
        scene.email,
      );
      await scene.device.opens("/change-email/undo");
      await scene.device.types("Code from the email", code ?? "");
      await scene.device.presses("Undo and lock");
      await scene.device.reads("or a recovery code");
    },
  ),
  state("change link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/change-email/half-of-a-link"),
  ),

  state(
    "own data",
    "Your data",
    async (scene) => {
      await confirmed(scene);
      await scene.device.opens("/profile/data");
    },
    { rows: 1 },
  ),
  state("delete the account", "Delete your account", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/delete");
  }),
  state("delete the account, after a passkey", "Delete your account", async (scene) => {
    await showedPasskey(scene);
    await scene.device.opens("/profile/delete");
  }),
  state("delete the account, wrong", "Delete your account", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/delete");
    await scene.device.presses("Delete my account");
    await scene.device.reads("Enter your password");
  }),
  state("deletion asked", `Your account will be deleted on ${IN_TWO_WEEKS}`, async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/delete");
    await scene.device.types("Password", PASSWORD);
    await scene.device.presses("Delete my account");
  }),
  state("delete the account, the only admin", "You are the only administrator", async (scene) => {
    await confirmed(scene);
    scene.site.sql("UPDATE users SET admin = CASE WHEN email = ? THEN 1 ELSE 0 END", scene.email);
    await scene.device.opens("/profile/delete");
    await scene.device.types("Password", PASSWORD);
    await scene.device.presses("Delete my account");
  }),
  state("log in, to be deleted", "This account will be deleted", async (scene) => {
    await asksForDeletion(scene);
    await logInCookies(scene.device, scene.email);
  }),
  state("keep the account", "Keep your account?", async (scene) => {
    await opensMail(scene, await asksForDeletion(scene));
    await scene.device.presses("Keep my account");
    await scene.device.reads("Enter the code from the email");
  }),
  state("account kept", "Log in", async (scene) => {
    const mail = await asksForDeletion(scene);
    await opensMail(scene, mail);
    await scene.device.types("Code from the email", mail.code ?? "");
    await scene.device.presses("Keep my account");
    await scene.device.page.locator(".notice").waitFor();
  }),
  state("keep link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/keep/half-of-a-link"),
  ),
];
