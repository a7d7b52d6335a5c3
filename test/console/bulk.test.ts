// An act on many users: what it would do is shown first, and it is done to nobody else.

import { expect, test } from "vitest";
import { StoreUnavailable } from "../../src/ports/store.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { staffed } from "./staff.ts";

const BULK = "/admin/users/bulk";

const ofFilter = (act: string, filters: Readonly<Record<string, string>>): Sent => ({
  act,
  of: "filter",
  ...filters,
});

type Sent = Readonly<Record<string, string>>;

const previewPath = (sent: Sent): string => `${BULK}?${new URLSearchParams(sent).toString()}`;

const ticked = (act: string, ids: readonly string[]): Sent => ({
  act,
  of: "ticked",
  ...Object.fromEntries(ids.map((id) => [id, "on"])),
});

/** The form that a preview has for a program. */
async function formOf(browser: Browser, sent: Sent): Promise<Sent> {
  const { body } = await browser.json("GET", previewPath(sent));
  const ids = Object.keys(sent).filter((name) => sent[name] === "on");
  const rest = Object.entries(sent).filter(([name]) => !ids.includes(name));
  return {
    ...Object.fromEntries(rest),
    ids: ids.join(" "),
    mark: String(body["mark"]),
    reason: "a wave of spam",
  };
}

/** What the form on the page sends without anybody typing. */
function hiddenIn({ text }: Page): Sent {
  const form = text
    .split("<form")
    .find((each) => /^\s+method="post"\s+action="[^"]+bulk"/.test(each));
  const fields = [...(form ?? "").matchAll(HIDDEN)];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}

const HIDDEN = /<input type="hidden" name="([a-z_]+)" value="([^"]*)" \/>/g;

async function people(app: TestPostern, count: number, domain = "spam.example") {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const made = await app.postern.users.create({ email: `p${at}@${domain}`, mail: false });
    if (!made.ok) throw new Error(made.reason);
    ids.push(made.value.user.id);
  }
  return ids;
}

const audited = (app: TestPostern, act: string): readonly unknown[] =>
  app.database.prepare("SELECT actor, detail FROM audit WHERE act = ? ORDER BY id").all(act);

const disabledOf = (app: TestPostern): number =>
  Number(
    app.database.prepare("SELECT COUNT(*) AS n FROM users WHERE disabled_on IS NOT NULL").get()![
      "n"
    ],
  );

test("a filter is previewed with its words, its number and the first addresses, and done to exactly these", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await people(app, 7);
  await people(app, 2, "kind.example");
  const asked = ofFilter("disable", { domain: "spam.example" });
  const page = await browsers.support.open(previewPath(asked));
  expect([page.status, page.heading]).toEqual([200, "Suspend 7 users"]);
  expect(page.text).toContain("<dd>spam.example</dd>");
  expect(page.text).toContain("and 2 more");
  expect(disabledOf(app)).toBe(0);
  const done = await browsers.support.submit(BULK, {
    ...hiddenIn(page),
    reason: "a wave of spam",
  });
  expect([done.status, done.heading]).toEqual([200, "Done for 7 users"]);
  const actor = `admin:${app.user("support@example.com")!.id}`;
  expect(audited(app, "disabled")).toEqual(Array(7).fill({ actor, detail: "a wave of spam" }));
});

test("ticked rows are those that are touched, and the list has a labelled box for each", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const ids = await people(app, 4);
  const list = await browsers.support.open("/admin/users");
  expect(list.text).toContain('aria-label="Select p0@spam.example"');
  expect((await browsers.viewer.open("/admin/users")).text).not.toContain('type="checkbox"');
  const form = await formOf(browsers.support, ticked("disable", ids.slice(0, 2)));
  expect((await browsers.support.json("POST", BULK, form)).body).toEqual({
    done: 2,
    notDone: {},
    named: [],
  });
  expect(disabledOf(app)).toBe(2);
});

