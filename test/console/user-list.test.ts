// The list of users in the console.

import { expect, test } from "vitest";
import { staffed } from "./staff.ts";

const emails = (body: Readonly<Record<string, unknown>>): readonly string[] =>
  (body["users"] as { readonly email: string }[]).map(({ email }) => email);

test("users are found by how their address begins, by their id, and by filters in the URL", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await app.register("una@other.example");
  const list = async (query: string) =>
    emails((await browsers.viewer.json("GET", `/admin/users${query}`)).body);
  expect(await list("?q=us")).toEqual(["user@example.com"]);
  expect(await list("?q=ser")).toEqual([]);
  expect(await list("?q=USER%40example.com")).toEqual(["user@example.com"]);
  expect(await list(`?q=${app.user("user@example.com")!.id}`)).toEqual(["user@example.com"]);
  expect(await list("?state=unconfirmed")).toEqual(["una@other.example"]);
  expect(await list("?domain=other.example")).toEqual(["una@other.example"]);
  expect(await list("?role=support")).toEqual(["support@example.com"]);
  expect(await list("?via=link")).toHaveLength(4);
  expect(await list("?via=admin")).toEqual([]);
  expect(await list("?factor=yes")).toEqual([]);
  expect(await list("?factor=no&state=unconfirmed")).toEqual(["una@other.example"]);
  app.database
    .prepare(
      "INSERT INTO suppressions VALUES ('una@other.example', 1, '550 no', 'none', NULL, NULL)",
    )
    .run();
  expect(await list("?mail=suppressed")).toEqual(["una@other.example"]);
  expect(await list("")).toHaveLength(5);
  const page = await browsers.viewer.open("/admin/users?role=support");
  expect(page.text).toContain("support@example.com");
  expect(page.text).not.toContain("user@example.com");
});

test("a long list goes on after its last row, with its filters, in the order of time and of addresses", async () => {
  await using site = await staffed();
  for (let at = 0; at < 25; at += 1)
    await site.app.postern.users.create({ email: `p${at % 5}-${at}@example.com`, mail: false });
  for (const query of ["?q=p", "?state=unconfirmed"]) {
    const seen: string[] = [];
    for (let path: string | null = `/admin/users${query}`; path !== null;) {
      const { body } = await site.browsers.viewer.json("GET", path);
      seen.push(...emails(body));
      path = body["next"] as string | null;
    }
    expect([query, seen.length, new Set(seen).size]).toEqual([query, 25, 25]);
  }
  const first = await site.browsers.viewer.open("/admin/users?q=p");
  expect(first.text).toMatch(/href="\/admin\/users\?q=p&amp;after=[^"]+"/);
});
