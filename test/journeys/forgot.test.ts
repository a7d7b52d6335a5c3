import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { formsIn, likened, linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const NEW_PASSWORD = "a boat on the quiet lake";

/** Asks for a reset two minutes later, and opens the mailbox. */
async function forgotten(app: TestPostern, email = EMAIL) {
  app.clock.forward("2 minutes");
  const browser = app.browser();
  await browser.submit("/forgot", { email });
  const mail = await app.mailTo(email);
  const link = mail.links[0]!;
  return { browser, mail, link, token: link.split("/").at(-1)! };
}

describe("asking", () => {
  test("says the same for every address, and mails the owner a link", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    app.clock.forward("2 minutes");
    const pages = [];
    for (const email of [EMAIL, "bob@example.com"]) {
      const page = await app.browser().submit("/forgot", { email });
      expect(page.heading).toBe("Check your email");
      expect(wordsOf(page)).toContain(
        `If ${email} has an account here, a link is on its way. It works for 60 minutes.`,
      );
      pages.push(likened(page, email));
    }
    expect(pages[0]).toBe(pages[1]);
    const mail = await app.mailTo(EMAIL);
    expect(mail.subject).toBe("Reset your password – Postern");
    expect(mail.links).toHaveLength(1);
  });

  test("tells an address without a user so, in its mailbox alone", async () => {
    await using app = await testPostern();
    const { mail } = await forgotten(app, "nobody@example.com");
    expect(mail.kind).toBe("reset-no-user");
    expect(mail.text.replaceAll("\n", " ")).toContain("Postern has no account for this address.");
    expect(mail.links).toEqual(["https://postern.example/register"]);
  });

  test("is 202 to programs, whatever the address", async () => {
    await using app = await testPostern();
    for (const email of [EMAIL, "nobody@example.com"]) {
      const answer = await app.browser().json("POST", "/forgot", { email });
      expect(answer).toMatchObject({ status: 202, body: { state: "accepted" } });
    }
  });

  test("refuses what is no address", async () => {
    await using app = await testPostern();
    const page = await app.browser().submit("/forgot", { email: "ada" });
    expect(page.status).toBe(422);
    expect(valueIn(page, "email")).toBe("ada");
    expect(wordsOf(page)).toContain("Enter an email address in the correct format");
    const answer = await app.browser().json("POST", "/forgot");
    expect(answer.body["fields"]).toEqual({ email: "email-missing" });
  });

  test("too often from one client comes to a wait", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    for (let count = 0; count < 30; count += 1) {
      await browser.json("POST", "/forgot", { email: `ada${count}@example.com` });
    }
    expect((await browser.submit("/forgot", { email: EMAIL })).status).toBe(429);
  });

  test("too often for one mailbox mails no more, with the same answer", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    for (let count = 0; count < 12; count += 1) {
      const answer = await browser.json("POST", "/forgot", { email: EMAIL });
      expect(answer.status).toBe(202);
      await app.mails();
      app.clock.forward("2 minutes");
    }
    expect(await app.mails()).toHaveLength(3);
  });

  test("the browser in which somebody logged in before has mails of its own", async () => {
    await using app = await testPostern();
    const known = await app.confirmed(EMAIL);
    await known.submit("/logout");
    for (let stranger = 0; stranger < 30; stranger += 1) {
      await app.browser().json("POST", "/forgot", { email: EMAIL });
      await app.mails();
      app.clock.forward("61 seconds");
    }
    const before = (await app.mails()).length;
    await known.submit("/forgot", { email: EMAIL });
    expect((await app.mails()).length).toBe(before + 1);
  });
});

