// In which language a person is answered, and how they choose another one.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

/** A site with two languages: English, and English with accents, which stands for any other. */
const TWO = { languages: ["en-XA"] } as const;

const OTHER = "en-XA";

/** The language that a page says it is in, and one of its words that says the same. */
function spoken(page: { readonly text: string; readonly headers: Headers }): string | null {
  const tag = /<html lang="([^"]+)" dir="ltr">/.exec(page.text)?.[1];
  const words = page.text.includes("Skip to main content") ? "en" : OTHER;
  expect([tag, page.headers.get("content-language")]).toEqual([words, words]);
  return words;
}

const cookieOf = (headers: Headers): string | undefined =>
  headers.getSetCookie().find((line) => line.includes("postern-lang="));

/** The stored language of a user. */
const stored = (app: TestPostern, email = EMAIL): unknown =>
  app.database.prepare("SELECT language FROM users WHERE email_key = ?").get(email)?.["language"];

describe("a page is in the language", () => {
  test("of the query, of the browser, of the user, of its settings, of the site: in this order", async () => {
    await using app = await testPostern(TWO);
    const reads = app.browser({ language: `de, ${OTHER};q=0.9, en;q=0.1` });
    expect(spoken(await app.browser().open("/login"))).toBe("en");
    expect(spoken(await reads.open("/login"))).toBe(OTHER);
    // The user chose English, wherever they log in.
    await app.confirmed(EMAIL);
    expect(stored(app)).toBe("en");
    await reads.submit("/login", { email: EMAIL, password: PASSWORD });
    expect(spoken(await reads.open("/profile"))).toBe("en");
    // What is chosen in a browser is for that browser.
    expect(spoken(await reads.open(`/profile?lang=${OTHER}`))).toBe(OTHER);
    expect(spoken(await reads.open("/profile/data"))).toBe(OTHER);
    expect(spoken(await reads.open("/profile?lang=en"))).toBe("en");
    expect(stored(app)).toBe("en");
  });

  test("that comes next, where the site has none of the name", async () => {
    await using app = await testPostern(TWO);
    const browser = app.browser({ language: OTHER });
    for (const odd of ["tlh", "", "%0d%0aset-cookie:a=b", "en-XA&lang=en", "__proto__", "*"]) {
      const page = await browser.open(`/login?lang=${odd}`);
      expect([page.status, spoken(page), cookieOf(page.headers)]).toEqual([200, OTHER, undefined]);
    }
    browser.jar.set("__Host-postern-lang", "tlh");
    expect(spoken(await browser.open("/login"))).toBe(OTHER);
    // German in Austria is not there either, but English in Scotland is English.
    expect(spoken(await browser.open("/login?lang=en-scotland"))).toBe("en");
    expect(browser.jar.get("__Host-postern-lang")).toBe("en");
  });

  test("of the site, for everybody who wants one that it does not offer", async () => {
    await using app = await testPostern({ language: OTHER, languages: [] });
    expect(spoken(await app.browser({ language: "en" }).open("/?lang=en"))).toBe(OTHER);
    await using english = await testPostern();
    expect(spoken(await english.browser({ language: OTHER }).open(`/?lang=${OTHER}`))).toBe("en");
  });
});

test("a choice is kept in a cookie for a year, which only ever holds a tag of the list", async () => {
  await using app = await testPostern(TWO);
  const { headers } = await app.browser().open("/?lang=EN-xa");
  expect(cookieOf(headers)).toBe(
    `__Host-postern-lang=${OTHER}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000`,
  );
});

