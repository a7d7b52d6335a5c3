// Each mail speaks the language of whoever will read it, and not of whoever caused it.

import { expect, test } from "vitest";
import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

/** English with accents stands for any other language. */
const OTHER = "en-XA";
const TWO = { languages: [OTHER] } as const;

/** The language of all parts of a mail; fails if they differ. */
function spoken({ subject, text, html }: CapturedMail): string {
  const isOther = (words: string): boolean => words.startsWith("[");
  const tag = isOther(subject) ? OTHER : "en";
  expect([isOther(text), html.includes(`lang="${tag}"`)]).toEqual([tag === OTHER, true]);
  return tag;
}

const from = (app: TestPostern, language: string) => app.browser({ language });

/** Somebody with an account, who registered in a browser of this language. */
async function has(app: TestPostern, language: string): Promise<void> {
  const browser = from(app, language);
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  const mail = await app.mailTo(EMAIL);
  expect(spoken(mail)).toBe(language);
  await browser.open(mail.links[0]!);
  await browser.submit("/confirm");
  app.clock.forward("1 day");
}

test("a reset is in the language of the owner, whoever asks for it", async () => {
  for (const [owner, asker] of [
    [OTHER, "en"],
    ["en", OTHER],
  ] as const) {
    await using app = await testPostern(TWO);
    await has(app, owner);
    await from(app, asker).submit("/forgot", { email: EMAIL });
    expect(spoken(await app.mailTo(EMAIL))).toBe(owner);
  }
});

test("so is the mail to an owner whose address somebody else registers", async () => {
  await using app = await testPostern(TWO);
  await has(app, OTHER);
  await from(app, "en").submit("/register", { email: EMAIL, password: PASSWORD });
  const mail = await app.mailTo(EMAIL);
  expect([mail.kind, spoken(mail)]).toEqual(["already-registered", OTHER]);
});

test("what is asked for an address that nobody has is in the language of the site", async () => {
  await using app = await testPostern({ language: OTHER, languages: ["en"] });
  await from(app, "en").submit("/forgot", { email: EMAIL });
  expect(spoken(await app.mailTo(EMAIL))).toBe(OTHER);
});

test("a choice on the profile counts from the next mail on, and one in a browser never", async () => {
  await using app = await testPostern(TWO);
  const browser = await app.confirmed(EMAIL);
  app.clock.forward("1 day");
  await browser.open(`/?lang=${OTHER}`);
  await browser.submit("/profile/password", {
    currentPassword: PASSWORD,
    password: "a boat on the quiet lake",
  });
  expect(spoken(await app.mailTo(EMAIL))).toBe("en");
  app.clock.forward("1 day");
  await browser.submit("/profile/language", { language: OTHER });
  await app.browser().submit("/forgot", { email: EMAIL });
  expect(spoken(await app.mailTo(EMAIL))).toBe(OTHER);
});

test("a mail keeps its language although its reader chooses another one between two tries", async () => {
  let tries = 0;
  const sent: { readonly subject: string; readonly text: string; readonly language?: string }[] =
    [];
  const mailer = {
    send: async (message: (typeof sent)[number]) => {
      sent.push(message);
      tries += 1;
      return tries === 1
        ? ({ ok: false, fault: "passing", answer: "451 later" } as const)
        : ({ ok: true, answer: "250 ok" } as const);
    },
  };
  await using app = await testPostern({ ...TWO, mailer: mailer as never });
  await from(app, OTHER).submit("/register", { email: EMAIL, password: PASSWORD });
  await app.postern.deliver();
  app.database.exec("UPDATE users SET language = 'en'");
  app.clock.forward("1 minute");
  await app.postern.deliver();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[0]?.language).toBe(OTHER);
});

test("times are written alike on pages and in mails: with their distance from UTC, in the zone of the site", async () => {
  await using app = await testPostern({ ...TWO, timeZone: "Asia/Kolkata" });
  const { browser, mail } = await app.register(EMAIL);
  const time = / \d\d:\d\d \(UTC\+5:30\)/;
  expect(mail.text).toMatch(time);
  await browser.open(mail.links[0]!);
  await browser.submit("/confirm");
  expect((await browser.open("/profile")).text).toMatch(time);
  expect((await browser.open(`/profile?lang=${OTHER}`)).text).toMatch(time);
});
