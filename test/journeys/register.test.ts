import { describe, expect, test } from "vitest";
import { countingHasher } from "../attacks/tools.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

test("registering leads to the waiting page, with a session and a mail on its way", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  const form = await browser.open("/register");
  expect(form.heading).toBe("Create an account");
  const waiting = await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  expect(waiting.way[0]!.status).toBe(303);
  expect(waiting.path).toBe("/unconfirmed");
  expect(wordsOf(waiting)).toContain(EMAIL);
  expect(browser.jar.has("__Host-postern-session")).toBe(true);
  expect((await app.mails()).map((mail) => mail.to)).toEqual([EMAIL]);
});

test("a program registers with JSON and is told 201 and what it is waiting for", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  const answer = await browser.json("POST", "/register", { email: EMAIL, password: PASSWORD });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.body).toEqual({ state: "unconfirmed", email: EMAIL });
  expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({ state: "waiting" });
});

test("the user is unconfirmed, and remembers when it registered", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  expect(app.user(EMAIL)).toMatchObject({ email: EMAIL, confirmedOn: null, confirmedVia: null });
  const row = app.database.prepare("SELECT registered_on, admin FROM users").get();
  expect(row).toEqual({ registered_on: app.clock.now(), admin: 0 });
});

describe("what cannot be registered is refused beside its field", () => {
  const LONG = `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(20)}.com`;
  test.for([
    ["", PASSWORD, "email", "email-missing", "Enter your email address"],
    ["ada", PASSWORD, "email", "email-format", "Enter an email address in the correct format"],
    ["a@b@c.de", PASSWORD, "email", "email-format", "in the correct format"],
    [LONG, PASSWORD, "email", "email-too-long", "Email address must be 254 characters or fewer"],
    [EMAIL, "", "password", "password-missing", "Enter a password"],
    [EMAIL, "sevench", "password", "password-too-short", "Password must be 8 characters or more"],
    [EMAIL, "x y".repeat(100), "password", "password-too-long", "256 characters or fewer"],
    [EMAIL, "password1", "password", "password-common", "list of leaked or very common passwords"],
    [EMAIL, "ada@example.com!", "password", "password-contains-address", "must not contain"],
    [EMAIL, "my postern door", "password", "password-contains-address", "must not contain"],
    [
      EMAIL,
      "plum\0tree river",
      "password",
      "password-forbidden-character",
      "cannot be typed again",
    ],
  ] as const)("%j with %j: %s %s", async ([email, password, field, reason, words]) => {
    await using app = await testPostern();
    const page = await app.browser().submit("/register", { email, password });
    expect(page.status).toBe(422);
    expect(page.heading).toBe("Create an account");
    expect(page.text).toContain("<title>Error: Create an account");
    expect(wordsOf(page)).toContain(words);
    expect(linksIn(page)).toContain(`#${field}`);
    const answer = await app.browser().json("POST", "/register", { email, password });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ reason: "invalid", fields: { [field]: reason } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(app.user(EMAIL)).toBeUndefined();
  });
});

test("both fields are told at once when both are wrong", async () => {
  await using app = await testPostern();
  const { body } = await app.browser().json("POST", "/register", {});
  expect(body["fields"]).toEqual({ email: "email-missing", password: "password-missing" });
});

test("a refused form keeps the address and where to go on, and never the password", async () => {
  await using app = await testPostern();
  const email = 'ada"><b>@example.com';
  const page = await app
    .browser()
    .submit("/register", { email, password: PASSWORD, next: "/dashboard" });
  expect(valueIn(page, "email")).toContain("ada&quot;");
  expect(valueIn(page, "next")).toBe("/dashboard");
  expect(page.text).not.toContain(PASSWORD);
});

test("the operator's own rule refuses an address, in words that say what to do", async () => {
  await using app = await testPostern({ allowRegistration: (email) => email.endsWith(".edu") });
  const page = await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("We cannot use that address here");
  const answer = await app
    .browser()
    .json("POST", "/register", { email: EMAIL, password: PASSWORD });
  expect(answer.body["fields"]).toEqual({ email: "email-not-allowed" });
  expect(
    (await app.browser().submit("/register", { email: "a@mit.edu", password: PASSWORD })).path,
  ).toBe("/unconfirmed");
});

test("closed registration says so, on the page and after the form, and offers to log in", async () => {
  await using app = await testPostern({ register: "closed" });
  for (const page of [
    await app.browser().open("/register"),
    await app.browser().submit("/register", { email: EMAIL, password: PASSWORD }),
  ]) {
    expect(page.status).toBe(403);
    expect(page.heading).toBe("Registration is closed");
    expect(linksIn(page)).toEqual(["/login"]);
  }
  const answer = await app
    .browser()
    .json("POST", "/register", { email: EMAIL, password: PASSWORD });
  expect(answer).toMatchObject({ status: 403, body: { reason: "closed" } });
  expect(app.user(EMAIL)).toBeUndefined();
});

