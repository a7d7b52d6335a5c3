// Links that confirm or reset, alive and dead.

import {
  asksForReset,
  BEFORE,
  confirmed,
  opensFromElsewhere,
  opensLock,
  program,
  registered,
  state,
  stopped,
  type State,
} from "./scene.ts";
import { OTHER_PASSWORD, PASSWORD } from "./site.ts";

export const links: readonly State[] = [
  state("confirm, same browser", "Confirming your address", async (scene) => {
    const { link } = await registered(scene);
    // Sending the form leads nowhere, so the page stays.
    await scene.device.page.route("**/confirm", (route) =>
      route.request().method() === "POST" ? route.fulfill({ status: 204 }) : route.continue(),
    );
    await scene.device.page.goto(link, { waitUntil: "commit" });
  }),
  state("confirm, other browser", "Confirm your email address", async (scene) => {
    await opensFromElsewhere(scene);
    await scene.device.unfolds("I do not know that password");
  }),
  state("confirm, wrong password", "Confirm your email address", async (scene) => {
    await opensFromElsewhere(scene);
    await scene.device.types("Password", OTHER_PASSWORD);
    await scene.device.presses("Confirm my address");
    await scene.device.reads("That is not the password of this registration.");
  }),
  state("confirm, only a new password", "Confirm your email address", async (scene) => {
    const { email } = await opensFromElsewhere(scene);
    scene.site.sql("UPDATE links SET password_tries = 5 WHERE email = ?", email);
    await scene.device.types("Password", OTHER_PASSWORD);
    await scene.device.presses("Confirm my address");
    await scene.device.reads("That was wrong too often.");
  }),
  state("confirm, poor new password", "Confirm your email address", async (scene) => {
    await opensFromElsewhere(scene);
    await scene.device.unfolds("I do not know that password");
    await scene.device.types("Choose a new password", "short");
    await scene.device.presses("Confirm with the new password");
    await scene.device.reads("8 characters or more");
  }),
  state("confirmed, same browser", "Your email address is confirmed", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(link);
  }),
  state("confirmed, with its password", "Your email address is confirmed", async (scene) => {
    await opensFromElsewhere(scene);
    await scene.device.types("Password", PASSWORD);
    await scene.device.presses("Confirm my address");
  }),
  state("confirmed, with a new password", "Your email address is confirmed", async (scene) => {
    await opensFromElsewhere(scene);
    await scene.device.unfolds("I do not know that password");
    await scene.device.types("Choose a new password", OTHER_PASSWORD);
    await scene.device.presses("Confirm with the new password");
  }),
  state("confirmed, logged in as another", "Your email address is confirmed", async (scene) => {
    const { link } = await registered(scene, `other-${scene.email}`);
    await confirmed(scene);
    await scene.device.opens(link);
    await scene.device.types("Password", PASSWORD);
    await scene.device.presses("Confirm my address");
  }),
  state("link already used, logged in", "This address is already confirmed", async (scene) => {
    const { link } = await confirmed(scene);
    await scene.device.opens(link);
  }),
  state("link already used, nobody", "This address is already confirmed", async (scene) => {
    const { link } = await confirmed(scene);
    await scene.device.page.context().clearCookies();
    await scene.device.opens(link);
  }),
  state("link expired", "This link has expired", async (scene) => {
    const { link, email } = await registered(scene);
    scene.site.sql("UPDATE links SET expires_on = ? WHERE email = ?", BEFORE(), email);
    await scene.device.opens(link);
  }),
  state("link replaced", "This link was replaced", async (scene) => {
    const { link, browser } = await registered(scene);
    await browser.json("POST", "/unconfirmed/email", { email: `new-${scene.email}` });
    await scene.device.opens(link);
  }),
  state("link removed", "This registration was removed", async (scene) => {
    const { link, browser } = await registered(scene);
    await browser.json("POST", "/unconfirmed/cancel");
    await scene.device.opens(link);
  }),
  state("link of a taken address", "This address already has an account", async (scene) => {
    const first = await registered(scene);
    scene.site.sql("DELETE FROM limits");
    await confirmed(scene, first.mail);
    await scene.device.opens(first.link);
  }),
  state("link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/confirm/half-of-a-link"),
  ),
  state("not me", "Remove this registration?", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
  }),
  state("not me, no code", "Remove this registration?", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.presses("Remove it");
    await scene.device.reads("Enter the code from the email");
  }),
  state("not me, removed", "The registration is removed", async (scene) => {
    const { link, mail } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.types("Code from the email", mail.code ?? "");
    await scene.device.presses("Remove it");
  }),
  state("not me, removed before", "This registration was removed", async (scene) => {
    const { link, browser } = await registered(scene);
    await browser.json("POST", "/unconfirmed/cancel");
    await scene.device.opens(`${link}/not-me`);
    await scene.device.reads("I do not want these emails");
  }),
  state("stop mail", "Stop these emails?", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.opens("/stop-mail");
  }),
  state("stop mail, no code", "Stop these emails?", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.opens("/stop-mail");
    await scene.device.presses("Stop these emails");
    await scene.device.reads("Enter the code from the email");
  }),
  state("stop mail, stopped", "These emails are stopped", async (scene) => {
    const { link, mail } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.opens("/stop-mail");
    await scene.device.types("Code from the email", mail.code ?? "");
    await scene.device.presses("Stop these emails");
  }),
  state("stop mail, has an account", "This address has an account", async (scene) => {
    const { link } = await confirmed(scene);
    await scene.device.opens(link);
    await scene.device.opens("/stop-mail");
  }),
  state("stop mail, unknown link", "We do not recognise this link", ({ device }) =>
    device.opens("/stop-mail"),
  ),
  state("get mail again", "Get emails again?", async (scene) => {
    await scene.device.opens((await stopped(scene)).links.at(-1) ?? "");
  }),
  state("get mail again, wrong code", "Get emails again?", async (scene) => {
    await scene.device.opens((await stopped(scene)).links.at(-1) ?? "");
    await scene.device.types("Code from the email", "12");
    await scene.device.presses("Get emails again");
    await scene.device.reads("Code must be 8 digits");
  }),
  state("get mail again, done", "You get emails again", async (scene) => {
    const { links: mailed, code } = await stopped(scene);
    await scene.device.opens(mailed.at(-1) ?? "");
    await scene.device.types("Code from the email", code ?? "");
    await scene.device.presses("Get emails again");
  }),

  state("forgotten password", "Reset your password", ({ device }) => device.opens("/forgot")),
  state("forgotten password, wrong", "Reset your password", async ({ device }) => {
    await device.opens("/forgot");
    await device.presses("Send the link");
    await device.reads("Enter your email address");
  }),
  state("forgotten password, sent", "Check your email", async ({ device, email }) => {
    await device.opens("/forgot");
    await device.types("Email address", email);
    await device.presses("Send the link");
  }),
  state("reset", "Choose a new password", async (scene) => {
    await scene.device.opens((await asksForReset(scene)).link);
  }),
  state("reset, poor password", "Choose a new password", async (scene) => {
    await scene.device.opens((await asksForReset(scene)).link);
    await scene.device.types("New password", "short");
    await scene.device.presses("Save new password");
    await scene.device.reads("Password must be");
  }),
  state("reset, done", "Log in", async (scene) => {
    await scene.device.opens((await asksForReset(scene)).link);
    await scene.device.types("New password", OTHER_PASSWORD);
    await scene.device.presses("Save new password");
    await scene.device.reads("Log in with the new one.");
  }),
  state("reset link expired", "This link has expired", async (scene) => {
    const { link } = await asksForReset(scene);
    scene.site.sql("UPDATE links SET expires_on = ? WHERE email = ?", BEFORE(), scene.email);
    await scene.device.opens(link);
  }),
  state("reset link used", "This link was already used", async (scene) => {
    const { link, token } = await asksForReset(scene);
    await program(scene.site).json("POST", "/reset", { link: token, password: OTHER_PASSWORD });
    await scene.device.opens(link);
  }),
  state("reset link replaced", "This link was replaced", async (scene) => {
    const { link } = await asksForReset(scene);
    scene.site.sql(
      "UPDATE links SET ended_on = 1, ended_why = 'replaced' WHERE email = ?",
      scene.email,
    );
    await scene.device.opens(link);
  }),
  state("reset link removed", "This link no longer works", async (scene) => {
    const { link } = await asksForReset(scene);
    scene.site.sql(
      "UPDATE links SET ended_on = 1, ended_why = 'removed' WHERE email = ?",
      scene.email,
    );
    await scene.device.opens(link);
  }),
  state("lock the account", "Lock your account?", async (scene) => {
    await opensLock(scene);
  }),
  state("lock the account, no code", "Lock your account?", async (scene) => {
    await opensLock(scene);
    await scene.device.presses("Lock the account");
    await scene.device.reads("Enter the code from the email");
  }),
  state("lock the account, which has moved", "Lock your account?", async (scene) => {
    await opensLock(scene);
    scene.site.sql(
      "UPDATE users SET email_key = 'elsewhere@new.example' WHERE email = ?",
      scene.email,
    );
    await scene.device.opens("/lock");
    await scene.device.reads("The account uses another address now");
  }),
  state("locked by its notice", "Your account is locked", async (scene) => {
    const { code } = await opensLock(scene);
    await scene.device.types("Code from the email", code ?? "");
    await scene.device.presses("Lock the account");
  }),
  state("link to lock, used", "This link was already used", async (scene) => {
    const mail = await opensLock(scene);
    const [link] = mail.links;
    const sent = { link: link?.slice(link.lastIndexOf("/") + 1), code: mail.code };
    await program(scene.site).json("POST", "/lock", sent);
    await scene.device.opens("/lock");
  }),
  state("link to lock, unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/lock/half-of-a-link"),
  ),
  state("reset link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/reset/half-of-a-link"),
  ),
];