test("nothing ticked and no filter never means everybody, nor does a filter that is not understood", async () => {
  await using site = await staffed();
  const { support } = site.browsers;
  const reasonOf = async (sent: Sent) => {
    const { status, body } = await support.json("GET", previewPath(sent));
    return [status, body["reason"]];
  };
  expect(await reasonOf(ofFilter("disable", {}))).toEqual([422, "nothing-chosen"]);
  expect(await reasonOf(ofFilter("disable", { domain: " @ " }))).toEqual([422, "nothing-chosen"]);
  // The boxes and the filter are two buttons: without a box, the filter does not take their place.
  const none = { ...ticked("disable", []), state: "confirmed" };
  expect(await reasonOf(none)).toEqual([422, "nothing-chosen"]);
  expect(await reasonOf(ofFilter("disable", { state: "blue" }))).toEqual([422, "odd-filter"]);
  expect(await reasonOf(ofFilter("disable", { mail: "blue" }))).toEqual([422, "odd-filter"]);
  expect(await reasonOf(ofFilter("disable", { since: "soon" }))).toEqual([422, "odd-filter"]);
  const twice = `${previewPath(ofFilter("disable", { state: "confirmed" }))}&state=disabled`;
  expect((await support.json("GET", twice)).body["reason"]).toBe("odd-filter");
  const posted = await support.json("POST", BULK, { act: "disable", of: "filter", reason: "x" });
  expect([posted.status, posted.body["reason"]]).toEqual([422, "nothing-chosen"]);
  expect(disabledOf(site.app)).toBe(0);
});

test("if the set is no longer the one that was shown, nothing is done, and the new one is shown", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await people(app, 3);
  const asked = ofFilter("disable", { domain: "spam.example" });
  const form = await formOf(browsers.support, asked);
  await app.postern.users.create({ email: "late@spam.example", mail: false });
  const page = await browsers.support.submit(BULK, form);
  expect([page.status, page.heading]).toEqual([409, "Suspend 4 users"]);
  expect(page.text).toContain("Nothing was done");
  expect(page.text).toContain('value="a wave of spam"');
  const forged = { ...form, domain: "example.com" };
  expect((await browsers.support.json("POST", BULK, forged)).body["reason"]).toBe("set-changed");
  // The filter that got lost on the way is another set, too.
  const lost = { ...form, domain: "" };
  expect((await browsers.support.json("POST", BULK, lost)).body["reason"]).toBe("nothing-chosen");
  expect(disabledOf(app)).toBe(0);
});

test("without a reason nothing is done, and above a hundred people their number is typed", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await people(app, 101);
  const asked = ofFilter("disable", { domain: "spam.example" });
  const page = await browsers.support.open(previewPath(asked));
  expect(page.text).toContain("Type the number of users");
  const form = await formOf(browsers.support, asked);
  const fieldsOf = async (sent: Sent) =>
    (await browsers.support.json("POST", BULK, sent)).body["fields"];
  expect(await fieldsOf({ ...form, reason: " " })).toEqual({ reason: "reason-missing" });
  expect(await fieldsOf(form)).toEqual({ number: "number-mismatch" });
  expect(await fieldsOf({ ...form, number: "100" })).toEqual({ number: "number-mismatch" });
  expect(disabledOf(app)).toBe(0);
  await browsers.support.json("POST", BULK, { ...form, number: "١٠١" });
  expect(disabledOf(app)).toBe(101);
});

