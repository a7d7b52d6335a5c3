import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { formsIn, likened, linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const SESSION = "__Host-postern-session";

describe("logging in", () => {
  test("with the right pair leads home, in a session of this browser's own", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    const page = await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    expect(page.path).toBe("/");
    expect(wordsOf(page)).toContain(`You are logged in as ${EMAIL}`);
    expect((await browser.open("/profile")).heading).toBe("Your profile");
  });

  test("is answered to programs with the user", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    const answer = await browser.json("POST", "/login", { email: EMAIL, password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ user: { email: EMAIL, admin: false } });
    expect((await browser.json("GET", "/")).body).toMatchObject({ user: { email: EMAIL } });
  });

  test("does not mind capitals and spaces around the address, as people type them", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const answer = await app
      .browser()
      .json("POST", "/login", { email: " ADA@Example.COM ", password: PASSWORD });
    expect(answer.status).toBe(200);
  });

  test("takes the place of an earlier session of the same browser", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = await app.confirmed("bob@example.com");
    const old = browser.jar.get(SESSION)!;
    await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    const thief = app.browser();
    thief.jar.set(SESSION, old);
    expect((await thief.json("GET", "/profile")).status).toBe(401);
  });
});

describe("what is refused", () => {
  test("a wrong pair and an unknown address get one and the same answer", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const pages = [];
    for (const email of [EMAIL, "bob@example.com"]) {
      const page = await app.browser().submit("/login", { email, password: "not the password" });
      expect(page.status).toBe(401);
      expect(wordsOf(page)).toContain("Email or password is incorrect");
      expect(valueIn(page, "email")).toBe(email);
      expect(page.text).not.toContain("not the password");
      pages.push(likened(page, email));
    }
    expect(pages[0]).toBe(pages[1]);
    const answer = await app.browser().json("POST", "/login", { email: "ada", password: "x" });
    expect(answer).toMatchObject({ status: 401, body: { reason: "wrong-credentials" } });
  });

  test("what is missing is told beside its field", async () => {
    await using app = await testPostern();
    const page = await app.browser().submit("/login", { email: " ", password: "" });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("Enter your email address");
    expect(wordsOf(page)).toContain("Enter your password");
    const answer = await app.browser().json("POST", "/login", { email: EMAIL });
    expect(answer.body["fields"]).toEqual({ password: "password-missing" });
  });

  test("after ten wrong passwords comes a wait, never a lock; and a reset is offered", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    const wrong = { email: EMAIL, password: "not the password" };
    for (let count = 0; count < 10; count += 1) {
      expect((await browser.json("POST", "/login", wrong)).status).toBe(401);
    }
    const page = await browser.submit("/login", { email: EMAIL, password: PASSWORD });
    expect(page.status).toBe(429);
    expect(page.headers.get("retry-after")).toBe("30");
    expect(linksIn(page)).toEqual(["/forgot"]);
    app.clock.forward("30 seconds");
    expect((await browser.json("POST", "/login", wrong)).status).toBe(401);
    const longer = await browser.json("POST", "/login", wrong);
    expect(longer.headers.get("retry-after")).toBe("60");
    app.clock.forward("60 seconds");
    const right = await browser.json("POST", "/login", { email: EMAIL, password: PASSWORD });
    expect(right.status).toBe(200);
  });

  test("somebody else's wrong passwords keep nobody out", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const attacker = app.browser();
    for (let count = 0; count < 12; count += 1) {
      await attacker.json("POST", "/login", { email: EMAIL, password: "not the password" });
    }
    const right = await app.browser().json("POST", "/login", { email: EMAIL, password: PASSWORD });
    expect(right.status).toBe(200);
  });

  test("a right password forgives the wrong ones before it", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const browser = app.browser();
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 9; count += 1) {
        await browser.json("POST", "/login", { email: EMAIL, password: "not the password" });
      }
      const right = await browser.json("POST", "/login", { email: EMAIL, password: PASSWORD });
      expect(right.status).toBe(200);
    }
  });

  test("a suspended user learns it only by the right password", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    app.database.prepare("UPDATE users SET disabled_on = ?").run(app.clock.now());
    const wrong = await app
      .browser()
      .json("POST", "/login", { email: EMAIL, password: "wrong one" });
    expect(wrong.body["reason"]).toBe("wrong-credentials");
    const page = await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    expect(page.status).toBe(403);
    expect(page.heading).toBe("This account is suspended");
    const right = await app.browser().json("POST", "/login", { email: EMAIL, password: PASSWORD });
    expect(right).toMatchObject({ status: 403, body: { reason: "disabled" } });
  });

  test("the sessions of a suspended user end at once", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.database.prepare("UPDATE users SET disabled_on = ?").run(app.clock.now());
    expect((await browser.json("GET", "/profile")).status).toBe(401);
  });
});

test("whoever is logged in already is told as whom, and where to go on", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const page = await browser.open("/login?next=/orders");
  expect(wordsOf(page)).toContain(`You are logged in as ${EMAIL}.`);
  expect(linksIn(page)).toEqual(["/orders", "/logout"]);
});

describe("logging out", () => {
  test("asks on GET and does it on POST", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const asked = await browser.open("/logout");
    expect(asked.heading).toBe("Log out?");
    expect(formsIn(asked)).toEqual(["/logout"]);
    const secret = browser.jar.get(SESSION)!;
    const done = await browser.submit("/logout");
    expect(done.path).toBe("/login");
    expect(wordsOf(done)).toContain("You are logged out.");
    expect(browser.jar.has(SESSION)).toBe(false);
    const thief = app.browser();
    thief.jar.set(SESSION, secret);
    expect((await thief.json("GET", "/profile")).status).toBe(401);
  });

  test("is 204 to programs, and no fault when nobody is logged in", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    expect((await browser.json("POST", "/logout")).status).toBe(204);
    expect((await browser.json("POST", "/logout")).status).toBe(204);
    expect((await browser.open("/logout")).path).toBe("/login");
  });
});

describe("a session", () => {
  test("ends after 14 days without use, and the login page says why", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("13 days");
    expect((await browser.open("/profile")).heading).toBe("Your profile");
    app.clock.forward("14 days");
    const page = await browser.open("/profile");
    expect(page.path).toBe("/login?next=%2Fprofile");
    expect(wordsOf(page)).toContain("You were logged out because that session has ended.");
  });

  test("ends after 30 days however much it is used", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    for (let day = 0; day < 29; day += 1) {
      app.clock.forward("1 day");
      expect((await browser.json("GET", "/profile")).status).toBe(200);
    }
    app.clock.forward("1 day");
    expect((await browser.json("GET", "/profile")).status).toBe(401);
  });
});
