// The console is attacked: by what strangers leave for the staff to read, by other sites, and by staff who want more than their role.

import { expect, test } from "vitest";
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
