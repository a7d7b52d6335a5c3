// The tutorial's repository has 27 tests. What each is after, as sentences about this product.
// Where the answer is another one than theirs, the sentence says ours.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/server/config.ts";
import type { Environment, Mode } from "../../src/server/config-types.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { wordsOf } from "../journeys/page.ts";

const EMAIL = "ada@example.com";
const NEW_PASSWORD = "a boat on the quiet lake";
const right = { email: EMAIL, password: PASSWORD };

describe("configuration", () => {
  async function config(mode: Mode, environment: Environment = {}) {
    const folder = mkdtempSync(join(tmpdir(), "postern-"));
    try {
      return await loadConfig({ mode, environment, folder });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test("1: in development mails are captured and nothing has to be set", async () => {
    const { mode, mail, options } = await config("development");
    expect([mode, mail, options.developmentMailbox]).toEqual(["development", [], true]);
  });

  test("2: in tests everything runs as in production, checks of forms included", async () => {
    expect((await config("test")).mode).toBe("test");
    await using app = await testPostern();
    const forged = await app.browser().request("/login", {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "application/json" },
      body: JSON.stringify(right),
    });
    expect(forged.status).toBe(403);
  });

  test("3: in production there is no mailbox to look into, and secrets have to be given", async () => {
    const environment = {
      POSTERN_BASE_URL: "https://acme.example",
      POSTERN_SECRET: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      SMTP_URL: "smtp://postern:pass@mail.acme.example:587",
    };
    const { mode, options, mail } = await config("production", environment);
    expect([mode, options.developmentMailbox]).toEqual(["production", false]);
    expect(mail[0]?.options).toMatchObject({ host: "mail.acme.example", user: "postern" });
    await expect(config("production")).rejects.toThrow("POSTERN_SECRET");
  });
});

describe("pages for everybody", () => {
  test("4: home greets whoever comes, and knows who is logged in", async () => {
    await using app = await testPostern();
    expect((await app.browser().open("/")).heading).toBe("Welcome to Postern");
    const browser = await app.confirmed(EMAIL);
    expect(wordsOf(await browser.open("/"))).toContain(EMAIL);
  });

  test("5: logging out without being logged in leads to the login page", async () => {
    await using app = await testPostern();
    expect((await app.browser().open("/logout")).path).toBe("/login");
  });
});

describe("the user record", () => {
  test("6: a user is found by its id, for the session that names it", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const { body } = await browser.json("GET", "/profile");
    expect(body["user"]).toMatchObject({ id: app.user(EMAIL)!.id, email: EMAIL });
  });

  test("7: registering is dated by the clock", async () => {
    await using app = await testPostern();
    await app.register(EMAIL);
    const { registered_on } = app.database.prepare("SELECT registered_on FROM users").get()!;
    expect(registered_on).toBe(app.clock.now());
  });

  test("8: the password is checked against its hash, and is stored nowhere", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    expect((await app.browser().json("POST", "/login", right)).status).toBe(200);
    expect(app.dump()).not.toContain(PASSWORD);
  });
});

describe("forms", () => {
  test("9: a right registration is accepted", async () => {
    await using app = await testPostern();
    expect((await app.browser().json("POST", "/register", right)).status).toBe(201);
  });

  test("10: a password that will not do is refused; it is typed once and can be shown", async () => {
    await using app = await testPostern();
    const wrong = { ...right, password: "example" };
    expect((await app.browser().json("POST", "/register", wrong)).status).toBe(422);
    const form = await app.browser().open("/register");
    expect(form.text.match(/type="password"/g)).toHaveLength(1);
    expect(form.text).toContain("data-show");
  });

  test("11: an address that is registered already is not told; its mailbox is", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    app.clock.forward("2 minutes");
    expect((await app.browser().json("POST", "/register", right)).status).toBe(201);
    expect((await app.mailTo(EMAIL)).kind).toBe("already-registered");
  });

  test("12: a right login form is accepted", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    expect((await app.browser().submit("/login", right)).path).toBe("/");
  });

  test("13: what is no address logs nobody in, in the words of every wrong pair", async () => {
    await using app = await testPostern();
    const answer = await app.browser().json("POST", "/login", { ...right, email: "unknown" });
    expect(answer.body["reason"]).toBe("wrong-credentials");
  });

  async function change(app: TestPostern, sent: Record<string, string>) {
    const browser = await app.confirmed(EMAIL);
    return browser.json("POST", "/profile/password", sent);
  }

  test("14: a right change of the password is accepted", async () => {
    await using app = await testPostern();
    const sent = { currentPassword: PASSWORD, password: NEW_PASSWORD };
    expect((await change(app, sent)).status).toBe(200);
  });

  test("15: a change without the right old password is refused", async () => {
    await using app = await testPostern();
    const sent = { currentPassword: "unknown", password: NEW_PASSWORD };
    const answer = await change(app, sent);
    expect(answer.body["fields"]).toEqual({ currentPassword: "wrong-password" });
  });

  test("16: a change to a password that will not do is refused", async () => {
    await using app = await testPostern();
    const answer = await change(app, { currentPassword: PASSWORD, password: "123" });
    expect(answer.body["fields"]).toEqual({ password: "password-too-short" });
  });
});

