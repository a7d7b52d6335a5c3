// The console is attacked: by what strangers leave for the staff to read, by other sites, and by staff who want more than their role.

import { expect, test } from "vitest";
import { csvLine } from "../../src/domain/csv.ts";
import { jsonText } from "../../src/domain/json-text.ts";
import { createUser } from "../../src/features/admin/admin.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { desk, register } from "../console/desk.ts";
import { staffed } from "../console/staff.ts";
import { inhabited } from "./inhabited.ts";

test("what no address, id or name can be is found nowhere, and breaks no page", async () => {
  await using site = await staffed();
  const paths = [
    ...["q=", "after=", "role=", "domain=", "state="].map((name) => `/admin/users?${name}`),
    ...["q=x&after=019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b.", "since=", "until="].map(
      (name) => `/admin/users?${name}`,
    ),
    ...["act=", "actor=", "user=", "after="].map((name) => `/admin/audit?${name}`),
    ...["kind=", "address=", "state=", "after=1."].map((name) => `/admin/outbox?${name}`),
    ...["address=", "after=1."].map((name) => `/admin/suppressions?${name}`),
    ...["zone=", "since=", "by="].map((name) => `/admin/cohorts?${name}`),
    ...["address=", "address=a@example.com&from="].map((name) => `/admin/why?${name}`),
    "/admin/users/",
    "/admin/outbox/",
  ];
  const odd = [
    "%00",
    "a%F4%8F%BF%BF",
    "a%ED%9F%BF",
    "%",
    "__proto__",
    "1e999",
    "0000-01-01",
    "9999-12-31",
  ];
  for (const path of paths)
    for (const value of [...odd, "x".repeat(8_000)]) {
      const { status } = await site.browsers.admin.json("GET", `${path}${value}`);
      expect([path, value, status < 500]).toEqual([path, value, true]);
    }
});

test("an unattended browser gives no file about many people", async () => {
  await using site = await staffed();
  const { admin } = site.browsers;
  site.app.clock.forward("11 minutes");
  for (const path of ["/admin/users.csv", "/admin/users.jsonl?q=a", "/admin/audit.jsonl"]) {
    expect((await admin.json("GET", path)).body).toMatchObject({ reason: "password-needed" });
    const again = `/login/again?next=${encodeURIComponent(path)}`;
    expect((await admin.open(path)).path).toBe(again);
    expect((await admin.open(path.replace(/\.\w+/, ""))).status).toBe(200);
  }
  const next = "/admin/users.csv";
  const file = await admin.submit("/login/again", { password: PASSWORD, next });
  expect([file.path, file.headers.get("content-type")]).toEqual([next, "text/csv; charset=utf-8"]);
});

test("support keeps nobody from hearing what was done to their account, and no admin from getting back in", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const { user, support, admin } = browsers;
  await user.submit("/profile/password", {
    currentPassword: PASSWORD,
    password: "another long enough one",
  });
  for (const email of ["admin@example.com", "user@example.com"])
    await app.browser().submit("/forgot", { email });
  const { body } = await support.json("GET", "/admin/outbox?state=waiting");
  const tried: unknown[] = [];
  for (const { id, kind, email } of body["mails"] as Record<string, string>[]) {
    const path = `/admin/outbox/${id}/cancel`;
    const { status } = await support.json("POST", path, { reason: "nothing to see" });
    tried.push([kind, email, status]);
    if (status === 409)
      expect((await admin.json("POST", path, { reason: "a test" })).status).toBe(200);
  }
  expect(tried).toHaveLength(3);
  expect(tried).toEqual(
    expect.arrayContaining([
      ["password-changed", "user@example.com", 409],
      ["reset", "admin@example.com", 409],
      ["reset", "user@example.com", 200],
    ]),
  );
});

test("support moves a registration to no address with which nobody may register", async () => {
  await using site = await staffed({ refusedDomains: ["outside.example"] });
  await site.app.register("una@exmaple.com");
  const { id } = site.app.user("una@exmaple.com")!;
  const path = `/admin/users/${id}/correct`;
  const form = { reason: "a favour", address: "una@outside.example" };
  const refused = await site.browsers.support.json("POST", path, form);
  expect([refused.status, refused.body["fields"]]).toEqual([422, { address: "email-not-allowed" }]);
  const page = await site.browsers.support.submit(path, form);
  expect(page.text).toContain("Nobody may register with this address here.");
  expect(site.app.user("una@exmaple.com")?.id).toBe(id);
});

const SCRIPT = `"><script>alert(1)</script><svg onload='alert(2)'>`;

test("whatever a mail server, a stranger or a link says is text on every page", async () => {
  const { app, told, support, boss } = await desk();
  await using _ = app;
  told.says = { ok: false, fault: "address", answer: `550 ${SCRIPT}` };
  const email = "=a&b'c`d{e}@example.com";
  await register(app, email);
  const { body } = await support.json("GET", "/admin/outbox?state=dead");
  const [{ id } = { id: "none" }] = body["mails"] as { readonly id: string }[];
  const value = encodeURIComponent(SCRIPT);
  const paths = [
    "/admin/outbox?state=dead",
    `/admin/outbox/${id}`,
    `/admin/users/${app.user(email)!.id}`,
    `/admin/why?address=${encodeURIComponent(email)}`,
    `/admin/why?address=${value}`,
    "/admin/suppressions",
    ...["q", "state", "role", "domain", "since"].map((name) => `/admin/users?${name}=${value}`),
    ...["act", "actor", "user", "until"].map((name) => `/admin/audit?${name}=${value}`),
    ...["state", "kind", "address"].map((name) => `/admin/outbox?${name}=${value}`),
    ...["by", "zone", "since"].map((name) => `/admin/cohorts?${name}=${value}`),
  ];
  for (const path of paths) {
    const { text } = await boss.open(path);
    expect([path, /<script>alert|<svg onload/.exec(text)]).toEqual([path, null]);
  }
});

