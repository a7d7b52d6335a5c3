// The list of users by the days of their registration, and as a file.

import { expect, test } from "vitest";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { ACTORS, staffed, type Staffed } from "./staff.ts";

const HEADING =
  "id,email,state,admin,registered_on,registered_with,confirmed_on,confirmed_via,disabled_on,deletes_on";

const file = (site: Staffed, path: string, who: "admin" | "support" = "admin") =>
  site.browsers[who].request(path);

const rowsIn = (csv: string): readonly string[] => csv.split("\r\n").filter((row) => row !== "");

test("a file of users is for admins, and no page to anybody else; only they are shown the links", async () => {
  await using site = await staffed();
  for (const path of ["/admin/users.csv", "/admin/users.jsonl"]) {
    const statuses = [];
    for (const actor of ACTORS)
      statuses.push((await site.browsers[actor].json("GET", path)).status);
    expect([path, ...statuses]).toEqual([path, 401, 404, 404, 404, 200]);
  }
  const link = 'href="/admin/users.csv?state=confirmed"';
  const { admin, support } = site.browsers;
  expect((await admin.open("/admin/users?state=confirmed")).text).toContain(link);
  expect((await support.open("/admin/users?state=confirmed")).text).not.toContain("users.csv");
});

test("the file has the users of the filtered list, in its order, as CSV and as JSON Lines", async () => {
  await using site = await staffed();
  await site.app.register("una@other.example");
  const { body } = await site.browsers.admin.json("GET", "/admin/users?state=confirmed");
  const listed = (body["users"] as { readonly id: string }[]).map(({ id }) => id);
  const csv = await file(site, "/admin/users.csv?state=confirmed");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toMatch(/="users-\d{4}-\d\d-\d\d\.csv"$/);
  const [heading, ...rows] = rowsIn(await csv.text());
  expect(heading).toBe(HEADING);
  expect(rows.map((row) => row.split(",")[0])).toEqual(listed);
  const lines = (await (await file(site, "/admin/users.jsonl?q=una%40")).text()).trim();
  expect(JSON.parse(lines)).toMatchObject({ email: "una@other.example", state: "unconfirmed" });
  expect(lines).not.toMatch(/password"|hash|secret/);
});

test("an address that a spreadsheet would take for a formula is text in CSV, and exact in JSON Lines", async () => {
  await using site = await staffed();
  await site.app.postern.users.create({ email: "=1+1@example.com", mail: false });
  const csv = await (await file(site, "/admin/users.csv?state=unconfirmed")).text();
  expect(rowsIn(csv)[1]).toContain(",'=1+1@example.com,");
  const lines = await (await file(site, "/admin/users.jsonl?state=unconfirmed")).text();
  expect(JSON.parse(lines)).toMatchObject({ email: "=1+1@example.com" });
});

test("a file ends after ten thousand users, and the next one begins there, by time and by address", async () => {
  await using site = await staffed();
  const { database } = site.app;
  const columns = "id, email, email_key, registered_on, registered_with, admin, factors";
  const from = `WITH RECURSIVE n (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM n WHERE at < 12344)`;
  database.exec(`${from} INSERT INTO users (${columns})
    SELECT printf('10000000-0000-7000-8000-%012d', at), printf('p%d@example.com', at),
      printf('p%d@example.com', at), 0, 'a test', 0, 1 FROM n`);
  for (const query of ["state=unconfirmed", "q=p"]) {
    const first = await file(site, `/admin/users.csv?${query}`);
    const rows = rowsIn(await first.text()).slice(1);
    const [, next = ""] = /^<(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? [];
    const rest = rowsIn(await (await file(site, next)).text()).slice(1);
    expect([query, rows.length, rest.length]).toEqual([query, 10_000, 2_345]);
    expect(new Set([...rows, ...rest]).size).toBe(12_345);
    const [, id = ""] = /-next-(.{36})\.csv/.exec(first.headers.get("content-disposition")!) ?? [];
    const byId = await file(site, `/admin/users.csv?${query}&after=${id}`);
    expect(rowsIn(await byId.text()).slice(1)).toEqual(rest);
  }
});

test("who took out a file is noted, with its filters but without the address that was searched", async () => {
  await using site = await staffed();
  await file(site, "/admin/users.csv?q=user%40example.com");
  await file(site, "/admin/users.jsonl?role=support");
  await site.app.postern.context.notes.flush();
  const { body } = await site.browsers.admin.json("GET", "/admin/audit?act=exported");
  const { id } = site.app.user("admin@example.com")!;
  expect(body["lines"]).toMatchObject([
    { actor: `admin:${id}`, detail: "users.jsonl: 1 rows, role=support" },
    { actor: `admin:${id}`, detail: "users.csv: 1 rows, q" },
  ]);
});

test("users are listed by the days of their registration, and what is no date is refused", async () => {
  await using site = await staffed();
  site.app.clock.forward("2 days");
  await site.app.register("una@other.example");
  const { admin } = site.browsers;
  const day = new Date(site.app.clock.now()).toISOString().slice(0, 10);
  const found = async (query: string) =>
    ((await admin.json("GET", `/admin/users?${query}`)).body["users"] as unknown[]).length;
  expect(await found(`since=${day}`)).toBe(1);
  expect(await found(`until=${day}`)).toBe(5);
  expect(await found(`since=${day}&until=${day}&domain=example.com`)).toBe(0);
  await admin.submit("/login/again", { password: PASSWORD });
  for (const path of ["/admin/users", "/admin/users.csv", "/admin/users.jsonl"]) {
    const refused = await admin.json("GET", `${path}?until=tomorrow`);
    expect([refused.status, refused.body["fields"]]).toEqual([422, { until: "date-format" }]);
  }
  const page = await admin.open(`/admin/users?since=${day}&until=2020-01-01`);
  expect([page.status, page.text]).toEqual([422, expect.stringContaining("before the first")]);
});
