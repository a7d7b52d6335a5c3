// The switch of languages on a page that came by a form: the same page anew, and nothing is done again.

import { describe, expect, test } from "vitest";
import type { Browser, Page } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { decoded } from "../browser/screenless.ts";
import { outOfPseudo } from "../languages/out-of-pseudo.ts";
import { textsOf } from "../languages/unsaid.ts";

const EMAIL = "ada@example.com";
const WRONG = "a guess in the dark";

const OTHER = "en-XA";
const TWO = { languages: [OTHER] } as const;

/** What the switch of a page sends, and where; undefined if it has only links. */
function switchOf({ text }: Page) {
  const [, form] =
    /<nav aria-label="[^"]*">\s*<form method="post">([^]*?)<\/form>\s*<\/nav>/.exec(text) ?? [];
  if (form === undefined) return undefined;
  const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const buttons = [...form.matchAll(/<button formaction="([^"]*)" lang="([^"]*)"/g)];
  return {
    fields: Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, decoded(value)])),
    actions: Object.fromEntries(buttons.map(([, action = "", tag = ""]) => [tag, decoded(action)])),
  };
}

/** Presses a language on a page that came by a form. */
async function press(browser: Browser, page: Page, tag: string): Promise<Page> {
  const { fields, actions } = switchOf(page)!;
  return browser.submit(`${page.path.split("?")[0]}${actions[tag]}`, fields);
}

/** The texts of a page, without those that differ at each time: they are in the accented language on one of the two. */
const texts = (page: Page): readonly string[] => textsOf(page.text).map(outOfPseudo);

/** What is filled in on a page, by name, but for what is hidden. */
const filled = ({ text }: Page) =>
  [...text.matchAll(/<input id="([^"]*)"[^>]*? type="(?:email|text)"[^>]*? value="([^"]*)"/g)].map(
    ([, name, value]) => [name, value],
  );

type Form = {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly status: number;
  readonly from?: (app: TestPostern) => Promise<Browser>;
};

const linked = async (app: TestPostern): Promise<Browser> => {
  const { link } = await app.register(EMAIL);
  const browser = app.browser();
  await browser.open(link);
  return browser;
};

const reset = async (app: TestPostern): Promise<Browser> => {
  await app.confirmed(EMAIL);
  app.clock.forward("1 hour");
  const browser = app.browser();
  await browser.submit("/forgot", { email: EMAIL });
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  return browser;
};

const waiting = async (app: TestPostern): Promise<Browser> => (await app.register(EMAIL)).browser;
const user = (app: TestPostern): Promise<Browser> => app.confirmed(EMAIL);

const FORMS: Readonly<Record<string, Form>> = {
  "registering with a short password": {
    path: "/register",
    fields: { email: "ada@exam.ple", password: "short", next: "/profile/data" },
    status: 422,
  },
  "logging in with a wrong password": {
    path: "/login",
    fields: { email: EMAIL, password: WRONG, next: "/profile/data" },
    status: 401,
    from: async (app) => {
      await app.confirmed(EMAIL);
      return app.browser();
    },
  },
  "forgetting the password of no address": {
    path: "/forgot",
    fields: { email: "ada" },
    status: 422,
  },
  "forgetting a password": { path: "/forgot", fields: { email: EMAIL }, status: 200 },
  "another mail to no address": { path: "/resend", fields: { email: "ada@" }, status: 422 },
  "another mail too soon": { path: "/resend", fields: {}, status: 429, from: waiting },
  "a wrong code": {
    path: "/unconfirmed/code",
    fields: { code: "12345678" },
    status: 422,
    from: waiting,
  },
  "no other address": {
    path: "/unconfirmed/email",
    fields: { email: "ada.example.com" },
    status: 422,
    from: waiting,
  },
  "confirming with a wrong password": {
    path: "/confirm",
    fields: { password: WRONG },
    status: 422,
    from: linked,
  },
  "not me, with a wrong code": {
    path: "/confirm/not-me",
    fields: { code: "12345678" },
    status: 422,
    from: linked,
  },
  "stopping mails with a wrong code": {
    path: "/stop-mail",
    fields: { code: "12345678" },
    status: 422,
    from: linked,
  },
  "resetting to a short password": {
    path: "/reset",
    fields: { password: "short" },
    status: 422,
    from: reset,
  },
  "changing a password that is another": {
    path: "/profile/password",
    fields: { currentPassword: WRONG, password: "a boat on the quiet lake" },
    status: 422,
    from: user,
  },
  "moving to no address": {
    path: "/profile/email",
    fields: { email: "nowhere" },
    status: 422,
    from: user,
  },
  "deleting with a wrong password": {
    path: "/profile/delete",
    fields: { password: WRONG },
    status: 422,
    from: user,
  },
  "entering a wrong password again": {
    path: "/login/again",
    fields: { password: WRONG, next: "/profile/data" },
    status: 422,
    from: user,
  },
  "choosing no language": {
    path: "/profile/language",
    fields: { language: "tlh" },
    status: 422,
    from: user,
  },
};