describe("the link", () => {
  test("leaves the address bar and asks for a new password, for the address it names", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { browser, link, token } = await forgotten(app);
    const page = await browser.open(link);
    expect(page.path).toBe("/reset");
    expect(page.heading).toBe("Choose a new password");
    expect(wordsOf(page)).toContain(`For ${EMAIL}`);
    expect(page.text).not.toContain(token);
    const asked = await app.browser().json("GET", `/reset/${token}`);
    expect(asked.body).toEqual({ state: "ready", email: EMAIL });
  });

  test("sets the new password and logs nobody in", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { browser, link } = await forgotten(app);
    await browser.open(link);
    const done = await browser.submit("/reset", { password: NEW_PASSWORD });
    expect(done.path).toBe("/login");
    expect(wordsOf(done)).toContain("Your password is changed. Log in with the new one.");
    expect((await browser.json("GET", "/profile")).status).toBe(401);
    expect((await browser.submit("/login", { email: EMAIL, password: PASSWORD })).status).toBe(401);
    expect((await browser.submit("/login", { email: EMAIL, password: NEW_PASSWORD })).path).toBe(
      "/",
    );
  });

  test("waits for a client that tried too many proofs, and works afterwards", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { link: confirmation } = await app.register("grace@example.com");
    const { link } = await forgotten(app);
    const browser = app.browser({ client: "192.0.2.9" });
    const guess = { link: confirmation.split("/").at(-1), password: "not this one at all" };
    for (let count = 0; count < 60; count += 1) await browser.json("POST", "/confirm", guess);
    await browser.open(link);
    expect((await browser.submit("/reset", { password: NEW_PASSWORD })).status).toBe(429);
    app.clock.forward("15 minutes");
    await browser.open(link);
    expect((await browser.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
  });

  test("ends every session, also that of the browser it was used in", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const { link } = await forgotten(app);
    await browser.open(link);
    await browser.submit("/reset", { password: NEW_PASSWORD });
    expect(browser.jar.has("__Host-postern-session")).toBe(false);
    const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM sessions").get()!;
    expect(count).toBe(0);
  });

  test("has its use told to the mailbox", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { token } = await forgotten(app);
    const done = await app
      .browser()
      .json("POST", "/reset", { link: token, password: NEW_PASSWORD });
    expect(done).toMatchObject({ status: 200, body: { state: "reset" } });
    expect(await app.mailTo(EMAIL)).toMatchObject({ kind: "password-changed" });
  });

  test("proves the mailbox, so it confirms a registration that was waiting", async () => {
    await using app = await testPostern();
    const { link: confirmLink } = await app.register(EMAIL);
    const { token } = await forgotten(app);
    await app.browser().json("POST", "/reset", { link: token, password: NEW_PASSWORD });
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "reset" });
    const browser = app.browser();
    await browser.submit("/login", { email: EMAIL, password: NEW_PASSWORD });
    expect((await browser.open("/profile")).heading).toBe("Your profile");
    expect((await browser.open(confirmLink)).heading).toBe("This address is already confirmed");
  });

  test("is for the newest registration where several wait, and the others are out", async () => {
    await using app = await testPostern();
    const squatter = await app.register(EMAIL, "a squatter's password");
    app.clock.forward("2 minutes");
    await app.register(EMAIL);
    const { token } = await forgotten(app);
    await app.browser().json("POST", "/reset", { link: token, password: NEW_PASSWORD });
    expect((await squatter.browser.json("GET", "/unconfirmed")).status).toBe(401);
    const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM users").get()!;
    expect(count).toBe(1);
  });

  test.for([
    ["", "password-missing", "Enter a password"],
    ["short", "password-too-short", "Password must be 8 characters or more"],
    ["password1", "password-common", "list of leaked or very common passwords"],
    [`I am ${EMAIL}`, "password-contains-address", "must not contain"],
  ] as const)("takes no bad password, and stays good: %j", async ([password, reason, words]) => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { browser, link, token } = await forgotten(app);
    await browser.open(link);
    const page = await browser.submit("/reset", { password });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain(words);
    const answer = await app.browser().json("POST", "/reset", { link: token, password });
    expect(answer.body["fields"]).toEqual({ password: reason });
    expect((await browser.submit("/reset", { password: NEW_PASSWORD })).path).toBe("/login");
  });
});