describe("logging in and confirming", () => {
  test("17: the right pair logs in, as that user", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    const page = await browser.submit("/login", right);
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain(`You are logged in as ${EMAIL}`);
  });

  test("18: a wrong pair does not, and says so", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    const page = await browser.submit("/login", {
      email: "not@correct.com",
      password: "incorrect",
    });
    expect(page.status).toBe(401);
    expect(wordsOf(page)).toContain("Email or password is incorrect");
    expect((await browser.json("GET", "/")).body).toEqual({ user: null });
  });

  test("19: the profile requires a login", async () => {
    await using app = await testPostern();
    expect((await app.browser().open("/profile")).heading).toBe("Log in");
  });

  test("20: a confirmation link requires more than itself: the browser, or the password", async () => {
    await using app = await testPostern();
    const { link } = await app.register(EMAIL);
    const stranger = app.browser();
    await stranger.open(link);
    expect((await stranger.submit("/confirm")).status).toBe(401);
    expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
  });

  test("21: a right link confirms, thanks, and dates it", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    await browser.open(link);
    const page = await browser.submit("/confirm");
    expect(page.heading).toBe("Your email address is confirmed");
    expect(app.user(EMAIL)).toMatchObject({ confirmedOn: app.clock.now() });
  });

  test("22: the link of another user does not confirm this one", async () => {
    await using app = await testPostern();
    const { link } = await app.register("bob@example.com");
    const { browser } = await app.register(EMAIL);
    await browser.open(link);
    await browser.submit("/confirm");
    expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
    expect(app.user("bob@example.com")).toMatchObject({ confirmedOn: null });
  });

  test("23: an expired link does not confirm, and says what to do", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    app.clock.forward("72 hours");
    const page = await browser.open(link);
    expect(page.heading).toBe("This link has expired");
    expect(wordsOf(page)).toContain("Send a new link");
  });
});

describe("a forgotten password", () => {
  async function resetLink(app: TestPostern): Promise<string> {
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: EMAIL });
    return (await app.mailTo(EMAIL)).links[0]!;
  }

  test("24: asking for a reset requires no login, and mails a link", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    expect((await app.browser().open("/forgot")).heading).toBe("Reset your password");
    expect(await resetLink(app)).toContain("/reset/");
  });

  test("25: only a link that was mailed for it sets a password; a confirmation link does not", async () => {
    await using app = await testPostern();
    const { link } = await app.register(EMAIL);
    await resetLink(app);
    const body = { link: link.split("/").at(-1), password: NEW_PASSWORD };
    expect((await app.browser().json("POST", "/reset", body)).body["reason"]).toBe("unknown");
  });

  test("26: afterwards the new password logs in and the old one does not; the link logs nobody in", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    await browser.open(await resetLink(app));
    await browser.submit("/reset", { password: NEW_PASSWORD });
    expect((await browser.json("GET", "/profile")).status).toBe(401);
    expect((await browser.json("POST", "/login", right)).status).toBe(401);
    const newer = { ...right, password: NEW_PASSWORD };
    expect((await browser.json("POST", "/login", newer)).status).toBe(200);
  });

  test("27: a wrong link is not found", async () => {
    await using app = await testPostern();
    const page = await app.browser().open("/reset/invalid");
    expect(page.status).toBe(404);
    expect(page.heading).toBe("We do not recognise this link");
  });
});
