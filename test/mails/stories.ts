// What causes each kind of mail, through the routes.

import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import { clearAway } from "../../src/background.ts";
import type { MailKind } from "../../src/domain/mail.ts";
import { disableUser, removeFactors } from "../../src/features/admin/admin.ts";
import { addWebhook, listWebhooks } from "../../src/features/webhooks/endpoints.ts";
import { webhookCarrier } from "../../src/features/webhooks/webhooks.ts";
import { watchMail } from "../../src/features/alarm/index.ts";
import { PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";
import { authenticator } from "../passkeys/authenticator.ts";
import { addKey, keysOf, useKey } from "../passkeys/tools.ts";
import { begin, importPeople, run } from "../campaign/people.ts";
import { LOST_FACTOR_STORIES } from "./lost-factor-stories.ts";
import { pending, STEP, TWO_STEP, withTwoSteps } from "../second-factor/two-steps.ts";

export const EMAIL = "ada@example.com";
const NEW_EMAIL = "ada.lovelace@example.org";
const NEW_PASSWORD = "a boat on the quiet lake";

/** The languages that people read. */
export const LANGUAGES = ["en", "de", "fr", "ar"];

type Story = (app: TestPostern) => Promise<CapturedMail>;

/** The story that causes each kind of mail; a kind without one does not compile. */
export const STORIES: Readonly<Record<MailKind, Story>> = {
  confirm: async (app) => (await app.register(EMAIL)).mail,
  "confirm-again": async (app) => {
    const { browser } = await app.register(EMAIL);
    app.clock.forward("30 minutes");
    await browser.submit("/resend");
    return app.mailTo(EMAIL);
  },
  "confirm-reminder": async (app) => {
    await app.register(EMAIL);
    app.clock.forward("6 days");
    await clearAway(app.postern.context);
    return app.mailTo(EMAIL);
  },
  "confirm-moved": async (app) => {
    await importPeople(app, [EMAIL]);
    await begin(app);
    await run(app, 1);
    return app.mailTo(EMAIL);
  },
  "already-registered": async (app) => {
    await app.confirmed(EMAIL);
    app.clock.forward("3 days");
    return (await app.register(EMAIL)).mail;
  },
  reset: async (app) => {
    await app.confirmed(EMAIL);
    return forgotten(app);
  },
  "reset-no-user": async (app) => forgotten(app),
  "reset-disabled": async (app) => {
    await app.confirmed(EMAIL);
    const { context } = app.postern;
    const { id } = app.user(EMAIL)!;
    await disableUser(context, { actor: "operator:root", reason: "a test" }, id);
    return forgotten(app);
  },
  "passkey-added": async (app) => {
    await withPasskey(app);
    return app.mailTo(EMAIL);
  },
  "passkey-removed": async (app) => {
    const { browser } = await withPasskey(app);
    const passkeys = await keysOf(app, EMAIL);
    await browser.submit(`/profile/passkeys/${passkeys[0]!.id}/remove`);
    return app.mailTo(EMAIL);
  },
  "passkey-behind": async (app) => {
    const { browser, key } = await withPasskey(app);
    await browser.submit("/logout");
    key.passkeys[0]!.counter = 0;
    await useKey(browser, key);
    return app.mailTo(EMAIL);
  },
  "password-changed": async (app) => {
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("2 days");
    const change = { currentPassword: PASSWORD, password: NEW_PASSWORD };
    await browser.submit("/profile/password", change);
    return app.mailTo(EMAIL);
  },
  "new-device": async (app) => {
    await app.confirmed(EMAIL);
    app.clock.forward("2 days");
    await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    return app.mailTo(EMAIL);
  },
  "password-paused": async (app) => {
    await app.confirmed(EMAIL);
    app.clock.forward("2 days");
    const { store, settings } = app.postern.context;
    for (let place = 0; place < settings.limits.row.most; place += 1) {
      const now = app.clock.now();
      const [subject, client] = [`${EMAIL}|${place}`, `${place}`];
      await store.countTry({ emailKey: EMAIL, subject, client, limits: settings.limits, now });
    }
    return app.mailTo(EMAIL);
  },
  "change-email": async (app) => {
    await changing(app);
    return app.mailTo(NEW_EMAIL);
  },
  "change-requested": async (app) => {
    await changing(app);
    return app.mailTo(EMAIL);
  },
  "address-in-use": async (app) => {
    await app.confirmed(NEW_EMAIL);
    app.clock.forward("2 minutes");
    await changing(app);
    return app.mailTo(NEW_EMAIL);
  },
  "contact-stopped": async (app) => {
    const { link, code } = await app.register(EMAIL);
    await app.browser().json("POST", "/stop-mail", { link, code });
    app.clock.forward("3 days");
    return (await app.register(EMAIL)).mail;
  },
  "address-reserved": async (app) => {
    await changed(app);
    await app.mails();
    app.clock.forward("2 hours");
    return forgotten(app);
  },
  "email-changed": async (app) => {
    await changed(app);
    return app.mailTo(EMAIL);
  },
  "change-undone": async (app) => {
    await changed(app);
    const { links, code } = await app.mailTo(EMAIL);
    const reader = app.browser();
    await reader.open(links[0]!);
    await reader.submit("/change-email/undo", { code: code! });
    return app.mailTo(NEW_EMAIL);
  },
  deletion: async (app) => {
    const browser = await app.confirmed(EMAIL);
    await browser.submit("/profile/delete", { password: PASSWORD });
    return app.mailTo(EMAIL);
  },
  deleted: async (app) => {
    const browser = await app.confirmed(EMAIL);
    await browser.submit("/profile/delete", { password: PASSWORD });
    await app.mails();
    app.clock.forward("15 days");
    await clearAway(app.postern.context);
    return app.mailTo(EMAIL);
  },
  ...LOST_FACTOR_STORIES,
  "two-step-on": async (app) => {
    await withTwoSteps(app, EMAIL);
    return app.mailTo(EMAIL);
  },
  "two-step-off": async (app) => {
    const { browser } = await withTwoSteps(app, EMAIL);
    await browser.submit(`${TWO_STEP}/app/remove`);
    return newest(app, "two-step-off");
  },
  "recovery-codes-made": async (app) => {
    const { browser } = await withTwoSteps(app, EMAIL);
    await browser.open(`${TWO_STEP}/recovery-codes`);
    await browser.submit(`${TWO_STEP}/recovery-codes`);
    return newest(app, "recovery-codes-made");
  },
  "recovery-code-used": async (app) => {
    const { codes } = await withTwoSteps(app, EMAIL);
    for (const code of codes.slice(0, 8)) {
      await (await pending(app, { email: EMAIL })).submit(STEP, { code });
    }
    return newest(app, "recovery-code-used");
  },
  "codes-guessed": async (app) => {
    await withTwoSteps(app, EMAIL);
    const thief = await pending(app, { email: EMAIL });
    for (let tries = 0; tries < 11; tries += 1) await thief.submit(STEP, { code: "000000" });
    return newest(app, "codes-guessed");
  },
  "factors-removed": async (app) => {
    await withTwoSteps(app, EMAIL);
    const operator = { actor: "operator:root", reason: "lost her phone" };
    const { context } = app.postern;
    await removeFactors(context, operator, app.user(EMAIL)!.id, undefined);
    return newest(app, "factors-removed");
  },
  "mail-trouble": async (app) => {
    await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
    app.clock.forward("3 hours");
    await watchMail(app.postern.context);
    return app.mailTo("operator@acme.example");
  },
  "webhook-off": async (app) => {
    const { context } = app.postern;
    const url = "https://hooks.example/";
    await addWebhook(context, { actor: "operator:root" }, { url, types: "*" });
    const [webhook] = await listWebhooks(context);
    const gone = { ok: false, answer: "410", isGone: true } as const;
    await webhookCarrier(context).settled({ receiver: webhook! }, gone, webhook!);
    return app.mailTo("operator@acme.example");
  },
};

async function withPasskey(app: TestPostern) {
  const [browser, key] = [
    await app.confirmed(EMAIL),
    authenticator({ origin: new URL(app.baseUrl).origin }),
  ];
  app.clock.forward("2 minutes");
  await addKey(browser, key);
  app.clock.forward("2 minutes");
  return { browser, key };
}

async function newest(app: TestPostern, kind: MailKind): Promise<CapturedMail> {
  const found = (await app.mails()).find((mail) => mail.kind === kind);
  if (found === undefined) throw new Error(`There is no ${kind}.`);
  return found;
}

async function forgotten(app: TestPostern): Promise<CapturedMail> {
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: EMAIL });
  return app.mailTo(EMAIL);
}

async function changing(app: TestPostern) {
  const browser = await app.confirmed(EMAIL);
  app.clock.forward("5 minutes");
  await browser.submit("/profile/email", { email: NEW_EMAIL });
  return browser;
}

async function changed(app: TestPostern): Promise<void> {
  const browser = await changing(app);
  await browser.open((await app.mailTo(NEW_EMAIL)).links[0]!);
  app.clock.forward("1 hour");
  await browser.submit("/change-email");
}

/** A site with everything that mails can mention. */
export const INSTALLATION = {
  appName: "Acme",
  baseUrl: "https://acme.example",
  support: "help@acme.example",
  timeZone: "Europe/Berlin",
  newDeviceNotice: true,
  reminder: "2 days",
  operator: "operator@acme.example",
};
