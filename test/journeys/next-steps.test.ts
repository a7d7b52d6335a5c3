// Every final page leads on, and nobody types an address twice.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const OTHER = "grace@example.com";
const NEW_PASSWORD = "a boat on the quiet lake";
const wrong = { email: EMAIL, password: "not the password" };

describe("the address goes along", () => {
  test("from an expired link to the form for a new mail", async () => {
    await using app = await testPostern();
    const { link } = await app.register(EMAIL);
    app.clock.forward("73 hours");
    const browser = app.browser();
    await browser.open(link);
    const page = await browser.submit("/resend");
    expect(page.heading).toBe("Get a new confirmation email");
    expect(valueIn(page, "email")).toBe(EMAIL);
  });

  test("from the login form to the reset, by the form's other button or after a wrong password", async () => {
    await using app = await testPostern();
    for (const fields of [{ email: EMAIL, password: "", forgot: "yes" }, wrong]) {
      const browser = app.browser();
      await browser.submit("/login", fields);
      const page = await browser.open("/forgot");
      expect(page.heading).toBe("Reset your password");
      expect(valueIn(page, "email")).toBe(EMAIL);
    }
  });

  test("the login form's other button compares no password, counts nothing, and stands behind the first", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const before = app.dump();
    const browser = app.browser();
    const page = await browser.submit("/login", {
      email: EMAIL,
      password: PASSWORD,
      forgot: "yes",
    });
    expect(page.path).toBe("/forgot");
    expect(browser.jar.has("__Host-postern-session")).toBe(false);
    expect(app.dump()).toBe(before);
    const form = await app.browser().open("/login");
    expect(wordsOf(form)).toMatch(/Log in I forgot my password/);
  });

  test("from a reset to the login", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    await app.browser().submit("/forgot", { email: EMAIL });
    await browser.open((await app.mailTo(EMAIL)).links[0]!);
    const page = await browser.submit("/reset", { password: NEW_PASSWORD });
    expect(page.path).toBe("/login");
    expect(valueIn(page, "email")).toBe(EMAIL);
  });

  test("from a reset link that is over to the form for a new one", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    await app.browser().submit("/forgot", { email: EMAIL });
    const [link] = (await app.mailTo(EMAIL)).links;
    app.clock.forward("61 minutes");
    const browser = app.browser();
    await browser.open(link!);
    expect(valueIn(await browser.open("/forgot"), "email")).toBe(EMAIL);
  });

  test("from a link that was used to the login", async () => {
    await using app = await testPostern();
    const { browser: first, link } = await app.register(EMAIL);
    await first.open(link);
    await first.submit("/confirm");
    const browser = app.browser();
    const page = await browser.open(link);
    expect(linksIn(page)).toEqual(["/login"]);
    expect(valueIn(await browser.open("/login"), "email")).toBe(EMAIL);
  });

  test("from a login that the policy does not let in to the form for another mail", async () => {
    await using app = await testPostern({ unconfirmed: "none" });
    await app.register(EMAIL);
    const page = await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    expect(page.heading).toBe("Get a new confirmation email");
    expect(valueIn(page, "email")).toBe(EMAIL);
  });

  test("from an account that is kept to the login", async () => {
    await using app = await testPostern();
    const owner = await app.confirmed(EMAIL);
    await owner.submit("/profile/delete", { password: PASSWORD });
    const { links, code } = await app.mailTo(EMAIL);
    const browser = app.browser();
    await browser.open(links[0]!);
    const page = await browser.submit("/keep", { code: code! });
    expect(page.path).toBe("/login");
    expect(valueIn(page, "email")).toBe(EMAIL);
  });

  test("from an address that came back to the form for a new password", async () => {
    await using app = await testPostern();
    const owner = await app.confirmed(EMAIL);
    await owner.submit("/profile/email", { email: OTHER });
    await owner.open((await app.mailTo(OTHER)).links[0]!);
    await owner.submit("/change-email");
    const { links, code } = await app.mailTo(EMAIL);
    const browser = app.browser();
    await browser.open(links[0]!);
    await browser.submit("/change-email/undo", { code: code! });
    expect(valueIn(await browser.open("/forgot"), "email")).toBe(EMAIL);
  });

  test("from a confirmation beside somebody else's session to the login, through the logout", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(OTHER);
    const { link } = await app.register(EMAIL);
    await browser.open(link);
    await browser.submit("/confirm", { password: PASSWORD });
    expect(valueIn(await browser.submit("/logout"), "email")).toBe(EMAIL);
  });

  test("for an hour, until somebody logs in, and never in a URL or the log", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    await browser.submit("/logout");
    const refused = await browser.request("/login", {
      method: "POST",
      headers: {
        origin: app.baseUrl,
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
      body: new URLSearchParams(wrong).toString(),
    });
    const kept = refused.headers.getSetCookie().find((line) => line.includes("postern-address"));
    expect(kept).toBe(
      "__Host-postern-address=ada%40example.com; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600",
    );
    const page = await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    expect(browser.jar.has("__Host-postern-address")).toBe(false);
    expect(page.way.map(({ headers }) => headers.get("location")).join(" ")).not.toContain("ada");
    expect(JSON.stringify(app.log)).not.toContain("ada@");
  });

  test("not where the cookie holds no address, and not into the registration form", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    for (const odd of ['"><script>', "%E0%A4%A", "a@b", "%", ""]) {
      browser.jar.set("__Host-postern-address", odd);
      expect(valueIn(await browser.open("/login"), "email")).toBe("");
    }
    browser.jar.set("__Host-postern-address", "mallory%40example.com");
    expect(valueIn(await browser.open("/register"), "email")).toBe("");
  });
});