describe("a link that is over", () => {
  async function opened(app: TestPostern, token: string) {
    const page = await app.browser().open(`/reset/${token}`);
    const read = await app.browser().json("GET", `/reset/${token}`);
    const used = await app
      .browser()
      .json("POST", "/reset", { link: token, password: NEW_PASSWORD });
    expect([page.status, page.status]).toEqual([read.status, used.status]);
    expect(read.body["reason"]).toBe(used.body["reason"]);
    return { page, reason: read.body["reason"] };
  }

  test("by time: expired, and one press to a new one", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { token } = await forgotten(app);
    app.clock.forward("60 minutes");
    const { page, reason } = await opened(app, token);
    expect([page.status, reason]).toEqual([410, "expired"]);
    expect(page.heading).toBe("This link has expired");
    expect(wordsOf(page)).toContain("Reset links work for 60 minutes.");
    expect(linksIn(page)).toEqual(["/forgot", "/login"]);
  });

  test("by use: used, and when", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { token } = await forgotten(app);
    await app.browser().json("POST", "/reset", { link: token, password: NEW_PASSWORD });
    const { page, reason } = await opened(app, token);
    expect([page.status, reason]).toEqual([410, "used"]);
    expect(wordsOf(page)).toContain("The password was changed on 22 November 2026, 13:07 (UTC).");
  });

  test("not by a newer one, but by the use of it", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { token } = await forgotten(app);
    const newer = await forgotten(app);
    const older = await app.browser().open(`/reset/${token}`);
    expect(older.heading).toBe("Choose a new password");
    const done = { link: newer.token, password: NEW_PASSWORD };
    expect((await app.browser().json("POST", "/reset", done)).status).toBe(200);
    const { page, reason } = await opened(app, token);
    expect([page.status, reason]).toEqual([410, "used"]);
  });

  test("by a change of the account's address: replaced", async () => {
    await using app = await testPostern();
    const owner = await app.confirmed(EMAIL);
    await owner.submit("/profile/email", { email: "ada@example.org" });
    const move = (await app.mailTo("ada@example.org")).links[0]!;
    const { token } = await forgotten(app);
    await owner.open(move);
    await owner.submit("/change-email");
    const { page, reason } = await opened(app, token);
    expect([page.status, reason]).toEqual([410, "replaced"]);
    expect(wordsOf(page)).toContain("The account was changed after this link was sent.");
  });

  test("by confirming somebody else for that address: address taken", async () => {
    await using app = await testPostern();
    await app.register(EMAIL, "a squatter's password");
    const { token } = await forgotten(app);
    app.clock.forward("2 minutes");
    await app.confirmed(EMAIL);
    const { page, reason } = await opened(app, token);
    expect([page.status, reason]).toEqual([409, "address-taken"]);
    expect(formsIn(page)).toEqual([]);
  });

  test("by the end of its registration: removed", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(EMAIL);
    const { token } = await forgotten(app);
    await browser.submit("/unconfirmed/cancel");
    const { page, reason } = await opened(app, token);
    expect([page.status, reason]).toEqual([410, "removed"]);
  });

  test("or never was one: unknown", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const { token } = await forgotten(app);
    const { page, reason } = await opened(app, token.slice(0, -3));
    expect([page.status, reason]).toEqual([404, "unknown"]);
    expect(page.heading).toBe("We do not recognise this link");
    expect((await app.browser().open("/reset")).status).toBe(404);
  });

  test("a confirmation link is no reset link, and the other way round", async () => {
    await using app = await testPostern();
    const { link } = await app.register(EMAIL);
    expect((await opened(app, link.split("/").at(-1)!)).reason).toBe("unknown");
    const { token } = await forgotten(app);
    const answer = await app
      .browser()
      .json("POST", "/confirm", { link: token, newPassword: NEW_PASSWORD });
    expect(answer.body["reason"]).toBe("unknown");
  });
});

test("a suspended user is told so, gets no reset link, and the asking page does not tell", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  app.database.prepare("UPDATE users SET disabled_on = ?").run(app.clock.now());
  app.clock.forward("2 minutes");
  const asked = await app.browser().submit("/forgot", { email: EMAIL });
  const nobody = await app.browser().submit("/forgot", { email: "nobody@example.com" });
  expect(wordsOf(asked)).toBe(wordsOf(nobody).replaceAll("nobody@example.com", EMAIL));
  const mail = await app.mailTo(EMAIL);
  expect(mail.subject).toBe("An administrator suspended your account – Postern");
  expect(mail.text).not.toMatch(/no account/i);
  expect(mail.links).toEqual([]);
});
