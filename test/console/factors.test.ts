// Second factors and passkeys on the page of a user.

import { expect, test } from "vitest";
import { ADA, withTwoSteps } from "../second-factor/two-steps.ts";
import { staffed } from "./staff.ts";

test("an admin removes one factor, and the others stay", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await withTwoSteps(app, ADA);
  const { id } = app.user(ADA)!;
  app.database
    .prepare(
      `INSERT INTO credentials (id, user_id, kind, factor, secret, handle, name, created_on)
       VALUES ('the-phone', ?, 'passkey', 'both', 'none', 'phone', 'Phone', 1)`,
    )
    .run(id);
  const kinds = (): readonly unknown[] =>
    app.database
      .prepare("SELECT DISTINCT kind FROM credentials WHERE user_id = ? ORDER BY kind")
      .all(id)
      .map(({ kind }) => kind);
  const page = await browsers.admin.open(`/admin/users/${id}`);
  expect(page.text).toContain("Phone");
  const [, path = ""] = /href="([^"]+)">Remove only: [^<]*uthenticator app/.exec(page.text) ?? [];
  expect((await browsers.support.open(`/admin/users/${id}`)).text).not.toContain("Remove only");
  expect((await browsers.support.open(path)).status).toBe(404);
  expect((await browsers.support.json("POST", path, { reason: "x" })).status).toBe(404);
  const act = await browsers.admin.open(path);
  expect([act.heading, act.text]).toEqual([
    `Remove one second factor of ${ADA}`,
    expect.stringContaining("Authenticator app"),
  ]);
  const without = await browsers.admin.submit(path, { reason: " " });
  expect(without.status).toBe(422);
  expect(kinds()).toEqual(["passkey", "password", "recovery-code", "totp"]);
  const done = await browsers.admin.submit(path, { reason: "lost the phone" });
  expect([done.path, done.text]).toEqual([
    `/admin/users/${id}`,
    expect.stringContaining("Done, and noted in the audit log."),
  ]);
  expect(kinds()).not.toContain("totp");
  expect(kinds()).toContain("passkey");
  expect((await browsers.admin.open(path)).status).toBe(404);
  const lines = app.database
    .prepare("SELECT actor, detail FROM audit WHERE act = 'factors-removed'")
    .all();
  const actor = `admin:${app.user("admin@example.com")!.id}`;
  expect(lines).toEqual([{ actor, detail: "lost the phone" }]);
});

test("the password is no factor that can be removed, nor is a factor of somebody else", async () => {
  await using site = await staffed();
  const { app, browsers } = site;
  await withTwoSteps(app, ADA);
  const [ada, other] = [app.user(ADA)!.id, app.user("user@example.com")!.id];
  const idOf = (kind: string): string =>
    String(
      app.database
        .prepare("SELECT id FROM credentials WHERE user_id = ? AND kind = ?")
        .get(ada, kind)?.["id"],
    );
  const statusOf = async (user: string, kind: string) =>
    (await browsers.admin.open(`/admin/users/${user}/factors/${idOf(kind)}/remove`)).status;
  expect(await statusOf(ada, "totp")).toBe(200);
  expect(await statusOf(ada, "password")).toBe(404);
  expect(await statusOf(other, "totp")).toBe(404);
});