test("a waiting page that another registration has overtaken says so, and keeps the address", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  await browser.open("/unconfirmed");
  app.clock.forward("2 minutes");
  const other = await app.register(EMAIL, NEW_PASSWORD);
  await other.browser.open(other.link);
  await other.browser.submit("/confirm");
  const page = await browser.open("/unconfirmed");
  expect(page.heading).toBe("Get a new confirmation email");
  expect(wordsOf(page)).toContain("You are no longer logged in here.");
  expect(linksIn(page)).toEqual(["/login", "/register"]);
  expect(valueIn(page, "email")).toBe(EMAIL);
  expect(wordsOf(await app.browser().open("/unconfirmed"))).not.toContain("no longer logged in");
});

describe("a link that nobody knows leads", () => {
  const UNKNOWN = `/confirm/${"A".repeat(86)}`;

  test("to the field for the code, where a registration waits", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    const page = await browser.open(UNKNOWN);
    expect(page.heading).toBe("We do not recognise this link");
    expect(linksIn(page)).toEqual(["/unconfirmed"]);
    expect(valueIn(await browser.open("/unconfirmed"), "code")).toBe("");
  });

  test("to a new mail, where none does, and says where the code can be typed", async () => {
    await using app = await testPostern();
    const page = await app.browser().open(UNKNOWN);
    expect(wordsOf(page)).toContain(
      "type the code from the email on the device where you registered",
    );
    expect(wordsOf(page)).not.toContain("Enter the code");
    expect(linksIn(page)).toEqual(["/unconfirmed"]);
  });

  test("home, for somebody who is confirmed", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    expect(linksIn(await browser.open(UNKNOWN))).toEqual(["/"]);
  });
});

test("a link in another browser says where its code can be typed, while the code is good", async () => {
  await using app = await testPostern();
  const { browser, link, code } = await app.register(EMAIL);
  const other = app.browser();
  const words = "Or type the code from the email on the device where you registered.";
  expect(wordsOf(await other.open(link))).toContain(words);
  expect(wordsOf(await other.submit("/confirm", { password: "not it" }))).toContain(words);
  app.clock.forward("59 minutes");
  expect(wordsOf(await other.open("/confirm"))).toContain(words);
  expect((await browser.submit("/unconfirmed/code", { code })).path).toBe("/");
});

test("and no longer when the code has ended before the link", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  app.clock.forward("60 minutes");
  const page = await app.browser().open(link);
  expect(page.heading).toBe("Confirm your email address");
  expect(wordsOf(page)).not.toContain("type the code");
});

describe("an account that is to be deleted", () => {
  test("is kept by a link that the right password sends for", async () => {
    await using app = await testPostern();
    const owner = await app.confirmed(EMAIL);
    await owner.submit("/profile/delete", { password: PASSWORD });
    await app.mails();
    app.clock.forward("2 days");
    const browser = app.browser();
    const page = await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    expect(page.heading).toBe("This account will be deleted");
    expect(formsIn(page)).toEqual(["/forgot"]);
    await browser.submit("/forgot", { email: valueIn(page, "email")! });
    await browser.open((await app.mailTo(EMAIL)).links[0]!);
    await browser.submit("/reset", { password: NEW_PASSWORD });
    const login = await browser.submit("/login", { email: EMAIL, password: NEW_PASSWORD });
    expect(login.path).toBe("/");
  });

  test("is not kept by its password alone", async () => {
    await using app = await testPostern();
    const owner = await app.confirmed(EMAIL);
    await owner.submit("/profile/delete", { password: PASSWORD });
    await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    app.clock.forward("15 days");
    await app.postern.context.store.deleteDue(app.clock.now());
    expect(app.user(EMAIL)).toBeUndefined();
  });
});

test("where registration is closed, nothing offers it", async () => {
  const app = await testPostern();
  const { browser: waiting, link } = await app.register(EMAIL);
  await using closed = await testPostern({ register: "closed", database: app.database });
  const pages = [
    await closed.browser().open("/"),
    await closed.browser().open("/login"),
    await closed.browser().open("/login?next=%2Fprofile"),
    await closed.browser().submit("/login", wrong),
    await closed.browser().open("/unconfirmed"),
    await closed.browser().open("/register"),
  ];
  const cancelled = closed.browser();
  for (const [name, value] of waiting.jar) cancelled.jar.set(name, value);
  pages.push(await cancelled.submit("/unconfirmed/cancel"));
  pages.push(await closed.browser().open(link));
  for (const page of pages) expect(page.text).not.toContain('href="/register');
  expect(pages.at(-2)?.heading).toMatch(/^Welcome/);
  expect(pages.at(-1)?.heading).toBe("This registration was removed");
  await closed.browser().submit("/forgot", { email: OTHER });
  const mail = await closed.mailTo(OTHER);
  expect(mail.text).toContain("Postern has no account for this address.");
  expect(mail.text).not.toMatch(/create an account|\/register/i);
});