test("whoever is logged in is asked whether they mean to, and can log out to register", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const page = await browser.open("/register");
  expect(wordsOf(page)).toContain(`You are logged in as ${EMAIL}.`);
  expect(formsIn(page)).toEqual(["/logout"]);
  const form = await browser.submit("/logout", { next: "/register" });
  expect(form.path).toBe("/register");
  expect(form.text).toContain('action="/register"');
});

test("a client that registers too often is told until when to wait", async () => {
  await using app = await testPostern();
  const client = "192.0.2.7";
  for (let count = 0; count < 20; count += 1) {
    const email = `ada${count}@example.com`;
    await app.browser({ client }).json("POST", "/register", { email, password: PASSWORD });
  }
  const page = await app
    .browser({ client })
    .submit("/register", { email: EMAIL, password: PASSWORD });
  expect(page.status).toBe(429);
  expect(page.heading).toBe("Too many attempts");
  expect(wordsOf(page)).toContain("Wait until 22 November 2026, 14:05 (UTC)");
  expect(page.headers.get("retry-after")).toBe("3600");
  const answer = await app
    .browser({ client })
    .json("POST", "/register", { email: EMAIL, password: PASSWORD });
  expect(answer).toMatchObject({ status: 429, body: { reason: "too-many" } });
  expect(
    (await app.browser().submit("/register", { email: EMAIL, password: PASSWORD })).status,
  ).toBe(200);
  app.clock.forward("60 minutes");
  expect((await app.browser({ client }).open("/register")).status).toBe(200);
});

describe("pressing the button twice", () => {
  async function pressTwice(second: { email: string; password: string }) {
    const app = await testPostern();
    const browser = app.browser();
    const formId = valueIn(await browser.open("/register"), "form_id")!;
    const first = { email: EMAIL, password: PASSWORD, form_id: formId };
    await browser.submit("/register", first);
    const page = await browser.submit("/register", { ...second, form_id: formId });
    const users = app.database.prepare("SELECT COUNT(*) AS count FROM users").get()!["count"];
    return { app, browser, page, users };
  }

  test("registers once, and the second answer is the first one's", async () => {
    const { app, page, users } = await pressTwice({ email: EMAIL, password: PASSWORD });
    await using _ = app;
    expect(page.path).toBe("/unconfirmed");
    expect(users).toBe(1);
    expect(await app.mails()).toHaveLength(1);
  });

  test("after correcting the address is a registration of its own", async () => {
    const { app, page, users } = await pressTwice({ email: "ada@example.org", password: PASSWORD });
    await using _ = app;
    expect(wordsOf(page)).toContain("ada@example.org");
    expect(users).toBe(2);
  });

  test("with another password gives no way into what the first press made", async () => {
    const { app, users } = await pressTwice({ email: EMAIL, password: "another sentence here" });
    await using _ = app;
    expect(users).toBe(2);
  });
});

test("two forms of two people for the same address are two registrations", async () => {
  await using app = await testPostern();
  await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  await app
    .browser()
    .submit("/register", { email: EMAIL.toUpperCase(), password: "quite another one" });
  const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM users").get()!;
  expect(count).toBe(2);
});

test("for an address that has an owner everything but the mail is the same", async () => {
  await using app = await testPostern();
  await app.confirmed("owner@example.com");
  app.clock.forward("2 hours");
  const answers = [];
  for (const email of ["owner@example.com", "nobody@example.com"]) {
    const browser = app.browser();
    const page = await browser.submit("/register", { email, password: PASSWORD });
    const sent = page.text.replaceAll(email, "…").replaceAll(/value="[\w-]{43}"/g, "");
    answers.push({ path: page.path, status: page.status, sent, cookies: [...browser.jar.keys()] });
  }
  expect(answers[0]).toEqual(answers[1]);
  const mail = await app.mailTo("owner@example.com");
  expect(mail.kind).toBe("already-registered");
  expect(mail.subject).toBe("You already have an account – Postern");
  expect(mail.code).toBeNull();
  expect(mail.links).toEqual(["https://postern.example/login", "https://postern.example/forgot"]);
});

test("an installation sets its own limits: a class behind one address registers in one lesson", async () => {
  await using app = await testPostern({
    passwordHasher: countingHasher(),
    limits: { register: 40, request: 2 },
  });
  const register = (pupil: number) =>
    app
      .browser({ client: "192.0.2.1" })
      .json("POST", "/register", { email: `pupil${pupil}@example.com`, password: PASSWORD });
  for (let pupil = 0; pupil < 40; pupil += 1) expect((await register(pupil)).status).toBe(201);
  expect((await register(40)).status).toBe(429);
  const forgot = () =>
    app.browser({ client: "192.0.2.1" }).json("POST", "/forgot", { email: "a@example.com" });
  expect([(await forgot()).status, (await forgot()).status]).toEqual([202, 202]);
  expect((await forgot()).status).toBe(429);
});

test("a limit that there is none of, and a count that is none, are refused in words", async () => {
  const wrong = (limits: object) => testPostern({ limits: limits as { register: number } });
  await expect(wrong({ mail: 5 })).rejects.toThrow("limits.mail: give counts for register");
  for (const count of [0, -1, 1.5, "20", 5_001, null])
    await expect(wrong({ login: count })).rejects.toThrow(
      "limits.login: give a whole number from 1",
    );
});
