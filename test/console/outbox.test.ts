// The outbox in the console: what is shown of a mail and what never is, what can be done, and by whom.

import { expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { ALICE, desk, FINE, register } from "./desk.ts";
import { staffed } from "./staff.ts";

/** Somebody registers, and the mail waits. */
async function queue(app: TestPostern, email = ALICE): Promise<void> {
  await app.browser().submit("/register", { email, password: PASSWORD });
}

const listed = async (browser: Browser, query: string): Promise<readonly unknown[]> => {
  const { body } = await browser.json("GET", `/admin/outbox${query}`);
  return (body["mails"] as { email: string }[]).map(({ email }) => email);
};

const idOf = async (browser: Browser, email = ALICE): Promise<string> => {
  const { body } = await browser.json("GET", `/admin/outbox?address=${encodeURIComponent(email)}`);
  return (body["mails"] as { id: string }[])[0]!.id;
};

const auditOf = (app: TestPostern, act: string): readonly unknown[] =>
  app.database.prepare("SELECT actor, detail FROM audit WHERE act = ?").all(act);

test("mails are listed by what became of them, by kind, by address and by domain", async () => {
  const { app, told, viewer } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "address", answer: "550 5.1.1 no such user" };
  await register(app, "dead@example.com");
  await queue(app, "waits@example.com");
  expect(await listed(viewer, "?state=dead")).toEqual(["dead@example.com"]);
  expect(await listed(viewer, "?state=waiting")).toEqual(["waits@example.com"]);
  expect(await listed(viewer, "?state=sending")).toEqual([]);
  expect(await listed(viewer, "?state=sent")).toEqual([]);
  expect(await listed(viewer, "?kind=reset")).toEqual([]);
  expect(await listed(viewer, "?address=Waits@EXAMPLE.com")).toEqual(["waits@example.com"]);
  expect(await listed(viewer, "?address=nobody")).toEqual([]);
  await queue(app, "ann@bücher.example");
  await queue(app, "bob@not-xn--bcher-kva.example");
  for (const typed of ["BÜCHER.example", "%20@xn--bcher-kva.example"])
    expect(await listed(viewer, `?domain=${typed}`)).toEqual(["ann@bücher.example"]);
  expect(await listed(viewer, "?domain=bücher.example&state=dead")).toEqual([]);
  expect(await listed(viewer, "?domain=%25")).toEqual([]);
  expect(await listed(viewer, "?domain=%20@&state=dead")).toEqual(["dead@example.com"]);
  const page = await viewer.open("/admin/outbox?state=dead");
  expect([page.heading, page.text]).toEqual(["Outbox", expect.stringContaining("550 5.1.1")]);
  expect((await viewer.open("/admin/outbox?kind=reset")).text).toContain("There are no such mails");
});

test("the list goes on page by page, with its filters, and stays small", async () => {
  const { app, told, viewer } = await desk();
  await using _ = app;
  for (let at = 0; at < 25; at += 1) await queue(app, `p${at}@example.com`);
  told.says = { ok: false, fault: "address", answer: `550 ${"x".repeat(400)}` };
  for (let turn = 0; turn < 3; turn += 1) await app.postern.deliver();
  const page = await viewer.open("/admin/outbox?state=dead");
  expect(Buffer.byteLength(page.text.replace(/<(script|style)[\s\S]*?<\/\1>/g, ""))).toBeLessThan(
    15 * 1024,
  );
  const { body } = await viewer.json("GET", "/admin/outbox?state=dead");
  expect(body["next"]).toContain("state=dead&after=");
  const rest = await viewer.json("GET", String(body["next"]));
  const emails = [body, rest.body].flatMap(({ mails }) => mails as { email: string }[]);
  expect([emails.length, new Set(emails.map(({ email }) => email)).size]).toEqual([25, 25]);
  expect(rest.body["next"]).toBeNull();
  expect((await viewer.open("/admin/outbox?after=nonsense")).status).toBe(200);
});

