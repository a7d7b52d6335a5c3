// A state of a page, and how a person or a program gets there.

import type { Environment } from "../../src/server/config-types.ts";
import { browserOf } from "../../src/testing/browser.ts";
import type { Device, DeviceOptions } from "./chromium.ts";
import { OTHER_PASSWORD, PASSWORD, type HostOptions, type Site } from "./site.ts";

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
  /** Options of a host's own program, for a state that the server does not have. */
  readonly host?: HostOptions;
  readonly device?: (site: Site) => DeviceOptions;
  /** How many rows of a long list the page shows. */
  readonly rows?: number;
  /** Whether it has a QR code, which is part of its markup. */
  readonly picture?: true;
  /** Whether it has charts, which have a budget of their own. */
  readonly charts?: true;
  come(scene: Scene): Promise<unknown>;
};

/** Written as a line of a table. */
export const state = (
  name: string,
  heading: string,
  come: State["come"],
  more: Pick<State, "environment" | "host" | "device" | "rows" | "picture" | "charts"> = {},
): State => ({ name, heading, come, ...more });

/** A site that does not take every address. */
export const REFUSING: Environment = {
  POSTERN_REFUSED_DOMAINS: "refused.example, gmali.com",
  POSTERN_SUPPORT: "help@acme.example",
};

/** For lifetimes in the database. */
export const LATER = (): number => Date.now() + 60 * 60_000;
export const BEFORE = (): number => Date.now() - 1_000;

/** The site under another of its names, which a browser treats as another site. */
export const neighbour = (site: Site): string => site.url.replace("localhost", "127.0.0.1");

/** A program's access, without pages. */
export const program = (site: Site) => browserOf((request) => fetch(request), site.url);

type Program = ReturnType<typeof program>;

/** Gives the device the cookies of a program, so that it is logged in as the program is. */
export async function takesOver({ device, site }: Scene, { jar }: Program): Promise<void> {
  const cookies = [...jar].map(([name, value]) => ({ name, value, url: site.url }));
  await device.page.context().addCookies(cookies);
}

/** As if everything that this limit allows had just been done. */
export function fills(site: Site, limit: string): void {
  const hits = JSON.stringify(Array.from({ length: 20 }, () => Date.now()));
  site.sql("UPDATE limits SET hits = ? WHERE subject LIKE ?", hits, `${limit}:%`);
}

/** A registration on this device that waits to be confirmed. */
export async function registered(
  scene: Scene,
  email = scene.email,
  after?: Mail,
  said: object = {},
) {
  const browser = program(scene.site);
  await browser.json("POST", "/register", { email, password: PASSWORD, ...said });
  const mail = await scene.site.mailTo(email, after);
  await takesOver(scene, browser);
  const link = mail.links[0] ?? "";
  return { browser, email, mail, link, token: link.slice(link.lastIndexOf("/") + 1) };
}

type Mail = Awaited<ReturnType<Site["mailTo"]>>;

/** A confirmed user who is logged in on this device. */
export async function confirmed(scene: Scene, after?: Mail, said: object = {}) {
  const user = await registered(scene, scene.email, after, said);
  await user.browser.json("POST", "/confirm", { link: user.token });
  await takesOver(scene, user.browser);
  scene.site.sql("DELETE FROM limits");
  return user;
}

/** A mailbox that has stopped such mails, and the mail that tells of it when somebody registers again. */
export async function stopped(scene: Scene): Promise<Mail> {
  const { mail, link } = await registered(scene);
  await program(scene.site).json("POST", "/stop-mail", { link, code: mail.code });
  scene.site.sql("DELETE FROM limits");
  return (await registered(scene, scene.email, mail)).mail;
}

/** A registration made elsewhere, whose link is opened here. */
export async function opensFromElsewhere(scene: Scene) {
  const user = await registered(scene);
  await scene.device.page.context().clearCookies();
  await scene.device.opens(user.link);
  return user;
}

/** The waiting page while the mail is in a state of the outbox. */
export async function mailIs(
  scene: Scene,
  mailState: string,
  answer: string | null,
): Promise<void> {
  const { email } = await registered(scene);
  scene.site.sql(
    `UPDATE mails SET state = ?, due_on = ?, worthless_on = ?, answer = nullif(?, ''),
       ended_on = CASE WHEN ? = 'dead' THEN created_on END,
       fault = CASE WHEN ? = 'dead' THEN 'address' END
     WHERE email = ?`,
    mailState,
    LATER(),
    LATER() * 2,
    answer ?? "",
    mailState,
    mailState,
    email,
  );
  await scene.device.opens("/unconfirmed");
}

export async function logInCookies(device: Device, email: string): Promise<void> {
  await device.opens("/login");
  await device.types("Email address", email);
  await device.types("Password", PASSWORD);
  await device.presses("Log in");
}

/** A reset link of a confirmed user, who is not logged in anywhere. */
export async function asksForReset(scene: Scene, after?: Mail) {
  const before = after ?? (await confirmed(scene)).mail;
  await program(scene.site).json("POST", "/forgot", { email: scene.email });
  const mail = await scene.site.mailTo(scene.email, before);
  await scene.device.page.context().clearCookies();
  const link = mail.links[0] ?? "";
  return { mail, link, token: link.slice(link.lastIndexOf("/") + 1) };
}

/** A change of address that waits for its link. */
export async function asksForChange(scene: Scene): Promise<{ readonly link: string }> {
  const { browser } = await confirmed(scene);
  const before = (await scene.site.mailsTo("new@new.example"))[0];
  await browser.json("POST", "/profile/email", { email: "new@new.example" });
  const mail = await scene.site.mailTo("new@new.example", before);
  return { link: mail.links[0] ?? "" };
}

/** A user who is to be deleted; with the mail that keeps the account. */
export async function asksForDeletion(scene: Scene): Promise<Mail> {
  const { browser } = await confirmed(scene);
  await browser.json("POST", "/profile/delete", { password: PASSWORD });
  await scene.device.page.context().clearCookies();
  return scene.site.mailOf("deletion", scene.email);
}

/** A user whose password somebody changed, who opens the link of the notice here. */
export async function opensLock(scene: Scene): Promise<Mail> {
  const { browser } = await confirmed(scene);
  const change = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
  await browser.json("POST", "/profile/password", change);
  await scene.device.page.context().clearCookies();
  const mail = await scene.site.mailOf("password-changed", scene.email);
  await opensMail(scene, mail);
  return mail;
}

/** Opens the first link of a mail. */
export const opensMail = (scene: Scene, mail: Mail): Promise<unknown> =>
  scene.device.opens(mail.links[0] ?? "");
