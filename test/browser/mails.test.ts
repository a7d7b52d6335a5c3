// Every kind of mail as mail programs show it.

import { expect, test } from "vitest";
import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { barriersOf, WCAG } from "./axe.ts";
import { chromiumForThisFile } from "./chromium.ts";
import { OTHER_PASSWORD, PASSWORD, startSite, type Site } from "./site.ts";

const devices = chromiumForThisFile();

const KINDS = [
  "address-in-use",
  "already-registered",
  "change-email",
  "change-requested",
  "confirm",
  "confirm-again",
  "contact-stopped",
  "deletion",
  "email-changed",
  "password-changed",
  "reset",
  "reset-no-user",
];

test("every mail is within everybody's reach, light and dark, wide and narrow", async () => {
  await using site = await startSite({
    POSTERN_SUPPORT: "help@postern.example",
    POSTERN_LIMITS: "off",
  });
  await using device = await devices.device(site);
  const mails = await mailsOfALife(site);
  expect([...mails.keys()].toSorted()).toEqual(KINDS);
  for (const [kind, { html }] of mails) {
    await device.page.setContent(html);
    expect(await barriersOf(device.page, WCAG), `a mail of the kind ${kind}`).toEqual([]);
    expect(html, `${kind} asks for something elsewhere`).not.toMatch(/<img|<link|@import|url\(/i);
  }
});

/** One mail of each kind that somebody gets who registers, moves and leaves. */
async function mailsOfALife(site: Site): Promise<ReadonlyMap<string, CapturedMail>> {
  const ada = browserOf((request) => fetch(request), site.url);
  const somebody = browserOf((request) => fetch(request), site.url);
  const mails = new Map<string, CapturedMail>();
  const email = "ada@example.com";
  const next = async (kind: string, to = email): Promise<string> => {
    const mail = await site.mailOf(kind, to);
    mails.set(mail.kind, mail);
    return mail.links[0]?.split("/").at(-1) ?? "";
  };
  const bob = { email: "bob@example.com", password: PASSWORD };
  await somebody.json("POST", "/register", bob);
  await somebody.json("POST", "/confirm", { link: await next("confirm", bob.email) });

  await ada.json("POST", "/register", { email, password: PASSWORD });
  await next("confirm");
  await ada.json("POST", "/resend");
  await ada.json("POST", "/confirm", { link: await next("confirm-again") });
  await somebody.json("POST", "/logout");
  await somebody.json("POST", "/register", { email, password: PASSWORD });
  await next("already-registered");
  await somebody.json("POST", "/forgot", { email });
  await next("reset");
  await somebody.json("POST", "/forgot", { email: "eve@example.com" });
  await next("reset-no-user", "eve@example.com");
  const change = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
  await ada.json("POST", "/profile/password", change);
  await next("password-changed");
  await ada.json("POST", "/profile/email", { email: bob.email });
  await next("address-in-use", bob.email);
  await ada.json("POST", "/profile/email", { email: "ada@new.example" });
  await next("change-requested");
  await ada.json("POST", "/change-email", { link: await next("change-email", "ada@new.example") });
  await next("email-changed");
  await ada.json("POST", "/profile/delete", { password: OTHER_PASSWORD });
  await next("deletion", "ada@new.example");

  const eve = { email: "eve@example.org", password: PASSWORD };
  const register = () =>
    browserOf((request) => fetch(request), site.url).json("POST", "/register", eve);
  await register();
  const link = await next("confirm", eve.email);
  await ada.json("POST", "/stop-mail", { link, code: (await site.mailTo(eve.email)).code });
  await register();
  await next("contact-stopped", eve.email);
  return mails;
}