test("no text in a file of a spreadsheet is a formula, whatever separates its columns there", () => {
  for (const [text, cell] of [
    ["=1+1", "'=1+1"],
    ["＝1+1", "'＝1+1"],
    ["\n=1+1", `"'\n=1+1"`],
    [" @SUM(A1)", "' @SUM(A1)"],
    [`x;=cmd|"/c calc"!A0`, `"x;'=cmd|""/c calc""!A0"`],
    ["x\t-1", "x\t'-1"],
    ["ada@example.com", "ada@example.com"],
    ["2026-11-29", "2026-11-29"],
  ] as const)
    expect(csvLine(["id", text])).toBe(`id,${cell}`);
});

test("what a link makes a browser of the staff take out, it cannot write into the log as it likes", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await browsers.admin.request(
    "/admin/users.csv?role=x%1B%5B2J%0Aadmin%C2%9B31m%E2%80%AEnoitpecxe",
  );
  await app.postern.context.notes.flush();
  const { body } = await browsers.admin.json("GET", "/admin/audit?act=exported");
  const [{ detail } = { detail: "none" }] = body["lines"] as { readonly detail: string }[];
  expect(detail).toBe("users.csv: 0 rows, role=x [2J admin 31m noitpecxe");
});

test("JSON controls no terminal, and is the same JSON", () => {
  const odd = { "a\u009b": ["\u001b[2J", "\u202e\u{e0001}", "x\ny", "é"] };
  for (const indent of [undefined, 2]) {
    const text = jsonText(odd, indent);
    expect([JSON.parse(text), /[^\P{Cc}\n]|\p{Cf}/u.exec(text)]).toEqual([odd, null]);
  }
});

test("while a file is read, everybody else has their turn", async () => {
  await using site = await staffed();
  const columns = "id, email, email_key, registered_on, registered_with, admin, factors";
  site.app.database
    .exec(`WITH RECURSIVE n (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM n WHERE at < 9999)
    INSERT INTO users (${columns})
    SELECT printf('10000000-0000-7000-8000-%012d', at), at, at, 0, 'a test', 0, 1 FROM n`);
  let turns = 0;
  const others = setInterval(() => (turns += 1), 0);
  await site.browsers.admin.request("/admin/users.csv");
  clearInterval(others);
  expect(turns).toBeGreaterThan(1);
});

test("no link, code, session, password or secret of anybody is on any page, for no role", async () => {
  await using site = await inhabited();
  const { app, browsers } = site;
  const listed = (query: string): string[] =>
    app.database
      .prepare(query)
      .all()
      .map((row) => String(Object.values(row)[0]));
  const secrets = listed(`SELECT id FROM links UNION SELECT hash FROM sessions
    UNION SELECT secret FROM credentials UNION SELECT mailbox FROM stopped_mailboxes`);
  for (const { links, code } of await app.mails())
    secrets.push(...links.map((link) => link.split("/").at(-1)!), ...(code === null ? [] : [code]));
  const paths = [
    ...listed("SELECT id FROM users").map((id) => `/admin/users/${id}`),
    ...listed("SELECT id FROM mails").map((id) => `/admin/outbox/${id}`),
    ...listed("SELECT email FROM users").map(
      (email) => `/admin/why?address=${encodeURIComponent(email)}`,
    ),
  ];
  for (const route of site.routes)
    if (route.method === "GET" && route.path.startsWith("/admin"))
      paths.push(await site.pathOf(route));
  for (const path of new Set(paths))
    for (const accept of ["text/html", "application/json"]) {
      const answer = await browsers.admin.request(path, { headers: { accept } });
      const text = await answer.text();
      expect([path, secrets.filter((secret) => text.includes(secret))]).toEqual([path, []]);
    }
  expect([secrets.length > 50, paths.length > 50]).toEqual([true, true]);
});

test("support does not become the admin who was invited and has not confirmed yet", async () => {
  await using site = await staffed();
  const { context } = site.app.postern;
  const boss = { email: "boss@example.com", confirmed: false, admin: true, mail: true };
  const made = await createUser(context, { actor: "operator:root" }, boss);
  const id = made.ok ? made.value.user.id : "none";
  const reason = "asked";
  for (const [act, form] of [
    ["correct", { reason, address: "support@evil.example" }],
    ["confirm", { reason }],
    ["disable", { reason }],
    ["end-sessions", { reason }],
  ] as const) {
    const { status, body } = await site.browsers.support.json(
      "POST",
      `/admin/users/${id}/${act}`,
      form,
    );
    expect([act, status, body["reason"]]).toEqual([act, 409, "higher-role"]);
  }
});

test("whoever looks at the acts of one person leaves a line there, as on the page of that person", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  const { id: userId } = app.user("user@example.com")!;
  const looks = async (query: string): Promise<number> => {
    app.clock.forward("16 minutes");
    await browsers.support.submit("/login/again", { password: PASSWORD });
    await browsers.support.json("GET", `/admin/audit${query}`);
    await app.postern.context.notes.flush();
    return app.database
      .prepare("SELECT id FROM audit WHERE act = 'looked-at' AND user_id = ?")
      .all(userId).length;
  };
  expect(await looks("?act=looked-at")).toBe(0);
  expect(await looks(`?user=${userId}`)).toBe(1);
  expect(await looks("?user=user%40example.com")).toBe(2);
  expect(await looks(`.jsonl?user=${userId}`)).toBe(3);
});