test("a mail's page has the words of each try, and never its text, its link or its code", async () => {
  const { app, told, viewer } = await desk();
  await using _ = app;
  await queue(app);
  told.says = { ok: false, fault: "greylisted", answer: "450 4.7.1 come back later" };
  await app.postern.deliver();
  app.clock.forward("10 minutes");
  told.says = FINE;
  await app.postern.deliver();
  const mail = told.mails.at(-1)!;
  const page = await viewer.open(`/admin/outbox/${await idOf(viewer)}`);
  expect(page.heading).toBe(`Mail to ${ALICE}`);
  for (const said of [
    "450 4.7.1 come back later",
    "250 ok",
    "Accepted by a mail server",
    "2 tries",
  ])
    expect(page.text).toContain(said);
  expect(page.text).toContain(`/admin/users/${app.user(ALICE)!.id}`);
  const links = mail.text.match(/https:\/\/\S+/g) ?? [];
  const secrets = links.flatMap((link) => link.match(/[\w-]{20,}/g) ?? []);
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(page.text).not.toContain(secret);
  const json = await viewer.json("GET", page.path);
  for (const secret of secrets) expect(JSON.stringify(json.body)).not.toContain(secret);
  expect((await viewer.open("/admin/outbox/nothing")).status).toBe(404);
});

test("a look at one mail is a look at its user", async () => {
  const { app, viewer } = await desk();
  await using _ = app;
  await queue(app);
  await viewer.open(`/admin/outbox/${await idOf(viewer)}`);
  await app.postern.context.notes.flush();
  const looks = app.database.prepare("SELECT user_id FROM audit WHERE act = 'looked-at'").all();
  expect(looks.map(({ user_id: id }) => id)).toEqual([app.user(ALICE)!.id]);
});

test("a mail that waits for credit, or was withheld, says why", async () => {
  const { app, viewer } = await desk({ firstContacts: 1 });
  await using _ = app;
  for (const name of ["a", "b", "c"]) await register(app, `${name}@example.com`);
  const parked = await viewer.json("GET", "/admin/outbox?state=parked");
  const mails = parked.body["mails"] as { id: string }[];
  expect(mails.length).toBeGreaterThan(0);
  const page = await viewer.open(`/admin/outbox/${mails[0]!.id}`);
  expect(page.text).toContain("no credit left for mails to strangers");
  const overview = await viewer.open("/admin");
  for (const state of ["waiting", "parked", "dead"])
    expect(overview.text).toContain(`/admin/outbox?state=${state}`);
  app.clock.forward("4 hours");
  await app.postern.deliver();
  const withheld = await viewer.open("/admin/outbox?state=withheld");
  expect(withheld.text).toContain("had no credit left");
});

test("a mail that failed is sent again, by support and above, without typing a reason", async () => {
  const { app, told, viewer, support } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "address", answer: "552 5.2.2 mailbox full" };
  await register(app, ALICE);
  const path = `/admin/outbox/${await idOf(viewer)}`;
  expect((await viewer.open(path)).text).not.toContain(`${path}/retry`);
  expect((await viewer.open(`${path}/retry`)).status).toBe(404);
  expect((await support.open(path)).text).toContain(`${path}/retry`);
  told.says = FINE;
  app.clock.forward("11 minutes");
  const done = await support.submit(`${path}/retry`, { reason: "" });
  expect([done.path, done.text]).toEqual([path, expect.stringContaining("Done, and noted")]);
  await app.postern.deliver();
  expect(told.accepted).toEqual([ALICE]);
  const again = await support.submit(`${path}/retry`, { reason: "" });
  expect([again.status, again.text]).toEqual([
    409,
    expect.stringContaining("Only a mail that failed"),
  ]);
});

test("a mail that waits is cancelled with a reason, and is not sent", async () => {
  const { app, told, viewer, support } = await desk();
  await using _ = app;
  await queue(app);
  const path = `/admin/outbox/${await idOf(viewer)}`;
  expect((await viewer.open(`${path}/cancel`)).status).toBe(404);
  expect((await support.submit(`${path}/cancel`, { reason: "" })).status).toBe(422);
  expect(await listed(viewer, "?state=waiting")).toEqual([ALICE]);
  await support.submit(`${path}/cancel`, { reason: "a prank" });
  expect(await listed(viewer, "?state=cancelled")).toEqual([ALICE]);
  expect((await viewer.open(path)).text).toContain("An operator cancelled it");
  await app.postern.deliver();
  expect(told.accepted).toEqual([]);
  const actor = `admin:${app.user("support@example.com")!.id}`;
  expect(auditOf(app, "mail-cancelled")).toEqual([{ actor, detail: "confirm: a prank" }]);
  const again = await support.submit(`${path}/cancel`, { reason: "again" });
  expect([again.status, again.text]).toEqual([409, expect.stringContaining("This one is over")]);
});

