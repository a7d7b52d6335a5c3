import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import * as admin from "../../src/features/admin/admin.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, otherThan, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const OPERATOR = { actor: "operator:root", reason: "a ticket" };
const OTHER_PASSWORD = "a lamp behind the door";

/** Ada, who asked to be deleted, with the link that cancels it. */
async function asked(app: TestPostern) {
  const browser = await app.confirmed(EMAIL);
  await browser.submit("/profile/delete", { password: PASSWORD });
  const mail = await app.mailTo(EMAIL);
  return { browser, mail, keep: mail.links[0]!, code: mail.code! };
}

const tokenOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

const clear = (app: TestPostern): Promise<void> => clearAway(app.postern.context);

const logInAs = (browser: Browser, email: string, password = PASSWORD) =>
  browser.json("POST", "/login", { email, password });

const logIn = (browser: Browser, password = PASSWORD) => logInAs(browser, EMAIL, password);

const rows = (app: TestPostern, table: string): number =>
  Number(app.database.prepare(`SELECT COUNT(*) AS rows FROM ${table}`).get()!["rows"]);

test("the page says what is deleted, what is kept and why, and how long one may think again", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  expect(linksIn(await browser.open("/profile"))).toContain("/profile/delete");
  const page = await browser.open("/profile/delete");
  expect(page.heading).toBe("Delete your account");
  expect(wordsOf(page)).toContain("your address and your password");
  expect(wordsOf(page)).toContain("every link we mailed you, and the list of our mails to you");
  expect(wordsOf(page)).toContain(
    "an audit log of what was done and when, without your address, for 730 days",
  );
  expect(wordsOf(page)).toContain("for 24 hours, how many mails went to your address");
  expect(wordsOf(page)).toContain(
    "for 30 days, a list of mails to your address that were asked for without logging in",
  );
  expect(wordsOf(page)).toContain("You have at least 14 days to change your mind");
});

test("of an unconfirmed user it says that it happens at once, and what is kept then", async () => {
  await using app = await testPostern({ unconfirmed: "full", auditRetention: "forever" });
  const { browser } = await app.register(EMAIL);
  const words = wordsOf(await browser.open("/profile/delete"));
  expect(words).toContain("so this happens at once and cannot be undone");
  expect(words).not.toContain("to change your mind");
  expect(words).toContain("for 30 days, a list of the mails we sent to your address");
  expect(words).toContain("without your address, without end");
});

test("with the password it is asked for: logged out everywhere, and a mail with the way back", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const laptop = app.browser();
  await logIn(laptop);
  const page = await browser.submit("/profile/delete", { password: PASSWORD });
  expect(page.heading).toBe("Your account will be deleted on 6 December 2026");
  expect(wordsOf(page)).toContain("You are logged out. The link in our email undoes it.");
  expect(browser.jar.has("__Host-postern-session")).toBe(false);
  expect((await laptop.json("GET", "/profile")).status).toBe(401);
  const mail = await app.mailTo(EMAIL);
  expect(mail.subject).toBe("Your account will be deleted on 6 December 2026 – Postern");
  expect(mail.links).toEqual([
    expect.stringMatching(/^https:\/\/postern\.example\/keep\/[\w.-]+$/),
  ]);
});

test("a program is told 202 and when it happens", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  expect((await browser.json("GET", "/profile/delete")).status).toBe(200);
  const answer = await browser.json("POST", "/profile/delete", { password: PASSWORD });
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({ state: "to-be-deleted", deletesOn: "2026-12-06T13:05:00.000Z" });
  expect((await browser.json("GET", "/profile")).status).toBe(401);
});

test("a wrong or missing password deletes nothing, and is said beside the field", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (const [password, words, reason] of [
    [OTHER_PASSWORD, "That is not your password", "wrong-password"],
    ["", "Enter your password", "password-missing"],
  ] as const) {
    const page = await browser.submit("/profile/delete", { password });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain(words);
    expect(linksIn(page)).toContain("#password");
    expect(await browser.json("POST", "/profile/delete", { password })).toMatchObject({
      status: 422,
      body: { reason: "invalid", fields: { password: reason } },
    });
  }
  expect((await browser.json("GET", "/profile")).status).toBe(200);
  expect(await app.mails()).toHaveLength(1);
});

test("guesses in a browser left open are limited", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const guess = (password: string) => browser.json("POST", "/profile/delete", { password });
  for (let count = 0; count < 10; count += 1) await guess(OTHER_PASSWORD);
  expect(await guess(PASSWORD)).toMatchObject({ status: 429, body: { reason: "too-many" } });
});

