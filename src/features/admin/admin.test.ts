import { expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../testing/test-postern.ts";
import * as admin from "./admin.ts";
import * as outbox from "../outbox/outbox.ts";
import type { Mailer } from "../../ports/mailer.ts";

const ROOT = { actor: "operator:root", reason: "asked by phone" };

const found = async (app: TestPostern, wanted: string) => {
  const user = await admin.findUser(app.postern.context, wanted);
  if (!user.ok) throw new Error(`${wanted}: ${user.reason}`);
  return user.value;
};

const auditOf = async (app: TestPostern, userId: string) =>
  app.database
    .prepare("SELECT actor, act, detail FROM audit WHERE user_id = ? ORDER BY id")
    .all(userId)
    .map(({ actor, act, detail }) => `${String(actor)} ${String(act)} ${String(detail)}`);

test("an operator confirms a user: the address is claimed and rival registrations are gone", async () => {
  await using app = await testPostern();
  const rival = await app.register("ada@example.com");
  app.clock.forward("2 minutes");
  const hers = await app.register("ada@example.com", "another plum tree");
  const user = app.user("ada@example.com")!;
  const confirmed = await admin.confirmUser(app.postern.context, ROOT, user.id);
  expect(confirmed).toMatchObject({ ok: true, value: { confirmedVia: "admin" } });
  expect(app.database.prepare("SELECT COUNT(*) AS count FROM users").get()).toEqual({ count: 1 });
  expect((await rival.browser.open(rival.link)).heading).toBe(
    "This address already has an account",
  );
  expect((await hers.browser.open("/profile")).path).toContain("/login");
  await hers.browser.submit("/login", { email: "ada@example.com", password: "another plum tree" });
  expect((await hers.browser.open("/profile")).heading).toBe("Your profile");
  expect(await auditOf(app, user.id)).toContain("operator:root confirmed admin: asked by phone");
});

test("a link of a user whom an operator confirmed says that all is well", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register("ada@example.com");
  await admin.confirmUser(app.postern.context, ROOT, app.user("ada@example.com")!.id);
  expect((await browser.open(link)).text).toMatch(/already confirmed/i);
});

test("an operator cannot confirm what is confirmed, disabled, taken or gone", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  await app.register("ada@example.com");
  const waiting = app.user("ada@example.com")!;
  await admin.disableUser(context, ROOT, waiting.id);
  expect(await admin.confirmUser(context, ROOT, waiting.id)).toMatchObject({ reason: "disabled" });
  await admin.enableUser(context, ROOT, waiting.id);
  await admin.confirmUser(context, ROOT, waiting.id);
  expect(await admin.confirmUser(context, ROOT, waiting.id)).toMatchObject({
    reason: "already-confirmed",
  });
  await app.register("ada@example.com");
  const [, late] = await context.store.findUsers({ emailKey: "ada@example.com" });
  expect(await admin.confirmUser(context, ROOT, late!.id)).toMatchObject({
    reason: "address-taken",
  });
  expect(await admin.confirmUser(context, ROOT, "nobody")).toMatchObject({ reason: "not-found" });
});

test("a disabled user is out at the very next request, and its links and mails are over", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  const browser = await app.confirmed("ada@example.com");
  const reset = app.browser();
  app.clock.forward("2 minutes");
  await reset.submit("/forgot", { email: "ada@example.com" });
  const { links } = await app.mailTo("ada@example.com");
  const { id } = app.user("ada@example.com")!;
  expect(await admin.disableUser(context, ROOT, id)).toMatchObject({ ok: true });
  expect((await browser.open("/profile")).path).toContain("/login");
  expect((await reset.open(links[0]!)).status).toBe(410);
  expect(await admin.disableUser(context, ROOT, id)).toMatchObject({ reason: "already-disabled" });
  const again = app.browser();
  await again.submit("/login", { email: "ada@example.com", password: PASSWORD });
  expect((await again.open("/profile")).path).toContain("/login");
  await admin.enableUser(context, ROOT, id);
  expect(await admin.enableUser(context, ROOT, id)).toMatchObject({ reason: "not-disabled" });
  await again.submit("/login", { email: "ada@example.com", password: PASSWORD });
  expect((await again.open("/profile")).heading).toBe("Your profile");
});

