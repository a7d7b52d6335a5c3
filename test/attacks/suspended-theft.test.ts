// An operator hears of a theft and suspends the account first: nothing that the thief asked for happens in the
// meantime, and the owner keeps the links that undo it.

import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import * as admin from "../../src/features/admin/admin.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, countingHasher, disable } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";
const OPERATOR = { actor: "operator:root", reason: "a ticket" };

async function robbed() {
  const app = await testPostern({ passwordHasher: countingHasher() });
  const thief = await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  return { app, thief, id: app.user(OWNER)!.id };
}

const mailOf = async (app: TestPostern, kind: string) =>
  (await app.mails()).find((mail) => mail.to === OWNER && mail.kind === kind)!;

const suspend = (app: TestPostern, id: string) =>
  admin.disableUser(app.postern.context, OPERATOR, id);

const enable = (app: TestPostern, id: string) =>
  admin.enableUser(app.postern.context, OPERATOR, id);

describe("a deletion that the thief asked for", () => {
  test("does not take place, neither while the account is suspended nor afterwards", async () => {
    const { app, thief, id } = await robbed();
    await using _app = app;
    await thief.submit("/profile/delete", { password: PASSWORD });
    expect(await suspend(app, id)).toMatchObject({ ok: true, value: { deletesOn: null } });
    app.clock.forward("20 days");
    await clearAway(app.postern.context);
    expect(app.user(OWNER)).toBeDefined();
    await enable(app, id);
    await clearAway(app.postern.context);
    expect(app.user(OWNER)).toBeDefined();
    expect(count(app, "audit", "act = 'kept' AND actor = 'operator:root'")).toBe(1);
    expect(
      (await app.browser().json("POST", "/login", { email: OWNER, password: PASSWORD })).status,
    ).toBe(200);
  });

  test("not even where the version before suspended the account and left it standing", async () => {
    const { app, thief, id } = await robbed();
    await using _app = app;
    await thief.submit("/profile/delete", { password: PASSWORD });
    disable(app, OWNER);
    app.clock.forward("20 days");
    await clearAway(app.postern.context);
    await enable(app, id);
    await clearAway(app.postern.context);
    expect(app.user(OWNER)).toBeDefined();
  });
});

describe("the way to say that it was not me", () => {
  test("rests while the account is suspended, and works once it is enabled", async () => {
    const { app, thief, id } = await robbed();
    await using _app = app;
    await thief.submit("/profile/email", { email: THIEF });
    const { links, code } = await mailOf(app, "change-requested");
    await suspend(app, id);
    const owner = app.browser();
    expect((await owner.open(links[0]!)).heading).toBe("This account is suspended");
    await enable(app, id);
    expect((await owner.open(links[0]!)).heading).toBe("Stop this change?");
    const locked = await owner.submit("/change-email/stop", { code: code!, door: "not-me" });
    expect(locked.heading).toBe("The change is stopped, and your account is locked");
    expect((await thief.json("POST", "/login", { email: OWNER, password: PASSWORD })).status).toBe(
      401,
    );
  });

  test("but what the thief asked for is over", async () => {
    const { app, thief, id } = await robbed();
    await using _app = app;
    await thief.submit("/profile/email", { email: THIEF });
    const { links } = await app.mailTo(THIEF);
    await suspend(app, id);
    await enable(app, id);
    await thief.json("POST", "/login", { email: OWNER, password: PASSWORD });
    expect((await thief.open(links[0]!)).status).toBe(410);
    expect((await thief.submit("/change-email")).status).toBe(410);
    expect(app.user(OWNER)).toBeDefined();
  });
});
