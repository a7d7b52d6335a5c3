// The words of every kind of mail, as people read them. After a wanted change: vitest run -u.

import { describe, expect, test } from "vitest";
import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import { clearAway } from "../../src/background.ts";
import { disableUser } from "../../src/features/admin/admin.ts";
import { watchMail } from "../../src/features/alarm/index.ts";
import { joined } from "../../src/features.ts";
import type { MailKind } from "../../src/domain/mail.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";
const NEW_EMAIL = "ada.lovelace@example.org";
const NEW_PASSWORD = "a boat on the quiet lake";

type Story = (app: TestPostern) => Promise<CapturedMail>;

/** The story that causes each kind of mail; a kind without one does not compile. */
const STORIES: Readonly<Record<MailKind, Story>> = {
  confirm: async (app) => (await app.register(EMAIL)).mail,
  "confirm-again": async (app) => {
    const { browser } = await app.register(EMAIL);
    app.clock.forward("30 minutes");
    await browser.submit("/resend");
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
  "mail-trouble": async (app) => {
    await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
    app.clock.forward("3 hours");
    await watchMail(app.postern.context);
    return app.mailTo("operator@acme.example");
  },
};

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

/** What changes with every key and row is no matter of words. */
const readable = ({ to, subject, text, code }: CapturedMail): string =>
  `To: ${to}\nSubject: ${subject}\n\n${text}`
    .replace(
      /(\/(?:confirm|reset|keep|change-email|stop|undo)\/)[\w-]+\.[\w-]+\.[\w-]+/g,
      "$1{link}",
    )
    .replaceAll(code ?? "no code", "{code}");

const INSTALLATION = {
  appName: "Acme",
  baseUrl: "https://acme.example",
  support: "help@acme.example",
  timeZone: "Europe/Berlin",
  newDeviceNotice: true,
  operator: "operator@acme.example",
};

test("every kind of mail has its story", () => {
  expect(Object.keys(STORIES).toSorted()).toEqual(Object.keys(joined().mails).toSorted());
});

describe("the words of every mail", () => {
  test.for(Object.keys(STORIES))("%s", async (kind) => {
    await using app = await testPostern(INSTALLATION);
    const mail = await STORIES[kind]!(app);
    expect(mail.kind).toBe(kind);
    await expect(readable(mail)).toMatchFileSnapshot(`golden/${kind}.txt`);
  });
});

describe("what holds for every mail", () => {
  test.for(Object.keys(STORIES))("%s", async (kind) => {
    await using app = await testPostern({
      ...INSTALLATION,
      termsUrl: "https://acme.example/terms",
    });
    const mail = await STORIES[kind]!(app);
    // One part for people and one for programs, with the same links and no stranger's words.
    for (const link of mail.links) {
      expect(new URL(link).origin).toBe("https://acme.example");
      expect(mail.text).toContain(link);
      expect(mail.html).toContain(`"${link}"`);
    }
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text.endsWith("\n")).toBe(true);
    expect(mail.text).toContain("You received this email because");
    expect(mail.text.split("help@acme.example")).toHaveLength(2);
    expect(mail.html.split('href="mailto:help@acme.example"')).toHaveLength(2);
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe)\b|url\(/i);
    // The news first, the name behind it.
    const [news] = mail.text.split("\n");
    expect(mail.subject).toBe(`${news} – Acme`);
    expect(news).not.toContain("Acme");
    // No address more than twice, and no command with something behind it.
    for (const [part, most] of [
      [mail.text, 1],
      [mail.html, 2],
    ] as const) {
      const urls = part.match(/https:[^\s"<>]+/g) ?? [];
      for (const url of urls)
        expect(urls.filter((each) => each === url).length).toBeLessThanOrEqual(most);
    }
    expect(mail.text).not.toMatch(/postern [a-z]+.*[^a-z\n]$/m);
    // A paragraph is one line; what is copied has a line of its own below its label.
    for (const paragraph of mail.text.trimEnd().split("\n\n"))
      expect(paragraph).toMatch(/^.+$|^.+:\n(?:https:|postern )\S.*$|^Acme.*\nYou received .+$/);
  });
});

test("not one byte of a mail to an unproven address was chosen by whoever asked for it", async () => {
  await using app = await testPostern();
  const marker = "zzqmarkerqzz";
  const browser = app.browser({ userAgent: `Mozilla/5.0 ${marker} Firefox/145.0` });
  await browser.submit("/register", {
    email: EMAIL,
    password: `${marker} and a plum tree`,
    next: `/${marker}`,
  });
  const { text, html, subject } = await app.mailTo(EMAIL);
  expect(`${subject}${text}${html}`).not.toContain(marker);
});
