import { expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { linksIn, otherThan, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

/** Somebody registered Ada's address, and she has stopped such mails. */
async function stopped(app: TestPostern) {
  const { browser, mail, link, code } = await app.register(EMAIL);
  const reader = app.browser();
  await reader.open(mail.links[1]!);
  await reader.open("/stop-mail");
  const page = await reader.submit("/stop-mail", { code });
  app.clock.forward("1 hour");
  return { browser, reader, link, code, page };
}

test("this was not me leads to a page that stops these mails, and asks for the mail's code", async () => {
  await using app = await testPostern();
  const { mail } = await app.register(EMAIL);
  const reader = app.browser();
  const notMe = await reader.open(mail.links[1]!);
  expect(linksIn(notMe)).toContain("/stop-mail");
  const page = await reader.open("/stop-mail");
  expect(page.heading).toBe("Stop these emails?");
  expect(wordsOf(page)).toContain(`Anyone can enter ${EMAIL} at Postern`);
  for (const [code, words] of [
    ["", "Enter the code from the email"],
    ["1234", "Code must be 8 digits"],
    [otherThan(mail.code), "That code is not right"],
  ] as const) {
    const again = await reader.submit("/stop-mail", { code });
    expect(again.status).toBe(422);
    expect(wordsOf(again)).toContain(words);
  }
  expect(app.user(EMAIL)).toBeDefined();
});

test("stopping removes the registration, says until when, and what comes all the same", async () => {
  await using app = await testPostern();
  const { browser, page } = await stopped(app);
  expect(page.status).toBe(200);
  expect(page.heading).toBe("These emails are stopped");
  expect(wordsOf(page)).toContain(`Until 22 November 2027, ${EMAIL} gets no emails from Postern`);
  expect(app.user(EMAIL)).toBeUndefined();
  expect((await browser.json("GET", "/unconfirmed")).status).toBe(401);
});

test("a program stops, and lifts, with the link and the code", async () => {
  await using app = await testPostern();
  const { link, code } = await app.register(EMAIL);
  const program = app.browser();
  expect(await program.json("POST", "/stop-mail", { link })).toMatchObject({
    status: 422,
    body: { reason: "code-missing", fields: { code: "code-missing" } },
  });
  expect(await program.json("POST", "/stop-mail", { link, code })).toMatchObject({
    status: 200,
    body: { state: "stopped", until: "2027-11-22T13:05:00.000Z" },
  });
  app.clock.forward("1 hour");
  const { mail } = await app.register(EMAIL);
  expect(mail.kind).toBe("contact-stopped");
  const lift = mail.links.at(-1)!;
  const path = new URL(lift).pathname;
  expect(await program.json("GET", path)).toMatchObject({ body: { state: "ready", email: EMAIL } });
  const body = { link: lift, code: mail.code };
  expect(await program.json("POST", "/stop-mail/lift", body)).toMatchObject({
    status: 200,
    body: { state: "lifted" },
  });
});

test("the mail that tells of it confirms a registration as any other, and the stop is over", async () => {
  await using app = await testPostern();
  await stopped(app);
  const { browser, mail } = await app.register(EMAIL);
  expect(mail.subject).toContain("Your address was used again");
  await browser.open(mail.links[0]!);
  expect((await browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
  app.clock.forward("1 hour");
  await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect((await app.mailTo(EMAIL)).kind).toBe("already-registered");
});

test("its code confirms too, in the browser that registered", async () => {
  await using app = await testPostern();
  await stopped(app);
  const { browser, code } = await app.register(EMAIL);
  await browser.submit("/unconfirmed/code", { code });
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "code" });
});

test("after it was lifted a registration that waits sends its mail again", async () => {
  await using app = await testPostern();
  await stopped(app);
  const stranger = await app.register(EMAIL);
  app.clock.forward("1 hour");
  const owner = app.browser();
  await owner.submit("/register", { email: EMAIL, password: PASSWORD });
  const before = (await app.mails()).length;
  const page = await owner.open(stranger.mail.links.at(-1)!);
  expect(page.heading).toBe("Get emails again?");
  const wrong = await owner.submit("/stop-mail/lift", { code: otherThan(stranger.code) });
  expect(wrong.status).toBe(422);
  const done = await owner.submit("/stop-mail/lift", { code: stranger.code });
  expect(done.heading).toBe("You get emails again");
  app.clock.forward("2 minutes");
  await owner.submit("/resend");
  expect(await app.mails()).toHaveLength(before + 1);
  const mail = await app.mailTo(EMAIL);
  expect(mail.kind).toBe("confirm-again");
  await owner.open(mail.links[0]!);
  await owner.submit("/confirm");
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
});

test("a change of address to it can be made from the mail that tells of it", async () => {
  await using app = await testPostern();
  await stopped(app);
  const browser = await app.confirmed("ada@example.org");
  await browser.submit("/profile/email", { email: EMAIL });
  const mail = await app.mailTo(EMAIL);
  expect(mail.kind).toBe("contact-stopped");
  await browser.open(mail.links[0]!);
  await browser.submit("/change-email");
  expect(app.user(EMAIL)).toBeDefined();
  const { store, mailboxes } = app.postern.context;
  const mailbox = mailboxes.of(EMAIL);
  expect(await store.findStop({ mailbox, now: app.clock.now() })).toBeUndefined();
});

test("a forgotten password of an address without an account gets it too, and lifts it", async () => {
  await using app = await testPostern();
  const { reader } = await stopped(app);
  await reader.submit("/forgot", { email: EMAIL });
  const mail = await app.mailTo(EMAIL);
  expect([mail.kind, mail.links.length]).toEqual(["contact-stopped", 1]);
  await reader.open(mail.links[0]!);
  await reader.submit("/stop-mail/lift", { code: mail.code! });
  app.clock.forward("2 minutes");
  await reader.submit("/forgot", { email: EMAIL });
  expect((await app.mailTo(EMAIL)).kind).toBe("reset-no-user");
});

test("it works when the stranger has cancelled the registration, or moved it away", async () => {
  await using app = await testPostern();
  const cancelled = await app.register(EMAIL);
  await cancelled.browser.submit("/unconfirmed/cancel");
  app.clock.forward("2 minutes");
  const moved = await app.register(EMAIL);
  await moved.browser.submit("/unconfirmed/email", { email: "eve@example.org" });
  for (const { link, code } of [cancelled, moved]) {
    const reader = app.browser();
    const page = await reader.open(`${link}/not-me`);
    expect(page.status).toBe(410);
    expect(linksIn(page)).toContain("/stop-mail");
    await reader.open("/stop-mail");
    expect((await reader.submit("/stop-mail", { code })).heading).toBe("These emails are stopped");
  }
  expect(app.user("eve@example.org")).toBeDefined();
});

test("once the address has an account nothing can be stopped by its old link", async () => {
  await using app = await testPostern();
  const { browser, link, code } = await app.register(EMAIL);
  await browser.open(link);
  await browser.submit("/confirm");
  const answer = await app.browser().json("POST", "/stop-mail", { link, code });
  expect(answer).toMatchObject({ status: 409, body: { reason: "address-taken" } });
  expect((await app.browser().json("GET", "/stop-mail")).status).toBe(404);
});

test("it ends after a year, and no row is left of it", async () => {
  await using app = await testPostern();
  await stopped(app);
  app.clock.forward("365 days");
  await clearAway(app.postern.context);
  const rows = app.database.prepare("SELECT * FROM stopped_mailboxes").all();
  expect(rows).toEqual([]);
  expect((await app.register(EMAIL)).mail.kind).toBe("confirm");
});

test("the database keeps no address of it, and the audit log names it without one", async () => {
  await using app = await testPostern();
  await stopped(app);
  const rows = app.database.prepare("SELECT * FROM stopped_mailboxes").all();
  expect(JSON.stringify(rows)).not.toMatch(/ada/);
  const audit = app.database.prepare("SELECT * FROM audit WHERE act = 'mail-stopped'").all();
  expect(audit).toMatchObject([{ actor: "mailbox-owner", user_id: null, detail: null }]);
});
