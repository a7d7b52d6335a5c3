// "A customer says that no mail came": five causes, each solved in at most three pages of the console. And who may do what there.

import { expect, test } from "vitest";
import * as admin from "../../src/features/admin/admin.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { ALICE, desk, FINE, register, ROOT } from "./desk.ts";

/** What somebody types, and the page that comes. */
const ask = (browser: Browser, address = ALICE): Promise<Page> =>
  browser.open(`/admin/why?address=${encodeURIComponent(address)}`);

/** Where the button of the first finding leads. */
const buttonOn = ({ text }: Page): string =>
  (/<a href="([^"]+)" class="button primary">/.exec(text)?.[1] ?? "none").replaceAll("&amp;", "&");

/** Opens the page behind the button, and presses the button there. The third page says that it is done. */
async function press(browser: Browser, page: Page): Promise<Page> {
  const path = buttonOn(page);
  expect((await browser.open(path)).status).toBe(200);
  const done = await browser.submit(path, { reason: "asked by phone" });
  expect(done.text).toContain("Done, and noted in the audit log.");
  return done;
}

/** The acts of the audit log that a member of the staff did to others. */
const actsBy = (app: TestPostern, email: string): readonly unknown[] =>
  app.database
    .prepare("SELECT act, detail FROM audit WHERE actor = ? ORDER BY id")
    .all(`admin:${app.user(email)!.id}`)
    .map(({ act, detail }) => [act, detail]);

test("she mistyped her address: the second page is that of the address that she typed", async () => {
  const { app, told, support } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "address", answer: "550 5.1.2 no such domain" };
  await register(app, "alice@exmaple.com");
  const page = await ask(support);
  expect(page.text).toContain("looks like a typing error");
  const other = await support.open(buttonOn(page));
  expect(other.text).toContain("The domain of the address does not exist");
  expect(other.text).toContain("550 5.1.2 no such domain");
  expect(buttonOn(other)).toMatch(/\/correct$/);
  expect(other.text).toContain("by a visitor");
});

test("an address that looks mistyped is named, with one button to correct it", async () => {
  const { app, told, support } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "address", answer: "550 5.1.1 no such user" };
  await register(app, "alice@gmial.com");
  app.clock.forward("3 minutes");
  await app.postern.deliver();
  const { text } = await ask(support, "alice@gmial.com");
  expect(text).toMatch(/looks mistyped[\s\S]*alice@gmail\.com[\s\S]*The mailbox does not exist/);
  expect(text.match(/\/correct"/g)).toHaveLength(1);
});

test("her mailbox is full: the mail is sent again once she made room", async () => {
  const { app, told, support } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "address", answer: "552 5.2.2 mailbox full" };
  await register(app, ALICE);
  const page = await ask(support);
  expect(page.text).toContain("The mailbox is full.");
  told.says = FINE;
  await press(support, page);
  await app.postern.deliver();
  expect(told.accepted).toEqual([ALICE]);
  expect(actsBy(app, "support@example.com")).toContainEqual([
    "mail-retried",
    "confirm: asked by phone",
  ]);
});

test("the server takes the site for a spammer: the page has its words, and what only a terminal does", async () => {
  const { app, told, support } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "policy", answer: "554 5.7.1 rejected as spam" };
  await register(app, ALICE);
  const { text } = await ask(support);
  expect(text).toContain("refuses mail from this site as unwanted");
  expect(text).toContain("554 5.7.1 rejected as spam");
  expect(text).toContain("postern doctor");
});

test("the site has no credit for strangers: what the staff sends goes out at once", async () => {
  const { app, told, support } = await desk({ firstContacts: 1 });
  await using _ = app;
  for (const email of ["a@example.com", "b@example.com", ALICE]) await register(app, email);
  const page = await ask(support);
  expect(page.text).toContain("as many mails to strangers as it may");
  await press(support, page);
  await app.postern.deliver();
  expect(told.accepted).toContain(ALICE);
});

test("she confirmed long ago and forgot her password: a link to choose a new one is sent", async () => {
  const { app, told, support } = await desk();
  await using _ = app;
  await register(app, ALICE);
  await admin.confirmUser(app.postern.context, { ...ROOT, reason: "seen" }, app.user(ALICE)!.id);
  app.clock.forward("2 minutes");
  const page = await ask(support);
  expect(page.text).toContain("The address is confirmed already");
  told.accepted.length = 0;
  await press(support, page);
  await app.postern.deliver();
  expect(told.accepted).toEqual([ALICE]);
});

test("a viewer sees all of it and can do nothing, support helps, and only an admin deletes", async () => {
  const { app, viewer, support, boss } = await desk();
  await using _ = app;
  await register(app, ALICE);
  const { id } = app.user(ALICE)!;
  const path = `/admin/users/${id}`;
  const seen = await viewer.open(path);
  expect([seen.status, seen.text]).toEqual([200, expect.stringContaining("Mail handed over")]);
  expect(seen.text).not.toContain(`${path}/`);
  const statuses = async (act: string) =>
    Promise.all(
      [viewer, support, boss].map(async (each) => (await each.open(`${path}/${act}`)).status),
    );
  for (const act of [
    "resend",
    "correct",
    "confirm",
    "reset",
    "end-sessions",
    "disable",
    "enable",
    "restore",
  ])
    expect([act, await statuses(act)]).toEqual([act, [404, 200, 200]]);
  for (const act of ["delete", "remove-factors"])
    expect([act, await statuses(act)]).toEqual([act, [404, 404, 200]]);
  expect((await support.open("/admin/users/nobody")).status).toBe(404);
});

