// The console is attacked: by what strangers leave for the staff to read, by other sites, and by staff who want more than their role.

import { once } from "node:events";
import { request, type IncomingMessage, type RequestListener } from "node:http";
import { expect, test } from "vitest";
import { csvLine } from "../../src/domain/csv.ts";
import { jsonText } from "../../src/domain/json-text.ts";
import { nodeHandler } from "../../src/mounts/node.ts";
import { listen } from "../../src/testing/listen.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { desk, register } from "../console/desk.ts";
import { staffed } from "../console/staff.ts";

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

test("nothing but the name of its host leads to a console that has one, and no header makes up for it", async () => {
  const HOST = "admin.postern.example";
  await using site = await staffed({ admin: { host: HOST } });
  const cookie = [...site.browsers.admin.jar].map((pair) => pair.join("=")).join("; ");
  const open = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
    const accept = "application/json";
    const asked = new Request(url, { headers: { ...headers, cookie, accept } });
    return (await site.app.postern.fetch(asked, { address: "198.51.100.97" })).status;
  };
  expect(await open(`https://${HOST.toUpperCase()}/admin`)).toBe(200);
  for (const origin of [
    "https://postern.example",
    `https://${HOST}.`,
    `https://${HOST}:8443`,
    `https://${HOST}.evil.example`,
    "https://www.admin.postern.example",
  ])
    for (const path of ["/admin", "/admin/users", "//admin", "/%61dmin", "/x/../admin", "/ADMIN"])
      expect([origin, path, await open(origin + path)]).toEqual([origin, path, 404]);
  for (const name of ["x-forwarded-host", "x-host", "x-original-host", "forwarded", "host"]) {
    const value = name === "forwarded" ? `host=${HOST}` : HOST;
    expect([name, await open("https://postern.example/admin", { [name]: value })]).toEqual([
      name,
      404,
    ]);
  }
});

test("a proxy's request for a whole URL is for the host in its header", async () => {
  const server = await listen(() => handler);
  await using _ = server;
  const { host } = new URL(server.url);
  await using app = await testPostern({ baseUrl: server.url, admin: { host: "admin.localhost" } });
  const handler: RequestListener = nodeHandler(app.postern);
  const statusOf = async (path: string, named: string): Promise<number | undefined> => {
    const asked = request(server.url, { path, headers: { host: named } }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };
  expect(await statusOf("/admin", "admin.localhost")).toBe(303);
  expect(await statusOf("/admin", host)).toBe(404);
  expect(await statusOf("http://admin.localhost/admin", host)).toBe(404);
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

test("no cache keeps a page or a file of the console, and no site frames one or reads it", async () => {
  await using site = await staffed();
  const { id } = site.app.user("user@example.com")!;
  for (const path of [
    "",
    "/users",
    "/users.csv",
    "/users.jsonl",
    "/audit.jsonl",
    "/cohorts?download=json",
    "/cohorts?download=csv",
    `/users/${id}/disable`,
    "/users?since=never",
    "/nowhere",
  ])
    for (const accept of ["text/html", "application/json"]) {
      const { headers } = await site.browsers.admin.request(`/admin${path}`, {
        headers: { accept },
      });
      expect([path, headers.get("cache-control")]).toEqual([path, "no-store"]);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
});