describe("while it waits", () => {
  test("the login page says so, but only to whoever knows the password", async () => {
    await using app = await testPostern();
    await asked(app);
    const page = await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    expect(page.status).toBe(403);
    expect(page.heading).toBe("This account will be deleted");
    expect(wordsOf(page)).toContain("it happens on 6 December 2026");
    expect(await logIn(app.browser())).toMatchObject({
      status: 403,
      body: { reason: "to-be-deleted" },
    });
    const wrong = await logIn(app.browser(), OTHER_PASSWORD);
    const nobody = await app
      .browser()
      .json("POST", "/login", { email: "nobody@example.com", password: PASSWORD });
    expect(wrong).toMatchObject({ status: 401, body: { reason: "wrong-credentials" } });
    expect(wrong.body).toEqual(nobody.body);
  });

  test("the address stays taken", async () => {
    await using app = await testPostern();
    await asked(app);
    app.clock.forward("2 minutes");
    await app.browser().submit("/register", { email: EMAIL, password: OTHER_PASSWORD });
    expect((await app.mailTo(EMAIL)).kind).toBe("already-registered");
  });

  test("a change of address that was asked for before does not happen", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("2 minutes");
    await browser.submit("/profile/email", { email: "ada@example.org" });
    const [change] = (await app.mailTo("ada@example.org")).links;
    await browser.submit("/profile/delete", { password: PASSWORD });
    expect((await app.browser().open(change!)).heading).toBe("This link no longer works");
  });
});

test("a reset by the mailbox keeps the user too: a thief who knew the password may have asked", async () => {
  await using app = await testPostern();
  const { keep } = await asked(app);
  app.clock.forward("2 minutes");
  const owner = app.browser();
  await owner.submit("/forgot", { email: EMAIL });
  await owner.open((await app.mailTo(EMAIL)).links[0]!);
  await owner.submit("/reset", { password: OTHER_PASSWORD });
  expect((await logIn(owner, OTHER_PASSWORD)).status).toBe(200);
  expect((await app.browser().open(keep)).status).toBe(410);
  app.clock.forward("15 days");
  await clear(app);
  expect(app.user(EMAIL)).toBeDefined();
});

describe("the link in the mail", () => {
  test("keeps the user with the mail's code, logs nobody in, and the password is as before", async () => {
    await using app = await testPostern();
    const { keep, code } = await asked(app);
    app.clock.forward("13 days");
    const browser = app.browser();
    const page = await browser.open(keep);
    expect(page.path).toBe("/keep");
    expect(page.heading).toBe("Keep your account?");
    expect(wordsOf(page)).toContain(`The account of ${EMAIL} is to be deleted.`);
    expect((await logIn(app.browser())).status).toBe(403);
    for (const [typed, words] of [
      ["", "Enter the code from the email"],
      ["123", "Code must be 8 digits"],
      [otherThan(code), "That code is not right"],
    ] as const) {
      const again = await browser.submit("/keep", { code: typed, sure: "on" });
      expect(again.status).toBe(422);
      expect(wordsOf(again)).toContain(words);
    }
    const login = await browser.submit("/keep", { code });
    expect(login.path).toBe("/login");
    expect(login.text).toContain(
      "Your account is kept. Log in to go on. If you did not ask for the deletion, choose a new password now.",
    );
    expect((await browser.json("GET", "/profile")).status).toBe(401);
    expect((await logIn(browser)).status).toBe(200);
    app.clock.forward("2 days");
    await clear(app);
    expect(app.user(EMAIL)).toBeDefined();
  });

  test("keeps the user for a program as well, once", async () => {
    await using app = await testPostern();
    const { keep: url, code } = await asked(app);
    const link = tokenOf(url);
    const browser = app.browser();
    expect((await browser.json("GET", `/keep/${link}`)).body).toEqual({
      state: "ready",
      email: EMAIL,
    });
    const keep = (typed = code) => browser.json("POST", "/keep", { link, code: typed });
    expect(await keep("")).toMatchObject({ status: 422, body: { reason: "code-missing" } });
    expect(await keep(otherThan(code))).toMatchObject({
      status: 422,
      body: { reason: "wrong-code", fields: { code: "wrong-code" } },
    });
    expect(await keep()).toMatchObject({ status: 200, body: { state: "kept" } });
    expect(await keep()).toMatchObject({ status: 410, body: { reason: "used" } });
  });

  test("is of no use once the user is deleted, and says so", async () => {
    await using app = await testPostern();
    const { keep } = await asked(app);
    app.clock.forward("14 days");
    await clear(app);
    const page = await app.browser().open(keep);
    expect(page.status).toBe(410);
    expect(page.heading).toBe("This link no longer works");
    expect(await app.browser().json("POST", "/keep", { link: tokenOf(keep) })).toMatchObject({
      status: 410,
      body: { reason: "removed" },
    });
  });

  test("is not recognised when it is none of ours", async () => {
    await using app = await testPostern();
    for (const url of ["/keep/abc", "/keep"]) {
      const page = await app.browser().open(url);
      expect(page.status).toBe(404);
      expect(page.heading).toBe("We do not recognise this link");
    }
    expect(await app.browser().json("POST", "/keep", { link: "abc" })).toMatchObject({
      status: 404,
      body: { reason: "unknown" },
    });
  });

  test("of a first request is dead after a second one", async () => {
    await using app = await testPostern();
    const { keep, code } = await asked(app);
    const browser = app.browser();
    await browser.json("POST", "/keep", { link: tokenOf(keep), code });
    await logIn(browser);
    app.clock.forward("2 minutes");
    await browser.submit("/profile/delete", { password: PASSWORD });
    const second = await app.mailTo(EMAIL);
    const keepWith = (link: string, typed: string | null) =>
      browser.json("POST", "/keep", { link: tokenOf(link), code: typed });
    expect((await keepWith(keep, code)).status).toBe(410);
    expect((await keepWith(second.links[0]!, second.code)).status).toBe(200);
  });
});