test("a deleted user leaves nothing but the audit log, and its address is free", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  const browser = await app.confirmed("ada@example.com");
  const { id } = app.user("ada@example.com")!;
  expect(await admin.deleteUser(context, ROOT, id)).toMatchObject({ ok: true });
  expect(await admin.deleteUser(context, ROOT, id)).toMatchObject({ reason: "not-found" });
  expect((await browser.open("/profile")).path).toContain("/login");
  expect(await auditOf(app, id)).toContain("operator:root deleted asked by phone");
  await app.confirmed("ada@example.com", "a new plum tree");
  expect(app.user("ada@example.com")?.id).not.toBe(id);
});

test("a user created unconfirmed gets the mail of every registration, and chooses a password with it", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  const wanted = { email: "Bob@Example.com", confirmed: false, admin: false, mail: true };
  const created = await admin.createUser(context, ROOT, wanted);
  expect(created).toMatchObject({ ok: true, value: { mailed: true } });
  const browser = app.browser();
  await browser.open((await app.mailTo("Bob@Example.com")).links[0]!);
  await browser.submit("/confirm", { newPassword: PASSWORD });
  expect((await browser.open("/profile")).heading).toBe("Your profile");
});

test("a user created as confirmed owns the address from the start", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  await app.register("bob@example.com");
  const wanted = { email: "bob@example.com", confirmed: true, admin: true, mail: true };
  const created = await admin.createUser(context, ROOT, { ...wanted, password: PASSWORD });
  expect(created).toMatchObject({ ok: true, value: { mailed: false, user: { admin: true } } });
  expect(await context.store.listUsers(page("all"))).toHaveLength(1);
  expect(await admin.createUser(context, ROOT, wanted)).toMatchObject({ reason: "address-taken" });
  const browser = app.browser();
  await browser.submit("/login", { email: "bob@example.com", password: PASSWORD });
  expect((await browser.open("/profile")).heading).toBe("Your profile");
});

test("an operator's password is held to the policy of everybody's, and so is the address", async () => {
  await using app = await testPostern();
  const wanted = { email: "bob@example.com", confirmed: true, admin: true, mail: false };
  const refusedFor = async (change: Partial<admin.NewUser>) =>
    admin.createUser(app.postern.context, ROOT, { ...wanted, ...change });
  expect(await refusedFor({ password: "password1" })).toMatchObject({
    fields: { password: "password-common" },
  });
  expect(await refusedFor({ email: "bob" })).toMatchObject({ fields: { email: "email-format" } });
  expect(await refusedFor({ email: "bob%x.co@example.com" })).toMatchObject({
    fields: { email: "email-source-route" },
  });
  expect(app.user("bob@example.com")).toBeUndefined();
});

test("only a confirmed user becomes an admin, and a demoted one loses its sessions", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  await app.register("eve@example.com");
  const eve = app.user("eve@example.com")!;
  expect(await admin.setAdmin(context, ROOT, eve.id, true)).toMatchObject({
    reason: "unconfirmed",
  });
  const browser = await app.confirmed("ada@example.com");
  const ada = app.user("ada@example.com")!;
  expect(await admin.setAdmin(context, ROOT, ada.id, true)).toMatchObject({
    value: { admin: true },
  });
  expect(await admin.setAdmin(context, ROOT, ada.id, true)).toMatchObject({ reason: "no-change" });
  expect((await browser.open("/profile")).heading).toBe("Your profile");
  const other = { email: "bob@example.com", confirmed: true, admin: true, mail: false };
  await admin.createUser(context, ROOT, other);
  await admin.setAdmin(context, ROOT, ada.id, false);
  expect((await browser.open("/profile")).path).toContain("/login");
});

test("an address means its owner, or the one who waits for it; several are told apart by id", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  expect(await admin.findUser(context, "ada@example.com")).toEqual({
    ok: false,
    reason: "not-found",
  });
  await app.register("ada@example.com");
  expect(await found(app, "ADA@example.com")).toMatchObject({ confirmedOn: null });
  await app.register("ada@example.com");
  const several = await admin.findUser(context, "ada@example.com");
  expect(several).toMatchObject({ reason: "several", users: [{}, {}] });
  const { id } = app.user("ada@example.com")!;
  expect(await found(app, id.toUpperCase())).toMatchObject({ id });
  await admin.confirmUser(context, ROOT, id);
  await app.register("ada@example.com");
  expect(await found(app, "ada@example.com")).toMatchObject({ id });
  const waiting = await admin.findUser(context, "ada@example.com", "unconfirmed");
  expect(waiting).toMatchObject({ ok: true, value: { confirmedOn: null } });
});

