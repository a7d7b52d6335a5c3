// The console is attacked: by what strangers leave for the staff to read, by other sites, and by staff who want more than their role.

import { expect, test } from "vitest";
import { PASSWORD } from "../../src/testing/test-postern.ts";
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
