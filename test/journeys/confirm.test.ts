import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const NEW_PASSWORD = "a boat on the quiet lake";
const SESSION = "__Host-postern-session";

const sessionsOf = (app: TestPostern): number =>
  Number(app.database.prepare("SELECT COUNT(*) AS count FROM sessions").get()!["count"]);

describe("in the browser that registered", () => {
  test("the link leaves the address bar, and one press confirms", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    const opened = await browser.open(link);
    expect(opened.way.map((step) => step.status)).toEqual([303, 200]);
    expect(opened.path).toBe("/confirm");
    expect(opened.heading).toBe("Confirming your address");
    expect(formsIn(opened)).toEqual(["/confirm"]);
    expect(opened.text).toContain("data-auto-submit");
    expect(opened.text).not.toContain(link.split("/").at(-1)!);
    const done = await browser.submit("/confirm");
    expect(done.heading).toBe("Your email address is confirmed");
    expect(wordsOf(done)).toContain(`You are logged in as ${EMAIL}.`);
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link", confirmedOn: app.clock.now() });
  });

  test("the session goes on under a new id, and the old one is dead", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    const old = browser.jar.get(SESSION)!;
    await browser.open(link);
    await browser.submit("/confirm");
    expect(browser.jar.get(SESSION)).not.toBe(old);
    expect((await browser.open("/profile")).heading).toBe("Your profile");
    const thief = app.browser();
    thief.jar.set(SESSION, old);
    expect((await thief.open("/profile")).path).toContain("/login");
  });

  test("a program opens, reads what proof is wanted, and confirms", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    const token = link.split("/").at(-1)!;
    const opened = await browser.json("GET", `/confirm/${token}`);
    expect(opened.body).toEqual({ state: "ready", email: EMAIL, proof: "none" });
    const done = await browser.json("POST", "/confirm", { link: token });
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ state: "confirmed", user: { email: EMAIL } });
  });
});

