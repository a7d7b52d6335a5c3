// Every page in every state a person can meet it in, and how to come there.

import { days, formatDate } from "../../src/domain/time.ts";
import type { Environment } from "../../src/server/config.ts";
import { browserOf } from "../../src/testing/browser.ts";
import type { Device, DeviceOptions } from "./chromium.ts";
import { OTHER_PASSWORD, PASSWORD, type Site } from "./site.ts";

export type Scene = {
  readonly site: Site;
  readonly device: Device;
  /** An address nobody else uses. */
  readonly email: string;
};

export type State = {
  readonly name: string;
  /** The main heading a person sees. */
  readonly heading: string;
  readonly environment?: Environment;
  readonly device?: (site: Site) => DeviceOptions;
  come(scene: Scene): Promise<unknown>;
};

const state = (
  name: string,
  heading: string,
  come: State["come"],
  more: Pick<State, "environment" | "device"> = {},
): State => ({ name, heading, come, ...more });

const LATER = (): number => Date.now() + 60 * 60_000;
const IN_TWO_WEEKS = formatDate(Date.now() + days(14));
const BEFORE = (): number => Date.now() - 1_000;

export const states: readonly State[] = [
  state("home, nobody", "Welcome to Postern", ({ device }) => device.opens("/")),
  state("home, unconfirmed", "Welcome to Postern", async (scene) => {
    await registered(scene);
    await scene.device.opens("/");
  }),
  state("home, confirmed", "Welcome to Postern", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/");
  }),
  state(
    "home, unconfirmed with full access",
    "Welcome to Postern",
    async (scene) => {
      await registered(scene);
      await scene.device.opens("/");
    },
    { environment: { POSTERN_UNCONFIRMED: "full" } },
  ),

  state("register", "Create an account", ({ device }) => device.opens("/register")),
  state("register, nothing entered", "Create an account", async ({ device }) => {
    await device.opens("/register");
    await device.presses("Create account");
    await device.reads("Enter a password");
  }),
  state("register, both wrong", "Create an account", async ({ device }) => {
    await device.opens("/register");
    await device.types("Email address", `${"a".repeat(60)}@example`);
    await device.types("Create a password", "password");
    await device.presses("Create account");
    await device.reads("very common passwords");
  }),
  state("register, logged in", "Create an account", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/register");
  }),
  state("register, closed", "New accounts are closed", ({ device }) => device.opens("/register"), {
    environment: { POSTERN_REGISTER: "closed" },
  }),
  state("register, too many", "Too many attempts", async ({ device, site, email }) => {
    await program(site).json("POST", "/register", { email, password: PASSWORD });
    fills(site, "register");
    await device.opens("/register");
    await device.types("Email address", `again-${email}`);
    await device.types("Create a password", PASSWORD);
    await device.presses("Create account");
  }),

  state("waiting", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
  }),
  state("waiting, with a mailbox to open", "Check your email", async (scene) => {
    await registered(scene, scene.email.replace("example.com", "gmail.com"));
    await scene.device.opens("/unconfirmed");
    await scene.device.reads("Open Gmail");
  }),
  state("waiting, after a slip in the address", "Check your email", async (scene) => {
    await registered(scene, scene.email.replace("example.com", "gmial.com"));
    await scene.device.opens("/unconfirmed");
    await scene.device.reads("Did you mean");
  }),
  state("waiting, mail not out yet", "Check your email", async (scene) => {
    await mailIs(scene, "queued", null);
    await scene.device.reads("An email is on its way to");
  }),
  state("waiting, mail delayed", "Check your email", async (scene) => {
    await mailIs(scene, "retry", "451 4.7.1 Greylisted, please try again later");
    await scene.device.reads("is asking us to wait");
  }),
  state("waiting, mail undeliverable", "Check your email", async (scene) => {
    await mailIs(scene, "dead", "550 5.1.1 <nobody@example.com>: user unknown");
    await scene.device.reads("We could not deliver to");
  }),
  state("waiting, link expired", "Check your email", async (scene) => {
    const { email } = await registered(scene);
    scene.site.sql("UPDATE links SET expires_on = ? WHERE email = ?", BEFORE(), email);
    await scene.device.opens("/unconfirmed");
    await scene.device.reads("The link we sent has expired.");
  }),
  state("waiting, sent again", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    scene.site.sql("DELETE FROM limits");
    await scene.device.unfolds("I did not get the email");
    await scene.device.presses("Send it again");
    await scene.device.reads("We have sent it again.");
  }),
  state("waiting, sent again too soon", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
    await scene.device.presses("Send it again");
    await scene.device.reads("You can send it again at");
  }),
  state("waiting, wrong code", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.types("Or enter the 8-digit code from the email", "12345678");
    await scene.device.presses("Confirm with code");
    await scene.device.reads("That code is not right.");
  }),
  state("waiting, wrong new address", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
    await scene.device.types("New email address", "nowhere");
    await scene.device.presses("Send to this address");
    await scene.device.reads("in the correct format");
  }),
  state("waiting, address changed", "Check your email", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
    await scene.device.unfolds("I did not get the email");
    await scene.device.types("New email address", `new-${scene.email}`);
    await scene.device.presses("Send to this address");
    await scene.device.reads("We are writing to the new address.");
  }),
  state("cancel the registration", "Cancel this registration?", async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed/cancel");
  }),
  state("get a new mail", "Get a new confirmation email", ({ device }) =>
    device.opens("/unconfirmed"),
  ),
  state("get a new mail, wrong", "Get a new confirmation email", async ({ device }) => {
    await device.opens("/unconfirmed");
    await device.presses("Send");
    await device.reads("Enter your email address");
  }),
  state("get a new mail, sent", "Get a new confirmation email", async ({ device, email }) => {
    await device.opens("/unconfirmed");
    await device.types("Email address", email);
    await device.presses("Send");
    await device.reads("we have sent it a new email");
  }),

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
  state("not me, not ticked", "Remove this registration?", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.presses("Remove it");
    await scene.device.reads("Tick the box");
  }),
  state("not me, removed", "The registration is removed", async (scene) => {
    const { link } = await registered(scene);
    await scene.device.opens(`${link}/not-me`);
    await scene.device.page.getByRole("checkbox").check();
    await scene.device.presses("Remove it");
  }),

  state("log in", "Log in", ({ device }) => device.opens("/login?next=/profile")),
  state("log in, nothing entered", "Log in", async ({ device }) => {
    await device.opens("/login");
    await device.presses("Log in");
    await device.reads("Enter your password");
  }),
  state("log in, wrong", "Log in", async ({ device, email }) => {
    await logsIn(device, email);
    await device.reads("They do not belong together");
  }),
  state("log in, too many", "Too many attempts", async ({ device, site, email }) => {
    await logsIn(device, email);
    fills(site, "login");
    await logsIn(device, email);
  }),
  state("log in, logged in", "Log in", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/login");
  }),
  state("log in, suspended", "This account is suspended", async (scene) => {
    await confirmed(scene);
    scene.site.sql("UPDATE users SET disabled_on = ? WHERE email = ?", BEFORE(), scene.email);
    await scene.device.page.context().clearCookies();
    await logsIn(scene.device, scene.email);
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
    const { link, mail } = await asksForReset(scene);
    scene.site.sql("DELETE FROM limits");
    await asksForReset(scene, mail);
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
  state("reset link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/reset/half-of-a-link"),
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
    await asksForChange(scene);
    await scene.device.opens((await scene.site.mailTo(scene.email)).links[0] ?? "");
    await scene.device.presses("Stop it");
    await scene.device.reads("Tick the box to stop the change");
  }),
  state("change stopped", "The change is stopped", async (scene) => {
    await asksForChange(scene);
    await scene.device.opens((await scene.site.mailTo(scene.email)).links[0] ?? "");
    await scene.device.page.getByRole("checkbox").check();
    await scene.device.presses("Stop it");
  }),
  state("undo the change", "Undo the change of your address?", async (scene) => {
    const { link } = await asksForChange(scene);
    await scene.device.opens(link);
    await scene.device.presses("Use this address");
    await scene.device.sees("Your email address is now new@new.example");
    const mail = await scene.site.mailOf("email-changed", scene.email);
    scene.site.sql("DELETE FROM addresses WHERE email_key = 'new@new.example'");
    await scene.device.opens(mail.links[0] ?? "");
  }),
  state("change link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/change-email/half-of-a-link"),
  ),

  state("own data", "Your data", async (scene) => {
    await confirmed(scene);
    await scene.device.opens("/profile/data");
  }),
  state("delete the account", "Delete your account", async (scene) => {
    await confirmed(scene);
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
  state("log in, to be deleted", "This account will be deleted", async (scene) => {
    await asksForDeletion(scene);
    await logsIn(scene.device, scene.email);
  }),
  state("keep the account", "Keep your account?", async (scene) => {
    await scene.device.opens(await asksForDeletion(scene));
    await scene.device.presses("Keep my account");
    await scene.device.reads("Tick the box");
  }),
  state("account kept", "Log in", async (scene) => {
    await scene.device.opens(await asksForDeletion(scene));
    await scene.device.page.getByRole("checkbox").check();
    await scene.device.presses("Keep my account");
    await scene.device.page.locator(".notice").waitFor();
  }),
  state("keep link unknown", "We do not recognise this link", ({ device }) =>
    device.opens("/keep/half-of-a-link"),
  ),

  state("nothing at this address", "Page not found", ({ device }) => device.opens("/no-such-page")),
  state("wrong method", "That cannot be done here", ({ device }) => device.opens("/resend")),
  state(
    "a form from elsewhere",
    "We could not accept that form",
    async ({ device, site }) => {
      await device.opens(`${neighbour(site)}/register`);
      await device.presses("Create account");
    },
    { device: (site) => ({ elsewhere: neighbour(site) }) },
  ),
  state("out of order", "There is a problem with this service", async ({ device, site, email }) => {
    await device.opens("/forgot");
    await device.types("Email address", email);
    site.sql("ALTER TABLE limits RENAME TO limits_away");
    await device.presses("Send the link");
    await device.sees("There is a problem with this service");
    site.sql("ALTER TABLE limits_away RENAME TO limits");
  }),

  state(
    "development mailbox, empty",
    "Development mailbox",
    ({ device }) => device.opens("/dev/mailbox"),
    { environment: {} },
  ),
  state(
    "development mailbox",
    "Development mailbox",
    async (scene) => {
      await registered(scene);
      await scene.device.opens("/dev/mailbox");
    },
    { environment: {} },
  ),
  state("a captured mail", "Confirm your email address for Postern", async (scene) => {
    const { mail } = await registered(scene);
    await scene.device.opens(`/dev/mailbox/${mail.id}`);
  }),
];

/** The site under another of its names: for a browser, another site. */
const neighbour = (site: Site): string => site.url.replace("localhost", "127.0.0.1");

/** A program's way in, without pages. */
const program = (site: Site) => browserOf((request) => fetch(request), site.url);

type Program = ReturnType<typeof program>;

/** Gives the device what a program was given: it is logged in as the program is. */
async function takesOver({ device, site }: Scene, { jar }: Program): Promise<void> {
  const cookies = [...jar].map(([name, value]) => ({ name, value, url: site.url }));
  await device.page.context().addCookies(cookies);
}

/** As if everything that this limit allows had just been done. */
function fills(site: Site, limit: string): void {
  const hits = JSON.stringify(Array.from({ length: 20 }, () => Date.now()));
  site.sql("UPDATE limits SET hits = ? WHERE subject LIKE ?", hits, `${limit}:%`);
}

/** A registration on this device that waits to be confirmed. */
async function registered(scene: Scene, email = scene.email, after?: Mail) {
  const browser = program(scene.site);
  await browser.json("POST", "/register", { email, password: PASSWORD });
  const mail = await scene.site.mailTo(email, after);
  await takesOver(scene, browser);
  const link = mail.links[0] ?? "";
  return { browser, email, mail, link, token: link.slice(link.lastIndexOf("/") + 1) };
}

type Mail = Awaited<ReturnType<Site["mailTo"]>>;

/** A confirmed user who is logged in on this device. */
async function confirmed(scene: Scene, after?: Mail) {
  const user = await registered(scene, scene.email, after);
  await user.browser.json("POST", "/confirm", { link: user.token });
  await takesOver(scene, user.browser);
  scene.site.sql("DELETE FROM limits");
  return user;
}

/** A registration made elsewhere, whose link is opened here. */
async function opensFromElsewhere(scene: Scene) {
  const user = await registered(scene);
  await scene.device.page.context().clearCookies();
  await scene.device.opens(user.link);
  return user;
}

/** The waiting page while the mail is in a state of the outbox. */
async function mailIs(scene: Scene, mailState: string, answer: string | null): Promise<void> {
  const { email } = await registered(scene);
  scene.site.sql(
    `UPDATE mails SET state = ?, due_on = ?, worthless_on = ?, answer = nullif(?, ''),
       ended_on = CASE WHEN ? = 'dead' THEN created_on END
     WHERE email = ?`,
    mailState,
    LATER(),
    LATER() * 2,
    answer ?? "",
    mailState,
    email,
  );
  await scene.device.opens("/unconfirmed");
}

async function logsIn(device: Device, email: string): Promise<void> {
  await device.opens("/login");
  await device.types("Email address", email);
  await device.types("Password", PASSWORD);
  await device.presses("Log in");
}

/** A reset link of a confirmed user, who is logged in nowhere. */
async function asksForReset(scene: Scene, after?: Mail) {
  const before = after ?? (await confirmed(scene)).mail;
  await program(scene.site).json("POST", "/forgot", { email: scene.email });
  const mail = await scene.site.mailTo(scene.email, before);
  await scene.device.page.context().clearCookies();
  const link = mail.links[0] ?? "";
  return { mail, link, token: link.slice(link.lastIndexOf("/") + 1) };
}

/** A change of address that waits for its link. */
async function asksForChange(scene: Scene): Promise<{ readonly link: string }> {
  const { browser } = await confirmed(scene);
  const before = (await scene.site.mailsTo("new@new.example"))[0];
  await browser.json("POST", "/profile/email", { email: "new@new.example" });
  const mail = await scene.site.mailTo("new@new.example", before);
  return { link: mail.links[0] ?? "" };
}

/** A user who is to be deleted; with the link that keeps the account. */
async function asksForDeletion(scene: Scene): Promise<string> {
  const { browser } = await confirmed(scene);
  await browser.json("POST", "/profile/delete", { password: PASSWORD });
  await scene.device.page.context().clearCookies();
  const mail = await scene.site.mailOf("deletion", scene.email);
  return mail.links[0] ?? "";
}