test("a copy sends nothing until an admin says what becomes of what waits", async () => {
  await using site = await staffed();
  await queue(site.app);
  const copy = await testPostern({ database: site.app.database, baseUrl: "https://copy.example" });
  const login = async (role: string): Promise<Browser> => {
    const browser = copy.browser();
    await browser.submit("/login", { email: `${role}@example.com`, password: PASSWORD });
    return browser;
  };
  const [admin, support] = [await login("admin"), await login("support")];
  const path = "/admin/outbox/release";
  const held = await support.open("/admin/outbox");
  expect(held.text).toContain("its database last served https://postern.example");
  expect(held.text).not.toContain(path);
  expect((await support.open(path)).status).toBe(404);
  expect((await admin.open("/admin/outbox")).text).toContain(path);
  const undecided = await admin.submit(path, { reason: "staging", waiting: "" });
  expect([undecided.status, undecided.text]).toEqual([
    422,
    expect.stringContaining("Say what becomes of what waits"),
  ]);
  await admin.submit(path, { reason: "staging", waiting: "cancel" });
  expect(await listed(admin, "?state=cancelled")).toEqual([ALICE]);
  expect(auditOf(copy, "sending-released")).toMatchObject([
    { detail: "https://copy.example: staging" },
  ]);
  expect((await admin.open(path)).status).toBe(404);
  expect((await admin.open("/admin/outbox")).text).not.toContain("its database last served");
});

test("the outbox says that the mail server accepts nothing", async () => {
  const { app, told, viewer } = await desk();
  await using _ = app;
  told.says = { ok: false, affectsAll: true, fault: "passing", answer: "421 closed" };
  await register(app, ALICE);
  const page = await viewer.open("/admin/outbox");
  expect(page.text).toContain("accepted no mail since");
  expect(page.text).toContain("421 closed");
});

test("an admin holds all mails and events with a reason, and releases them", async () => {
  const { app, told, viewer, support, boss } = await desk();
  await using _ = app;
  const path = "/admin/outbox/hold";
  for (const browser of [viewer, support]) {
    expect((await browser.open("/admin/outbox")).text).not.toContain(path);
    expect((await browser.open(path)).status).toBe(404);
  }
  expect((await boss.open(`${path}/release`)).status).toBe(404);
  expect((await boss.open("/admin/outbox")).text).toContain(path);
  expect((await boss.submit(path, { reason: "" })).status).toBe(422);
  await boss.submit(path, { reason: "provider moves" });
  await register(app, ALICE);
  expect(told.accepted).toEqual([]);
  const said = "Reason: provider moves";
  for (const shown of ["/admin", "/admin/outbox", `/admin/why?address=${ALICE}`])
    expect((await viewer.open(shown)).text).toContain(said);
  expect((await boss.open("/admin/system")).text).toContain(said);
  expect((await viewer.open("/admin/outbox")).text).not.toContain(`${path}/release`);
  expect((await viewer.open(`${path}/release`)).status).toBe(404);
  expect((await boss.open(path)).status).toBe(404);
  const actor = `admin:${app.user("admin@example.com")!.id}`;
  const { body } = await viewer.json("GET", "/admin/outbox");
  expect(body["hold"]).toMatchObject({ actor, reason: "provider moves" });
  const page = await boss.open(`${path}/release`);
  expect(page.text).toContain(said);
  await boss.submit(page.path, { reason: "it moved" });
  await app.postern.deliver();
  expect(told.accepted).toEqual([ALICE]);
  expect((await viewer.open("/admin")).text).not.toContain(said);
  expect(auditOf(app, "sending-held")).toEqual([{ actor, detail: "provider moves" }]);
  expect(auditOf(app, "sending-resumed")).toEqual([{ actor, detail: "it moved" }]);
});
