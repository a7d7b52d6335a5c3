// The audit log in the console: who did what, found by filters in the URL, and as a file.

import { expect, test } from "vitest";
import { ACTORS, staffed } from "./staff.ts";

type Line = { readonly id: string; readonly act: string; readonly actor: string };

const linesIn = (body: Readonly<Record<string, unknown>>): readonly Line[] =>
  body["lines"] as readonly Line[];

const linesOf = (file: string): readonly Line[] =>
  file
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

test("the audit log is for support and admins, and no page to anybody else", async () => {
  await using site = await staffed();
  for (const path of ["/admin/audit", "/admin/audit.jsonl"]) {
    const statuses = [];
    const headers = { accept: "application/json" };
    for (const actor of ACTORS)
      statuses.push((await site.browsers[actor].request(path, { headers })).status);
    expect([path, ...statuses]).toEqual([path, 401, 404, 404, 200, 200]);
  }
  expect((await site.browsers.viewer.open("/admin")).text).not.toContain("/admin/audit");
  expect((await site.browsers.support.open("/admin")).text).toContain('href="/admin/audit"');
});

test("a line says in words what happened, who did it and to whom, and each leads to all such lines", async () => {
  await using site = await staffed();
  const { support } = site.browsers;
  const { id } = site.app.user("user@example.com")!;
  const form = { reason: "asked by phone" };
  await support.json("POST", `/admin/users/${id}/disable`, form);
  const page = await support.open("/admin/audit?act=disabled");
  expect(page.text).toContain("Account suspended");
  expect(page.text).toContain("asked by phone");
  expect(page.text).not.toContain("user@example.com");
  const actor = `admin:${site.app.user("support@example.com")!.id}`;
  for (const part of [`user=${id}`, "act=disabled", `actor=${encodeURIComponent(actor)}`])
    expect(page.text).toContain(`href="/admin/audit?${part}"`);
  for (const query of [`user=${id}`, "user=User%40example.com", `actor=${actor}`]) {
    const { body } = await support.json("GET", `/admin/audit?${query}`);
    expect([query, linesIn(body)[0]?.act]).toEqual([query, "disabled"]);
  }
  const none = await support.json("GET", "/admin/audit?user=nobody%40example.com");
  expect(none.body).toEqual({ lines: [], next: null });
});

test("whoever reads the lines of one person leaves a note for that person, and none for nobody", async () => {
  await using site = await staffed();
  const { id } = site.app.user("user@example.com")!;
  const { support } = site.browsers;
  await support.open(`/admin/audit?user=${id}`);
  await support.open(`/admin/audit?user=${id.replace(/^./, "f")}`);
  await site.app.postern.context.notes.flush();
  const { body } = await support.json("GET", "/admin/audit?act=looked-at");
  expect(linesIn(body)).toMatchObject([{ userId: id }]);
});

test("a long log goes on after its last line, with its filters, and none is missed or comes twice", async () => {
  await using site = await staffed();
  for (let at = 0; at < 25; at += 1)
    await site.app.postern.users.create({ email: `p${at}@example.com`, mail: false });
  const seen: string[] = [];
  for (let path: string | null = "/admin/audit?act=user-created"; path !== null;) {
    const { body } = await site.browsers.support.json("GET", path);
    seen.push(...linesIn(body).map(({ id }) => id));
    path = body["next"] as string | null;
  }
  expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
});

test("days are those of the site, both included; what is no date, or no place in the log, is refused", async () => {
  await using site = await staffed({ timeZone: "Pacific/Kiritimati" });
  const { support } = site.browsers;
  const today = new Intl.DateTimeFormat("sv", { timeZone: "Pacific/Kiritimati" });
  const day = today.format(site.app.clock.now());
  const on = async (query: string) =>
    linesIn((await support.json("GET", `/admin/audit?${query}`)).body).length;
  expect(await on(`since=${day}&until=${day}`)).toBeGreaterThan(0);
  expect(await on("until=2020-01-01")).toBe(0);
  for (const [query, field, reason] of [
    ["since=yesterday", "since", "date-format"],
    ["until=2026-02-30", "until", "date-format"],
    ["since=2026-02-02&until=2026-02-01", "until", "dates-reversed"],
  ] as const) {
    for (const path of ["/admin/audit", "/admin/audit.jsonl"]) {
      const refused = await support.json("GET", `${path}?${query}`);
      expect([refused.status, refused.body["fields"]]).toEqual([422, { [field]: reason }]);
    }
  }
  expect((await support.open("/admin/audit?since=yesterday")).text).toContain("Enter a date like");
  expect((await support.json("GET", "/admin/audit?after=1")).body["reason"]).toBe("odd-cursor");
});

test("the file has the same lines as JSON Lines, and the export is noted", async () => {
  await using site = await staffed();
  const { support } = site.browsers;
  const file = await support.request("/admin/audit.jsonl?act=confirmed");
  expect(file.headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
  expect(file.headers.get("content-disposition")).toMatch(
    /^attachment; filename="audit-\d{4}-\d\d-\d\d\.jsonl"$/,
  );
  expect(file.headers.get("link")).toBeNull();
  const lines = linesOf(await file.text());
  const { body } = await support.json("GET", "/admin/audit?act=confirmed");
  expect(lines).toEqual(linesIn(body));
  expect(lines).toHaveLength(4);
  await site.app.postern.context.notes.flush();
  const noted = await support.json("GET", "/admin/audit?act=exported");
  const { id } = site.app.user("support@example.com")!;
  expect(linesIn(noted.body)).toMatchObject([
    { actor: `admin:${id}`, userId: null, detail: "audit.jsonl: 4 rows, act=confirmed" },
  ]);
});

test("a file ends after ten thousand lines, and says where the next one begins", async () => {
  await using site = await staffed();
  const { support } = site.browsers;
  const add = site.app.database.prepare(
    "INSERT INTO audit (id, happened_on, actor, act) VALUES (?, ?, 'system', 'alarm-test')",
  );
  const now = site.app.clock.now();
  site.app.database.exec("BEGIN");
  for (let at = 0; at < 12_345; at += 1)
    add.run(`ffff0000-0000-7000-8000-${String(at).padStart(12, "0")}`, now);
  site.app.database.exec("COMMIT");
  const first = await support.request("/admin/audit.jsonl?actor=system&act=alarm-test");
  const lines = linesOf(await first.text());
  expect(lines).toHaveLength(10_000);
  const last = lines.at(-1)!.id;
  expect(first.headers.get("content-disposition")).toContain(`-next-${last}.jsonl"`);
  const [, next = ""] = /^<(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? [];
  const rest = await support.request(next);
  expect(linesOf(await rest.text())).toHaveLength(2_345);
  expect(rest.headers.get("link")).toBeNull();
  const page = await support.open(`/admin/audit?act=alarm-test&after=${last}`);
  expect(page.text).toContain(`href="/admin/audit.jsonl?act=alarm-test&amp;after=${last}"`);
});

test("the page says how long lines are kept", async () => {
  await using forever = await staffed();
  await using bounded = await staffed({ auditRetention: "400 days" });
  expect((await bounded.browsers.support.open("/admin/audit")).text).toContain(
    "Lines are kept for 400 days",
  );
  const { auditRetention } = forever.app.postern.context.settings;
  const words = auditRetention === undefined ? "kept forever" : "Lines are kept for";
  expect((await forever.browsers.support.open("/admin/audit")).text).toContain(words);
});