describe("in another browser", () => {
  async function onPhone(app: TestPostern) {
    const { browser: desk, link, mail } = await app.register(EMAIL);
    const phone = app.browser();
    const opened = await phone.open(link);
    return { desk, phone, link, mail, opened };
  }

  test("the page asks for the password of that registration, or for a new one", async () => {
    await using app = await testPostern();
    const { opened, link } = await onPhone(app);
    expect(opened.heading).toBe("Confirm your email address");
    expect(wordsOf(opened)).toContain(
      `${EMAIL} · registered 22 November 2026, 13:05 (UTC), with Firefox on Linux.`,
    );
    expect(formsIn(opened)).toEqual(["/confirm", "/confirm"]);
    expect(opened.text).not.toContain("data-auto-submit");
    expect(linksIn(opened)).toContain("/confirm/not-me");
    const asked = await app.browser().json("GET", `/confirm/${link.split("/").at(-1)}`);
    expect(asked.body).toEqual({ state: "ready", email: EMAIL, proof: "password" });
  });

  test("the link alone confirms nothing", async () => {
    await using app = await testPostern();
    const { phone, link } = await onPhone(app);
    const page = await phone.submit("/confirm");
    expect(page.status).toBe(401);
    expect(wordsOf(page)).toContain("Enter the password of this registration, or choose a new one");
    const answer = await app.browser().json("POST", "/confirm", { link: link.split("/").at(-1) });
    expect(answer).toMatchObject({ status: 401, body: { reason: "proof-needed" } });
    expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
  });

  test("the registration's password confirms; both devices are logged in then", async () => {
    await using app = await testPostern();
    const { desk, phone } = await onPhone(app);
    const done = await phone.submit("/confirm", { password: PASSWORD });
    expect(wordsOf(done)).toContain(
      `You are logged in here as ${EMAIL}. The device where you registered continues by itself.`,
    );
    expect((await phone.open("/profile")).heading).toBe("Your profile");
    expect((await desk.open("/profile")).heading).toBe("Your profile");
    expect(sessionsOf(app)).toBe(2);
  });

  test("a wrong password is told, and after five only a new one helps", async () => {
    await using app = await testPostern();
    const { phone } = await onPhone(app);
    for (let count = 0; count < 5; count += 1) {
      const page = await phone.submit("/confirm", { password: "not this one at all" });
      expect(page.status).toBe(422);
      expect(wordsOf(page)).toContain("That is not the password of this registration.");
      expect(page.text).not.toContain("not this one at all");
    }
    const page = await phone.submit("/confirm", { password: PASSWORD });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("Choose a new password instead");
    expect(formsIn(page)).toEqual(["/confirm"]);
    expect(page.text).not.toContain('name="password"');
    const done = await phone.submit("/confirm", { newPassword: NEW_PASSWORD });
    expect(done.heading).toBe("Your email address is confirmed");
  });

  test("a program is told the same reasons", async () => {
    await using app = await testPostern();
    const { phone, link } = await onPhone(app);
    const wrong = { link: link.split("/").at(-1), password: "not this one at all" };
    for (let count = 0; count < 5; count += 1) {
      expect((await phone.json("POST", "/confirm", wrong)).body["reason"]).toBe("wrong-password");
    }
    expect((await phone.json("POST", "/confirm", wrong)).body["reason"]).toBe("no-tries-left");
  });

  test("a new password takes the registration over: the old one and its sessions are void", async () => {
    await using app = await testPostern();
    const { desk, phone } = await onPhone(app);
    const done = await phone.submit("/confirm", { newPassword: NEW_PASSWORD });
    expect(wordsOf(done)).toContain(
      "Every other device that used this registration has been logged out.",
    );
    expect((await phone.open("/profile")).heading).toBe("Your profile");
    expect((await desk.open("/profile")).path).toContain("/login");
    expect((await desk.submit("/login", { email: EMAIL, password: PASSWORD })).status).toBe(401);
    const login = await desk.submit("/login", { email: EMAIL, password: NEW_PASSWORD });
    expect(login.path).toBe("/");
  });

  test("after a take-over nobody is sent to where the first registrant was going", async () => {
    await using app = await testPostern();
    const desk = app.browser();
    await desk.submit("/register", { email: EMAIL, password: PASSWORD, next: "/transfer?all=1" });
    const phone = app.browser();
    await phone.open((await app.mailTo(EMAIL)).links[0]!);
    const done = await phone.submit("/confirm", { newPassword: NEW_PASSWORD });
    expect(linksIn(done)).toEqual(["/"]);
  });

  test("a new password has to be as good as any", async () => {
    await using app = await testPostern();
    const { phone, link } = await onPhone(app);
    const page = await phone.submit("/confirm", { newPassword: "short" });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("Password must be 8 characters or more");
    const body = { link: link.split("/").at(-1), newPassword: "password1" };
    const answer = await phone.json("POST", "/confirm", body);
    expect(answer).toMatchObject({
      status: 422,
      body: { reason: "invalid", fields: { newPassword: "password-common" } },
    });
    expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
  });

  test("whoever is logged in there as somebody else stays so, and may change", async () => {
    await using app = await testPostern();
    const bob = await app.confirmed("bob@example.com");
    const { link } = await app.register(EMAIL);
    await bob.open(link);
    const done = await bob.submit("/confirm", { password: PASSWORD });
    expect(wordsOf(done)).toContain(
      `${EMAIL} is confirmed. In this browser you are logged in as bob@example.com.`,
    );
    expect(wordsOf(done)).toContain("Stay as bob@example.com");
    expect(linksIn(done)).toEqual(["/"]);
    expect(formsIn(done)).toEqual(["/logout"]);
    expect(wordsOf(await bob.open("/profile"))).toContain("bob@example.com");
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
  });

  test("whoever waits there for another address goes on waiting for it", async () => {
    await using app = await testPostern();
    const { browser: bob } = await app.register("bob@example.com");
    const { link } = await app.register(EMAIL);
    await bob.open(link);
    const done = await bob.submit("/confirm", { password: PASSWORD });
    expect(wordsOf(done)).toContain("In this browser you are logged in as bob@example.com.");
    expect(wordsOf(await bob.open("/unconfirmed"))).toContain("bob@example.com");
  });

  test.each([{ password: PASSWORD }, { newPassword: NEW_PASSWORD }])(
    "whoever registered twice and opens the first mail in the second browser is logged in there: %j",
    async (proof) => {
      await using app = await testPostern();
      const { link } = await app.register(EMAIL);
      app.clock.forward("2 minutes");
      const { browser: second } = await app.register(EMAIL, "another long sentence");
      await second.open(link);
      const done = await second.submit("/confirm", proof);
      expect(done.heading).toBe("Your email address is confirmed");
      expect(wordsOf(done)).toContain(`You are logged in here as ${EMAIL}.`);
      expect(done.text).not.toContain("Stay as");
      expect((await second.open("/profile")).heading).toBe("Your profile");
    },
  );

  test("a client that tries passwords on many links is stopped", async () => {
    await using app = await testPostern();
    const { link } = await onPhone(app);
    const client = "192.0.2.9";
    const body = { link: link.split("/").at(-1), password: "not this one at all" };
    for (let count = 0; count < 60; count += 1) {
      await app.browser({ client }).json("POST", "/confirm", body);
    }
    const phone = app.browser({ client });
    await phone.open(link);
    const page = await phone.submit("/confirm", { newPassword: NEW_PASSWORD });
    expect(page.status).toBe(429);
    expect(page.heading).toBe("Too many attempts");
  });
});