test("more than a thousand are refused, with what to do instead", async () => {
  await using site = await staffed();
  site.app.database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
    INSERT INTO users (id, email, email_key, registered_on, registered_with)
    SELECT printf('018f0000-0000-7000-8000-%012d', i), i || '@many.example', i || '@many.example', 1, 'x' FROM n`);
  const { support } = site.browsers;
  const asked = ofFilter("disable", { domain: "many.example" });
  const page = await support.open(previewPath(asked));
  expect([page.status, page.text]).toEqual([422, expect.stringContaining("use the command line")]);
  const { body } = await support.json("GET", previewPath(asked));
  expect(body["reason"]).toBe("too-many-users");
  site.app.database.exec("DELETE FROM users WHERE email = '7@many.example'");
  expect((await support.open(previewPath(asked))).heading).toBe("Suspend 1,000 users");
});

test("whoever acts is left out, and admins are, for support; so an admin always remains", async () => {
  await using site = await staffed();
  const { browsers } = site;
  const asked = ofFilter("disable", { domain: "example.com" });
  const leftOut = async (browser: Browser) =>
    (await browser.json("GET", previewPath(asked))).body["leftOut"];
  expect(await leftOut(browsers.support)).toEqual({ yourself: 1, "higher-role": 1 });
  expect(await leftOut(browsers.admin)).toEqual({ yourself: 1 });
  const page = await browsers.support.open(previewPath(asked));
  expect(page.text).toContain("Only an admin can do this to an admin");
  expect(page.text).toContain("admin@example.com");
  await browsers.admin.json("POST", BULK, await formOf(browsers.admin, asked));
  expect((await browsers.admin.open("/admin")).status).toBe(200);
  expect(disabledOf(site.app)).toBe(3);
});

test("a second press of the same form does nothing twice", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const ids = await people(app, 2);
  app.clock.forward("2 minutes");
  const form = await formOf(browsers.support, ticked("resend", ids));
  const press = async (sent: Sent) => (await browsers.support.json("POST", BULK, sent)).body;
  expect(await press(form)).toMatchObject({ done: 2 });
  app.clock.forward("5 minutes");
  expect(await press(form)).toMatchObject({ done: 0, notDone: { "done-before": 2 } });
  expect(audited(app, "confirmation-resent")).toHaveLength(2);
  const ending = await formOf(
    browsers.support,
    ticked("end-sessions", [app.user("user@example.com")!.id]),
  );
  expect(await press(ending)).toMatchObject({ done: 1 });
  expect((await browsers.user.open("/profile")).path).toContain("/login");
  expect(await press(ending)).toMatchObject({ done: 0, notDone: { "done-before": 1 } });
});

test("who was refused is told, with the reason, beside how many were done", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const ids = await people(app, 3);
  await browsers.support.submit(`/admin/users/${ids[0]}/resend`, { reason: "" });
  app.clock.forward("10 seconds");
  const form = await formOf(browsers.support, ticked("resend", ids));
  const page = await browsers.support.submit(BULK, form);
  expect(page.heading).toBe("Done for 2 users");
  expect(page.text).toContain("A mail was sent less than a minute ago");
  expect(page.text).toContain("p0@spam.example");
});

test("if the database fails in the middle, who was reached and who was not is told", async () => {
  const asked: string[] = [];
  await using site = await staffed({
    around: (store) => ({
      ...store,
      async disableUser(input) {
        asked.push(input.userId);
        if (asked.length > 1) throw new StoreUnavailable("the disk is full");
        return store.disableUser(input);
      },
    }),
  });
  const { app, browsers } = site;
  const ids = await people(app, 3);
  const form = await formOf(browsers.support, ticked("disable", ids));
  const { status, body } = await browsers.support.json("POST", BULK, form);
  expect([status, body]).toMatchObject([200, { done: 1, notDone: { "not-reached": 2 } }]);
  expect(asked).toHaveLength(2);
  expect(audited(app, "disabled")).toHaveLength(1);
});

test("suspensions end together, and only admins delete, after a sign-in of their own", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const ids = await people(app, 2);
  for (const act of ["disable", "enable"]) {
    const form = await formOf(browsers.support, ticked(act, ids));
    expect((await browsers.support.json("POST", BULK, form)).body).toMatchObject({ done: 2 });
  }
  expect(disabledOf(app)).toBe(0);
  const asked = ticked("delete", ids);
  expect((await browsers.support.open(previewPath(asked))).status).toBe(404);
  expect((await browsers.viewer.open(previewPath(asked))).status).toBe(404);
  const form = await formOf(browsers.admin, asked);
  expect((await browsers.support.json("POST", BULK, form)).status).toBe(404);
  expect((await browsers.viewer.json("POST", BULK, form)).status).toBe(404);
  app.clock.forward("11 minutes");
  const again = await browsers.admin.open(previewPath(asked));
  expect(again.path).toBe(`/login/again?next=${encodeURIComponent(previewPath(asked))}`);
  expect((await browsers.admin.json("POST", BULK, form)).body["reason"]).toBe("password-needed");
  expect(app.user("p0@spam.example")).toBeDefined();
});