test("lists go page by page, and nothing in them opens anything", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  for (const name of ["ada", "bob", "eve"]) {
    app.clock.forward("1 minute");
    await app.register(`${name}@example.com`);
  }
  const first = await context.store.listUsers({ ...page("unconfirmed"), limit: 2 });
  expect(first.map(({ email }) => email)).toEqual(["eve@example.com", "bob@example.com"]);
  const rest = await context.store.listUsers({ ...page("all"), after: first[1]!.id });
  expect(rest.map(({ email }) => email)).toEqual(["ada@example.com"]);
  expect(await context.store.listUsers(page("confirmed"))).toEqual([]);
  const facts = JSON.stringify([
    await context.store.readUserFacts(rest[0]!.id),
    await context.store.listMails(page("sent")),
    await outbox.showMail(context, (await context.store.listMails(page("all")))[0]!.id),
  ]);
  for (const row of app.database.prepare("SELECT id FROM links").all()) {
    expect(facts).not.toContain(String(row["id"]));
  }
  expect(facts).not.toMatch(/argon2|hash/);
  expect(JSON.parse(facts)).toMatchObject([
    { sessions: 1, links: [{ purpose: "confirm" }], audit: [{}, {}] },
    [{}, {}, {}],
    { mail: { state: "sent", attempts: 1 }, link: { purpose: "confirm", endedOn: null } },
  ]);
});

test("operators have a limit of their own for a mailbox, and the audit names who asked for a mail", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  await app.register("ada@example.com");
  const { id } = app.user("ada@example.com")!;
  expect(await admin.resend(context, ROOT, id)).toMatchObject({ ok: true });
  expect(await admin.resend(context, ROOT, id)).toMatchObject({ reason: "too-soon" });
  app.clock.forward("1 minute");
  expect(await admin.resend(context, ROOT, id)).toMatchObject({ ok: true });
  expect(await app.mails()).toHaveLength(3);
  expect(await auditOf(app, id)).toContain("operator:root confirmation-resent asked by phone");
});

test("a dead mail is sent after all, worded and minted as if it were new", async () => {
  const mailbox = moody();
  await using app = await testPostern({ mailer: mailbox });
  const { context } = app.postern;
  mailbox.refuses = true;
  await app.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  await app.postern.deliver();
  const [dead] = await context.store.listMails(page("dead"));
  expect(dead).toMatchObject({ answer: "550 no such mailbox" });
  mailbox.refuses = false;
  app.clock.forward("5 days");
  expect(await outbox.retryMail(context, ROOT, dead!.id)).toMatchObject({
    value: { state: "queued", attempts: 0 },
  });
  expect(await outbox.retryMail(context, ROOT, dead!.id)).toMatchObject({ reason: "not-dead" });
  await app.postern.deliver();
  const browser = app.browser();
  await browser.open(mailbox.links[0]!);
  expect((await browser.submit("/confirm", { password: PASSWORD })).status).toBe(200);
  expect(app.user("ada@example.com")?.confirmedOn).not.toBeNull();
});

test("a dead mail whose link is over is not sent any more", async () => {
  const mailbox = moody();
  await using app = await testPostern({ mailer: mailbox });
  const { context } = app.postern;
  mailbox.refuses = true;
  for (const name of ["ada", "bob"]) {
    const form = { email: `${name}@example.com`, password: PASSWORD };
    await app.browser().submit("/register", form);
  }
  await app.postern.deliver();
  await admin.confirmUser(context, ROOT, app.user("ada@example.com")!.id);
  expect(await outbox.retryDeadMails(context, ROOT)).toEqual({
    retried: 1,
    passed: 1,
    suppressed: 0,
  });
  expect(await context.store.listMails(page("dead"))).toMatchObject([{ email: "ada@example.com" }]);
  expect(await outbox.retryMail(context, ROOT, "nothing")).toMatchObject({ reason: "not-found" });
});

const page = <Filter extends string>(filter: Filter) => ({ filter, limit: 50, after: undefined });

/** A mail server that can be told to refuse an address, and that shows the links of the mails it accepted. */
function moody(): Mailer & { refuses: boolean; links: string[] } {
  const mailer = {
    refuses: false,
    links: [] as string[],
    async send(message: Parameters<Mailer["send"]>[0]) {
      if (mailer.refuses) {
        return { ok: false as const, fault: "address" as const, answer: "550 no such mailbox" };
      }
      mailer.links.push(...message.about.links);
      return { ok: true as const, answer: "250 taken" };
    },
  };
  return mailer;
}