test("one use confirms one registration, and everybody else who waits for the address is out", async () => {
  await using app = await testPostern();
  const squatter = await app.register(EMAIL, "a squatter's password");
  app.clock.forward("2 minutes");
  const { browser, link } = await app.register(EMAIL);
  await browser.open(link);
  await browser.submit("/confirm");
  expect((await squatter.browser.open("/unconfirmed")).heading).toBe(
    "Get a new confirmation email",
  );
  const late = await squatter.browser.open(squatter.link);
  expect(late.status).toBe(409);
  expect(late.heading).toBe("This address already has an account");
  const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM users").get()!;
  expect(count).toBe(1);
});

describe("lifetimes count from the hand-over to the mail server", () => {
  test("a mail that went out two days late has a link that lives its whole 72 hours", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    await browser.submit("/register", { email: EMAIL, password: PASSWORD });
    app.clock.forward("48 hours");
    const link = (await app.mailTo(EMAIL)).links[0]!;
    app.clock.forward(72 * 3_600_000 - 1);
    expect((await browser.open(link)).heading).toBe("Confirming your address");
    app.clock.forward(1);
    expect((await browser.open(link)).heading).toBe("This link has expired");
  });

  test("the operator may choose another lifetime, and the words follow", async () => {
    await using app = await testPostern({ confirmLink: "90 minutes" });
    const { browser, link, mail } = await app.register(EMAIL);
    expect(mail.text.replaceAll("\n", " ")).toContain("until 22 November 2026, 14:35 (UTC)");
    app.clock.forward("90 minutes");
    expect(wordsOf(await browser.open(link))).toContain("worked for 90 minutes");
  });
});

test("an open page of a link that expires meanwhile says so when it is sent", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  await browser.open(link);
  app.clock.forward("72 hours");
  const page = await browser.submit("/confirm");
  expect(page.status).toBe(410);
  expect(page.heading).toBe("This link has expired");
  expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
});

test("a suspended registration cannot be confirmed", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  app.database.prepare("UPDATE users SET disabled_on = ?").run(app.clock.now());
  const phone = app.browser();
  await phone.open(link);
  const page = await phone.submit("/confirm", { password: PASSWORD });
  expect([page.status, page.heading]).toEqual([403, "This account is suspended"]);
  expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
});