test("programs choose in the same ways: titles follow the language, reasons never", async () => {
  await using app = await testPostern(TWO);
  const titles = new Set<unknown>();
  for (const [browser, path] of [
    [app.browser(), "/login"],
    [app.browser({ language: OTHER }), "/login"],
    [app.browser(), `/login?lang=${OTHER}`],
  ] as const) {
    const { status, headers, body } = await browser.json("POST", path, { email: "x" });
    expect([status, body["reason"], body["type"]]).toEqual([422, "invalid", "urn:postern:invalid"]);
    expect(body["fields"]).toEqual({ password: "password-missing" });
    expect(headers.get("content-language")).toBe(titles.size === 0 ? "en" : OTHER);
    titles.add(body["title"]);
  }
  expect([...titles]).toEqual(["There is a problem", expect.stringMatching(/^\[/)]);
});

test("every answer says its language and on what it depends, whether or not the browser asks", async () => {
  await using app = await testPostern(TWO);
  for (const language of [undefined, OTHER])
    for (const accept of ["text/html", "application/json"])
      for (const [method, path] of [
        ["GET", "/"],
        ["GET", "/profile"],
        ["GET", "/nowhere"],
        ["PUT", "/login"],
        ["POST", "/login"],
        ["GET", "/confirm/x?lang=en-XA"],
        ["GET", "/healthz"],
      ] as const) {
        const browser = app.browser(language === undefined ? {} : { language });
        const { headers } = await browser.request(path, { method, headers: { accept } });
        expect([path, headers.get("vary")]).toEqual([path, "Accept, Accept-Language, Cookie"]);
        const said = path.includes("lang=") ? OTHER : (language ?? "en");
        expect([path, headers.get("content-language")]).toEqual([path, said]);
      }
});

test("a link with a language opens in it, and the choice stays where the link goes on", async () => {
  await using app = await testPostern(TWO);
  const { browser, link } = await app.register(EMAIL);
  const page = await browser.open(`${link}?lang=${OTHER}`);
  expect([page.path, spoken(page)]).toEqual(["/confirm", OTHER]);
  expect(spoken(await browser.submit("/confirm"))).toBe(OTHER);
  expect(app.user(EMAIL)?.confirmedOn).not.toBeNull();
});

test("a person who is sent to log in comes back to the page, not to the language of before", async () => {
  await using app = await testPostern(TWO);
  await app.confirmed(EMAIL);
  const browser = app.browser();
  const page = await browser.open(`/profile/data?mails=1.x&lang=${OTHER}`);
  expect(page.path).toBe(`/login?next=${encodeURIComponent("/profile/data?mails=1.x")}`);
  expect(spoken(page)).toBe(OTHER);
});

describe("the switch", () => {
  /** The choices in the foot of a page: address, attributes and name. */
  const choices = (text: string) =>
    [...text.matchAll(/<a href="([^"]*)" hreflang="([^"]*)" lang="\2"([^>]*)>([^<]*)<\/a>/g)].map(
      ([, href, tag, more, name]) => ({ href, tag, more, name }),
    );

  test("leads to the same page with the same query, and marks the present language", async () => {
    await using app = await testPostern(TWO);
    const browser = app.browser();
    const page = await browser.open("/login?next=%2Fprofile%3Fa%3D1%26b%3D%3C2");
    expect(choices(page.text)).toEqual([
      {
        href: "?next=%2Fprofile%3Fa%3D1%26b%3D%3C2&amp;lang=en",
        tag: "en",
        more: ' aria-current="true"',
        name: "English",
      },
      {
        href: "?next=%2Fprofile%3Fa%3D1%26b%3D%3C2&amp;lang=en-XA",
        tag: OTHER,
        more: "",
        name: "English (Pseudo-Accents)",
      },
    ]);
    const href = choices(page.text)[1]!.href!.replace("&amp;", "&");
    const other = await browser.open(`/login${href}`);
    expect(spoken(other)).toBe(OTHER);
    expect(other.text).toContain('name="next" value="/profile?a=1&amp;b=%3C2"');
    expect(choices(other.text).map(({ more }) => more)).toEqual(["", ' aria-current="true"']);
  });

  test("is on every page, errors included, and on none of a site with one language", async () => {
    await using app = await testPostern(TWO);
    await using one = await testPostern({ languages: [] });
    for (const path of ["/", "/login", "/nowhere", "/reset", "/unconfirmed"]) {
      expect(choices((await app.browser().open(path)).text)).toHaveLength(2);
      expect((await one.browser().open(path)).text).not.toContain("hreflang");
    }
  });
});

describe("a user's language", () => {
  test("is that of the registration", async () => {
    await using app = await testPostern(TWO);
    await app
      .browser({ language: OTHER })
      .submit("/register", { email: EMAIL, password: PASSWORD });
    expect(stored(app)).toBe(OTHER);
    const eve = { email: "eve@example.com", password: PASSWORD };
    await app.browser().json("POST", `/register?lang=${OTHER}`, eve);
    expect(stored(app, "eve@example.com")).toBe(OTHER);
  });

  test("is not that of a stranger who registered the address before its owner", async () => {
    await using app = await testPostern(TWO);
    const stranger = { email: EMAIL, password: "a word of a stranger" };
    await app.browser().json("POST", `/register?lang=${OTHER}`, stranger);
    const owner = app.browser();
    await owner.open((await app.mailTo(EMAIL)).links[0] ?? "");
    await owner.submit("/confirm", { newPassword: PASSWORD });
    expect(stored(app)).toBeNull();
    expect((await owner.open("/profile")).headers.get("content-language")).toBe("en");
    const other = { email: "eve@example.com", password: "a word of a stranger" };
    await app.browser().json("POST", `/register?lang=${OTHER}`, other);
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: other.email });
    const eve = app.browser();
    await eve.open((await app.mailTo(other.email)).links[0] ?? "");
    await eve.submit("/reset", { password: PASSWORD });
    expect(stored(app, other.email)).toBeNull();
  });

  test("is changed on the profile, and what was chosen in that browser before makes room", async () => {
    await using app = await testPostern(TWO);
    const browser = await app.confirmed(EMAIL);
    await browser.open("/?lang=en");
    expect((await browser.open("/profile")).text).toContain('<span lang="en">English</span>');
    const form = await browser.open("/profile/language");
    expect(form.text).toMatch(/<option value="en" lang="en" selected>\s*English\s*<\/option>/);
    const page = await browser.submit("/profile/language", { language: OTHER });
    expect([page.path, spoken(page)]).toEqual(["/profile", OTHER]);
    expect([stored(app), browser.jar.has("__Host-postern-lang")]).toEqual([OTHER, false]);
    const { body } = await browser.json("GET", "/profile/data");
    expect(body["user"]).toMatchObject({ language: OTHER });
    expect(JSON.stringify(body["acts"])).toContain("language-chosen");
  });

  test("is one of the site's, for programs too", async () => {
    await using app = await testPostern(TWO);
    const browser = await app.confirmed(EMAIL);
    for (const language of ["tlh", "", "EN", "de"]) {
      const { status, body } = await browser.json("POST", "/profile/language", { language });
      expect([status, body["reason"], body["fields"]]).toEqual([
        422,
        "invalid",
        { language: "unknown-language" },
      ]);
    }
    const page = await browser.submit("/profile/language", { language: "tlh" });
    expect([page.status, page.text.includes('href="#language"')]).toEqual([422, true]);
    expect(stored(app)).toBe("en");
    const chosen = await browser.json("POST", "/profile/language", { language: OTHER });
    expect([chosen.status, chosen.body]).toEqual([200, { language: OTHER }]);
    expect((await browser.json("GET", "/profile/language")).body).toEqual({
      language: OTHER,
      languages: ["en", OTHER],
    });
  });

  test("that the site does not have any more gives way to the browser's", async () => {
    await using app = await testPostern(TWO);
    const browser = await app.confirmed(EMAIL);
    app.database.exec("UPDATE users SET language = 'tlh'");
    expect(spoken(await browser.open("/profile"))).toBe("en");
    expect((await browser.open("/profile")).text).toContain("Not chosen yet");
  });

  test("has no row on the profile of a site with one language", async () => {
    await using app = await testPostern({ languages: [] });
    const browser = await app.confirmed(EMAIL);
    expect((await browser.open("/profile")).text).not.toContain("/profile/language");
  });
});