test("an act asks for a reason, is written down with it, and says why it cannot be done", async () => {
  const { app, support, boss } = await desk();
  await using _ = app;
  await register(app, ALICE);
  const { id } = app.user(ALICE)!;
  const path = `/admin/users/${id}`;
  expect((await support.submit(`${path}/confirm`, { reason: "" })).status).toBe(422);
  expect(app.user(ALICE)?.confirmedOn).toBeNull();
  await support.submit(`${path}/confirm`, { reason: "showed her passport" });
  expect(app.user(ALICE)?.confirmedVia).toBe("admin");
  const again = await support.submit(`${path}/confirm`, { reason: "twice" });
  expect([again.status, again.text]).toEqual([409, expect.stringContaining("no longer possible")]);
  await support.submit(`${path}/disable`, { reason: "sends spam" });
  await support.submit(`${path}/enable`, { reason: "cleared up" });
  await support.submit(`${path}/end-sessions`, { reason: "lost her phone" });
  const wrong = await boss.submit(`${path}/delete`, {
    reason: "asked",
    address: "bob@example.com",
  });
  expect([wrong.status, app.user(ALICE)?.id]).toEqual([422, id]);
  const gone = await boss.submit(`${path}/delete`, {
    reason: "asked",
    address: " Alice@example.com",
  });
  expect([gone.status, app.user(ALICE)]).toEqual([200, undefined]);
  const details = actsBy(app, "support@example.com").map(String);
  expect(details).toContain("confirmed,admin: showed her passport");
  expect(details).toEqual(expect.arrayContaining(["disabled,sends spam", "enabled,cleared up"]));
  expect(actsBy(app, "admin@example.com")).toContainEqual(["deleted", "asked"]);
});

test("a mistyped address is corrected: the mail goes to the right one, and a confirmed user is not moved", async () => {
  const { app, support, told } = await desk();
  await using _ = app;
  await register(app, "alice@exmaple.com");
  const path = `/admin/users/${app.user("alice@exmaple.com")!.id}/correct`;
  const odd = await support.submit(path, { reason: "by phone", address: "alice" });
  expect([odd.status, odd.text]).toEqual([422, expect.stringContaining("typing errors")]);
  const done = await support.submit(path, { reason: "by phone", address: ALICE });
  expect([done.heading, done.path]).toEqual([ALICE, path.replace("/correct", "")]);
  await app.postern.deliver();
  expect(told.accepted.at(-1)).toBe(ALICE);
  const staff = `/admin/users/${app.user("viewer@example.com")!.id}/correct`;
  const late = await support.submit(staff, { reason: "by phone", address: "eve@example.com" });
  expect([late.status, app.user("eve@example.com")]).toEqual([409, undefined]);
});

test("a look is noted for the person, and a page with a long time line stays small", async () => {
  const { app, support } = await desk();
  await using _ = app;
  await register(app, ALICE);
  const { id } = app.user(ALICE)!;
  for (let at = 0; at < 60; at += 1) {
    await admin.disableUser(app.postern.context, { ...ROOT, reason: "x".repeat(300) }, id);
    await admin.enableUser(app.postern.context, { ...ROOT, reason: "y".repeat(300) }, id);
  }
  const page = await support.open(`/admin/users/${id}`);
  const older = /href="([^"]+from=8)"/.exec(page.text)![1]!;
  expect((await support.open(older.replaceAll("&amp;", "&"))).status).toBe(200);
  expect(page.text).toContain("Only the newest are known here");
  expect(Buffer.byteLength(page.text.replace(/<script[\s\S]*?<\/script>/g, ""))).toBeLessThan(
    15 * 1024 + 8 * 600, // as the rows of every list
  );
  await app.postern.context.notes.flush();
  expect(actsBy(app, "support@example.com")).toContainEqual(["looked-at", null]);
});

test("support does nothing to an admin that could keep the admin out, and is told why", async () => {
  const { app, support, boss } = await desk();
  await using _ = app;
  const { id } = app.user("admin@example.com")!;
  for (const name of ["disable", "end-sessions"]) {
    const refused = await support.submit(`/admin/users/${id}/${name}`, { reason: "angry" });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining("Only an admin can do this to an admin."),
    ]);
  }
  expect((await boss.open("/admin")).status).toBe(200);
});

test("the list of users leads to each of them", async () => {
  const { app, viewer } = await desk();
  await using _ = app;
  await register(app, ALICE);
  const list = await viewer.open("/admin/users");
  const path = `/admin/users/${app.user(ALICE)!.id}`;
  expect(list.text).toContain(`<a href="${path}">${ALICE}</a>`);
  expect((await viewer.open(path)).status).toBe(200);
});