describe("when the time has come", () => {
  async function deleted(app: TestPostern) {
    const before = await asked(app);
    app.clock.forward("14 days");
    await clear(app);
    return before;
  }

  test("the user is gone, the audit log stays, and the mailbox gets a last mail", async () => {
    await using app = await testPostern();
    await deleted(app);
    expect([rows(app, "users"), rows(app, "addresses"), rows(app, "sessions")]).toEqual([0, 0, 0]);
    const acts = app.database.prepare("SELECT act, actor, detail FROM audit ORDER BY rowid").all();
    expect(acts.map(({ act }) => act)).toContain("deletion-requested");
    expect(acts.at(-1)).toEqual({ act: "deleted", actor: "system", detail: null });
    expect(JSON.stringify(acts)).not.toContain(EMAIL);
    const mail = await app.mailTo(EMAIL);
    expect(mail.subject).toBe("Your account is deleted – Postern");
    expect(mail.links).toEqual([]);
  });

  test("once the last mail is sent, the address stands nowhere but in its counts of a day", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("2 minutes");
    await browser.submit("/forgot", { email: EMAIL });
    await browser.submit("/profile/email", { email: "ada@new.example" });
    await app.mails();
    await browser.submit("/profile/delete", { password: PASSWORD });
    await app.mails();
    app.clock.forward("14 days");
    await clear(app);
    expect((await app.mailTo(EMAIL)).kind).toBe("deleted");
    await clear(app);
    expect(app.dump()).not.toMatch(/ada@/);
  });

  test("nor what is known of mails that came back from it or were withheld", async () => {
    await using app = await testPostern();
    const { context } = app.postern;
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("2 minutes");
    const stranger = app.browser();
    for (let count = 0; count < 12; count += 1) {
      await stranger.submit("/forgot", { email: EMAIL });
      app.clock.forward("2 minutes");
      await app.mails();
    }
    const { id } = await app.mailTo(EMAIL);
    const answer = `550 <${EMAIL}> is full`;
    const bounce = { mailId: id, answer, fault: "address", now: app.clock.now() } as const;
    await context.store.recordBounce(bounce);
    expect([rows(app, "suppressions"), rows(app, "withheld") > 0]).toEqual([1, true]);
    await browser.submit("/profile/delete", { password: PASSWORD });
    app.clock.forward("14 days");
    await clear(app);
    expect([rows(app, "suppressions"), rows(app, "withheld")]).toEqual([0, 0]);
  });

  test("nor who tried passwords at it, with the mail that said so", async () => {
    await using app = await testPostern();
    await asked(app);
    app.clock.forward("13 days");
    const { store, settings } = app.postern.context;
    const { limits } = settings;
    for (let place = 0; place < limits.row.most; place += 1) {
      const client = `203.0.113.${place}/32`;
      const subject = `${EMAIL}|${client}`;
      await store.countTry({ emailKey: EMAIL, subject, client, limits, now: app.clock.now() });
    }
    await store.takeBackDeletion({
      ...OPERATOR,
      userId: app.user(EMAIL)!.id,
      now: app.clock.now(),
    });
    expect((await app.mailTo(EMAIL)).kind).toBe("password-paused");
    const neighbour = `lovelace.${EMAIL}`;
    await logInAs(app.browser(), neighbour);
    await admin.deleteUser(app.postern.context, OPERATOR, app.user(EMAIL)!.id);
    const left = app
      .dump()
      .split("\n")
      .filter((line) => line.includes(EMAIL));
    expect(left.filter((line) => !line.includes(neighbour))).toEqual([]);
    expect(app.dump()).toContain(`login:${neighbour}|`);
  });

  test("nor what it was not told yet", async () => {
    await using app = await testPostern({ newDeviceNotice: true });
    const browser = await app.confirmed(EMAIL);
    await logIn(app.browser());
    await browser.submit("/profile/delete", { password: PASSWORD });
    app.clock.forward("14 days");
    await clear(app);
    expect((await app.mails()).map(({ kind }) => kind)).toEqual(["deleted", "confirm"]);
    expect(app.dump()).not.toMatch(/ada@/);
  });

  test("a day earlier it is not", async () => {
    await using app = await testPostern();
    await asked(app);
    app.clock.forward("13 days");
    await clear(app);
    expect(app.user(EMAIL)).toBeDefined();
  });

  test("nobody can log in, and the answer is the one for nobody", async () => {
    await using app = await testPostern();
    await deleted(app);
    expect(await logIn(app.browser())).toMatchObject({
      status: 401,
      body: { reason: "wrong-credentials" },
    });
  });

  test("the address is free for a new user, who has nothing of the old one", async () => {
    await using app = await testPostern();
    await deleted(app);
    await app.mails();
    app.clock.forward("2 minutes");
    const { browser, link } = await app.register(EMAIL, OTHER_PASSWORD);
    await browser.open(link);
    expect((await browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
    expect((await logIn(app.browser())).status).toBe(401);
    const { body } = await browser.json("GET", "/profile/data");
    expect(JSON.stringify(body)).not.toContain("deletion-requested");
  });

  test("of many whose time has come, all are deleted", async () => {
    await using app = await testPostern();
    for (const name of ["ada", "grace", "mary"]) {
      const browser = await app.confirmed(`${name}@example.com`);
      await browser.submit("/profile/delete", { password: PASSWORD });
    }
    app.clock.forward("14 days");
    await clear(app);
    expect(rows(app, "users")).toBe(0);
  });
});

test("whoever is not logged in is led to the login page, and an unconfirmed user to the waiting page", async () => {
  await using app = await testPostern();
  expect((await app.browser().open("/profile/delete")).path).toBe(
    "/login?next=%2Fprofile%2Fdelete",
  );
  const { browser } = await app.register(EMAIL);
  expect((await browser.open("/profile/delete")).path).toBe("/unconfirmed");
  expect(formsIn(await browser.open("/unconfirmed/cancel"))).toContain("/unconfirmed/cancel");
});

test("an unconfirmed user in the days of grace is removed at once, and no mail is sent for it", async () => {
  await using app = await testPostern({ unconfirmed: "full" });
  const { browser, link } = await app.register(EMAIL);
  const page = await browser.submit("/profile/delete", { password: PASSWORD });
  expect(page.heading).toBe("Your account is deleted");
  expect(app.user(EMAIL)).toBeUndefined();
  expect(await app.mails()).toHaveLength(1);
  expect((await app.browser().open(link)).status).toBe(410);
});

test("a program is told the same", async () => {
  await using app = await testPostern({ unconfirmed: "full" });
  const { browser } = await app.register(EMAIL);
  const answer = await browser.json("POST", "/profile/delete", { password: PASSWORD });
  expect(answer).toMatchObject({ status: 200, body: { state: "deleted" } });
});

describe("the only administrator who can log in", () => {
  async function administrator(app: TestPostern) {
    const browser = await app.confirmed(EMAIL);
    await setAdmin(app, EMAIL, true);
    return browser;
  }

  const setAdmin = (app: TestPostern, email: string, isAdmin: boolean) =>
    admin.setAdmin(app.postern.context, OPERATOR, app.user(email)!.id, isAdmin);

  test("cannot be deleted, and is told what to do first", async () => {
    await using app = await testPostern();
    const browser = await administrator(app);
    const page = await browser.submit("/profile/delete", { password: PASSWORD });
    expect([page.status, page.heading]).toEqual([409, "You are the only administrator"]);
    expect(wordsOf(page)).toContain("Make somebody else an administrator first");
    expect(await browser.json("POST", "/profile/delete", { password: PASSWORD })).toMatchObject({
      status: 409,
      body: { reason: "last-admin" },
    });
    expect(rows(app, "users")).toBe(1);
  });

  test("is asked for the password before anything is told", async () => {
    await using app = await testPostern();
    const browser = await administrator(app);
    const answer = await browser.json("POST", "/profile/delete", { password: "a guess at it" });
    expect(answer).toMatchObject({ status: 422, body: { reason: "invalid" } });
  });

  test("can be deleted once there is another", async () => {
    await using app = await testPostern();
    const browser = await administrator(app);
    app.clock.forward("2 minutes");
    await app.confirmed("bob@example.com");
    await setAdmin(app, "bob@example.com", true);
    await browser.submit("/profile/delete", { password: PASSWORD });
    // The other one is the last admin now, although this one is not deleted yet.
    expect(await setAdmin(app, "bob@example.com", false)).toMatchObject({ reason: "last-admin" });
    app.clock.forward("15 days");
    await clear(app);
    expect(app.user(EMAIL)).toBeUndefined();
  });
});
