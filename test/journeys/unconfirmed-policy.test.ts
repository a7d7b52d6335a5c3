// The tutorial's question: what may unconfirmed users do? Full, limited, or no access.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const login = { email: EMAIL, password: PASSWORD };

describe("restricted, which is the default", () => {
  test("they log in, and are taken to the waiting page without another mail", async () => {
    await using app = await testPostern();
    await app.register(EMAIL);
    app.clock.forward("1 hour");
    const page = await app.browser().submit("/login", login);
    expect(page.path).toBe("/unconfirmed");
    expect(page.heading).toBe("Check your email");
    expect(await app.mails()).toHaveLength(1);
  });

  test("they reach the waiting room and nothing else", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    expect((await browser.open("/profile")).path).toBe("/unconfirmed");
    expect((await browser.open("/profile/password")).path).toBe("/unconfirmed");
    const answer = await browser.json("GET", "/profile");
    expect(answer).toMatchObject({ status: 403, body: { reason: "unconfirmed" } });
    const changed = await browser.json("POST", "/profile/password", {
      currentPassword: PASSWORD,
      password: "a boat on the quiet lake",
    });
    expect(changed.body["reason"]).toBe("unconfirmed");
    expect((await browser.open("/unconfirmed/cancel")).status).toBe(200);
  });

  test("home says what is missing", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    const page = await browser.open("/");
    expect(wordsOf(page)).toContain("Confirm your address to go on.");
    expect(linksIn(page)).toEqual(["/unconfirmed"]);
  });
});

describe("full", () => {
  test("they reach everything, and are reminded", async () => {
    await using app = await testPostern({ unconfirmed: "full" });
    const { browser } = await app.register(EMAIL);
    const profile = await browser.open("/profile");
    expect(profile.heading).toBe("Your profile");
    expect(wordsOf(profile)).toContain("Not confirmed yet");
    expect((await app.browser().submit("/login", login)).path).toBe("/");
    const page = await browser.open("/");
    expect(wordsOf(page)).toContain("Your address is not confirmed yet.");
    expect(linksIn(page)).toContain("/unconfirmed");
  });

  test("with a grace, for so long after registering, and then like restricted", async () => {
    await using app = await testPostern({ unconfirmed: { mode: "full", grace: "3 days" } });
    const { browser } = await app.register(EMAIL);
    app.clock.forward("71 hours");
    expect((await browser.json("GET", "/profile")).status).toBe(200);
    expect(wordsOf(await browser.open("/"))).toContain(
      "Confirm your address by 25 November 2026 to keep using this site.",
    );
    app.clock.forward("1 hour");
    expect((await browser.json("GET", "/profile")).body["reason"]).toBe("unconfirmed");
    expect((await browser.open("/profile")).path).toBe("/unconfirmed");
    expect((await app.browser().submit("/login", login)).path).toBe("/unconfirmed");
  });
});

describe("none", () => {
  test("the right password leads to the waiting page, without a session", async () => {
    await using app = await testPostern({ unconfirmed: "none" });
    await app.register(EMAIL);
    const browser = app.browser();
    const page = await browser.submit("/login", login);
    expect(page.path).toBe("/unconfirmed");
    expect(page.heading).toBe("Get a new confirmation email");
    expect(wordsOf(page)).toContain("Confirm your address to go on.");
    expect(browser.jar.has("__Host-postern-session")).toBe(false);
    const answer = await browser.json("POST", "/login", login);
    expect(answer).toMatchObject({ status: 403, body: { reason: "unconfirmed" } });
  });

  test("a wrong one is told like any other", async () => {
    await using app = await testPostern({ unconfirmed: "none" });
    await app.register(EMAIL);
    const wrong = { email: EMAIL, password: "not the password" };
    const answer = await app.browser().json("POST", "/login", wrong);
    expect(answer.body["reason"]).toBe("wrong-credentials");
  });

  test("the browser that registered waits and confirms as ever", async () => {
    await using app = await testPostern({ unconfirmed: "none" });
    const { browser, code } = await app.register(EMAIL);
    expect((await browser.open("/unconfirmed")).heading).toBe("Check your email");
    expect((await browser.json("POST", "/unconfirmed/code", { code })).status).toBe(200);
    expect((await app.browser().json("POST", "/login", login)).status).toBe(200);
  });
});

test("once confirmed, every policy lets them in alike", async () => {
  for (const unconfirmed of ["restricted", "full", "none"] as const) {
    await using app = await testPostern({ unconfirmed });
    await app.confirmed(EMAIL);
    const browser = app.browser();
    await browser.submit("/login", login);
    expect((await browser.json("GET", "/profile")).status).toBe(200);
  }
});