describe.each(Object.keys(FORMS))("%s", (name) => {
  test("is told in the other language, with all entries but passwords, and not done again", async () => {
    const { path, fields, status, from } = FORMS[name]!;
    await using app = await testPostern(TWO);
    const browser = from === undefined ? app.browser() : await from(app);
    const first = await browser.submit(path, fields);
    expect(first.status).toBe(status);
    await app.mails();
    const before = app.dump();
    for (const tag of [OTHER, "en", OTHER]) {
      const again = await press(browser, first, tag);
      expect(again.text).toContain(`<html lang="${tag}"`);
      expect([again.status, again.path]).toEqual([status, `${path}?lang=${tag}`]);
      expect(texts(again)).toEqual(texts(first));
      expect(filled(again)).toEqual(filled(first));
      for (const [field, value] of Object.entries(fields))
        if (/password/i.test(field)) expect(again.text).not.toContain(value);
      // The next page has a switch too, and it works like that of the first one.
      expect(texts(await press(browser, again, tag))).toEqual(texts(first));
    }
    await app.mails();
    expect(app.dump()).toBe(before);
  });
});

test("too many attempts are told anew as well, and the wait does not grow", async () => {
  await using app = await testPostern({ ...TWO, limits: { request: 1 } });
  const browser = app.browser();
  await browser.submit("/forgot", { email: EMAIL });
  const first = await browser.submit("/forgot", { email: EMAIL });
  const before = app.dump();
  const again = await press(browser, first, OTHER);
  expect([again.status, texts(again)]).toEqual([429, texts(first)]);
  expect(app.dump()).toBe(before);
});

test("a stop that was lifted is told anew, although its link has ended", async () => {
  await using app = await testPostern(TWO);
  const { link, code } = await app.register(EMAIL);
  await app.browser().json("POST", "/stop-mail", { link, code });
  app.clock.forward("1 hour");
  const { mail } = await app.register(EMAIL);
  const owner = app.browser();
  await owner.open(mail.links.at(-1)!);
  const first = await owner.submit("/stop-mail/lift", { code: mail.code! });
  const before = app.dump();
  const again = await press(owner, first, OTHER);
  expect([again.status, texts(again)]).toEqual([200, texts(first)]);
  expect(app.dump()).toBe(before);
});

test("the form of a page in another language acts as ever", async () => {
  await using app = await testPostern(TWO);
  await app.confirmed(EMAIL);
  const browser = app.browser();
  const refused = await browser.submit("/login", { email: EMAIL, password: WRONG });
  expect((await press(browser, refused, OTHER)).text).toContain('action="/login"');
  const page = await browser.submit("/login", { email: EMAIL, password: PASSWORD });
  expect([page.path, page.text.includes(EMAIL)]).toEqual(["/", true]);
  expect(page.text).toContain(`<html lang="en"`.replace("en", OTHER));
});

test("what shows a page again is sealed, and good for one path only", async () => {
  await using app = await testPostern(TWO);
  await app.confirmed(EMAIL);
  const browser = app.browser();
  const refused = await browser.submit("/login", { email: EMAIL, password: WRONG });
  const sealed = switchOf(refused)!.fields["shown_again"]!;
  const bytes = Buffer.from(sealed, "base64url");
  expect(bytes.toString("latin1")).not.toContain("wrong-credentials");
  const other = Buffer.from(bytes.map((byte, place) => (place === 20 ? byte ^ 1 : byte)));
  const before = app.dump();
  for (const [path, text] of [
    ["/forgot", sealed],
    ["/login", other.toString("base64url")],
    ["/login", ""],
    ["/login", "x"],
  ] as const) {
    const page = await browser.submit(`${path}?lang=${OTHER}`, { shown_again: text });
    expect([page.status, page.path.split("?")[0]]).toEqual([422, path]);
  }
  const { body } = await browser.json("POST", "/login", { shown_again: "x", email: EMAIL });
  expect(body["fields"]).toEqual({ shown_again: "unknown-field" });
  expect(app.dump()).toBe(before);
});

test("nothing of a session is ever in what shows a page again: after a success it leads home", async () => {
  await using app = await testPostern(TWO);
  const { browser, link } = await app.register(EMAIL);
  await browser.open(link);
  const page = await browser.submit("/confirm");
  expect([page.status, switchOf(page)]).toEqual([200, undefined]);
  expect(page.text).toContain(`<a href="/?lang=${OTHER}" hreflang="${OTHER}"`);
});

test("a form that could not be read leads to its page, with the address that was typed before", async () => {
  await using app = await testPostern(TWO);
  const browser = app.browser();
  await browser.submit("/login", { email: EMAIL, password: WRONG });
  const page = await browser.submit("/login", { odd: "field" });
  expect([page.status, switchOf(page)]).toEqual([422, undefined]);
  expect(page.text).toContain(`<a href="/login?lang=${OTHER}"`);
  expect(filled(await browser.open(`/login?lang=${OTHER}`))).toEqual([["email", EMAIL]]);
});

test("with entries that are too long to travel, the switch leads to the form", async () => {
  await using app = await testPostern(TWO);
  const page = await app
    .browser()
    .submit("/login", { email: `${"a".repeat(9000)}`, password: "x" });
  expect(switchOf(page)).toBeUndefined();
  expect(page.text).toContain(`<a href="/login?lang=${OTHER}"`);
});
