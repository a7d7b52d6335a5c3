// A thief with a session or the password moves the account to his own address: how the owner gets it back.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, countingHasher, OTHER_PASSWORD, whoIs } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";

const mailIn = async (app: TestPostern, to: string, kind: string) =>
  (await app.mails()).find((mail) => mail.to === to && mail.kind === kind);

const linkIn = async (app: TestPostern, to: string, kind: string): Promise<string> =>
  (await mailIn(app, to, kind))?.links[0] ?? "/nowhere";

const codeIn = async (app: TestPostern, to: string, kind: string): Promise<string> =>
  (await mailIn(app, to, kind))?.code ?? "";

/** The thief, in a browser that was left open, has asked to move the account to himself. */
async function asked(passwordHasher = countingHasher()) {
  const app = await testPostern({ passwordHasher });
  const thief = await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  await thief.submit("/profile/email", { email: THIEF });
  const change = await linkIn(app, THIEF, "change-email");
  return { app, thief, change };
}

async function moved(passwordHasher = countingHasher()) {
  const site = await asked(passwordHasher);
  await site.thief.open(site.change);
  await site.thief.submit("/change-email");
  expect(site.app.user(THIEF)).toMatchObject({ email: THIEF });
  return site;
}

async function undo(app: TestPostern): Promise<Browser> {
  const owner = app.browser();
  await owner.open(await linkIn(app, OWNER, "email-changed"));
  await owner.submit("/change-email/undo", { code: await codeIn(app, OWNER, "email-changed") });
  return owner;
}

/** The owner answers the notice of a change that somebody asked for. */
async function stop(app: TestPostern, door: "changed-my-mind" | "not-me"): Promise<Browser> {
  const owner = app.browser();
  await owner.open(await linkIn(app, OWNER, "change-requested"));
  const code = await codeIn(app, OWNER, "change-requested");
  expect((await owner.submit("/change-email/stop", { code, door })).status).toBe(200);
  return owner;
}

describe("a change that was asked for dies", () => {
  const ends: Readonly<Record<string, (app: TestPostern) => Promise<unknown>>> = {
    "with a reset by the owner": async (app) => {
      const owner = app.browser();
      app.clock.forward("2 minutes");
      await owner.submit("/forgot", { email: OWNER });
      await owner.open(await linkIn(app, OWNER, "reset"));
      return owner.submit("/reset", { password: OTHER_PASSWORD });
    },
    "with a change of the password": async (app) => {
      const owner = app.browser();
      await owner.submit("/login", { email: OWNER, password: PASSWORD });
      const passwords = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
      return owner.submit("/profile/password", passwords);
    },
    "with the old mailbox's own link": async (app) => stop(app, "changed-my-mind"),
    "with the other door of that link": async (app) => stop(app, "not-me"),
    "when it is cancelled": async (app) => {
      const owner = app.browser();
      await owner.submit("/login", { email: OWNER, password: PASSWORD });
      return owner.submit("/profile/email/cancel");
    },
    "after 24 hours": async (app) => app.clock.forward("25 hours"),
  };

  test.each(Object.keys(ends))("%s", async (end) => {
    const { app, thief, change } = await asked();
    await using _app = app;
    await ends[end]!(app);
    await thief.open(change);
    expect((await thief.submit("/change-email", { password: PASSWORD })).status).toBe(410);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
    expect(count(app, "addresses", "email_key = 'thief@evil.example'")).toBe(0);
  });
});

describe("a thief whose change is stopped", () => {
  test("asks again a minute later where the owner only changed their mind", async () => {
    const { app, thief } = await asked();
    await using _app = app;
    await stop(app, "changed-my-mind");
    expect((await thief.json("POST", "/profile/email", { email: THIEF })).status).toBe(202);
  });

  test("is out where the owner says that it was not them: session, password, address", async () => {
    const { app, thief } = await asked();
    await using _app = app;
    const owner = await stop(app, "not-me");
    expect(await whoIs(thief)).toBeNull();
    expect((await thief.json("POST", "/profile/email", { email: THIEF })).status).toBe(401);
    const login = { email: OWNER, password: PASSWORD };
    expect((await thief.json("POST", "/login", login)).status).toBe(401);
    expect((await thief.json("POST", "/login", { ...login, password: "*" })).status).toBe(401);
    await owner.open(await linkIn(app, OWNER, "reset"));
    await owner.submit("/reset", { password: OTHER_PASSWORD });
    await owner.submit("/login", { email: OWNER, password: OTHER_PASSWORD });
    expect(await whoIs(owner)).toBe(OWNER);
    const frozen = await owner.json("POST", "/profile/email", { email: THIEF });
    expect([frozen.status, frozen.body["fields"]]).toEqual([422, { email: "frozen" }]);
  });

  const OBSTACLES: Readonly<Record<string, (thief: Browser) => Promise<unknown>>> = {
    "asking again": (thief) => thief.submit("/profile/email", { email: "other@evil.example" }),
    cancelling: (thief) => thief.submit("/profile/email/cancel"),
  };

  test.each(Object.keys(OBSTACLES))("does not close the owner's door by %s", async (obstacle) => {
    const { app, thief } = await asked();
    await using _app = app;
    const owner = app.browser();
    const { links, code } = (await mailIn(app, OWNER, "change-requested"))!;
    app.clock.forward("1 minute");
    await OBSTACLES[obstacle]!(thief);
    await app.mails();
    expect((await owner.open(links[0]!)).heading).toBe("Stop this change?");
    await owner.submit("/change-email/stop", { code: code!, door: "not-me" });
    expect(await whoIs(thief)).toBeNull();
    expect(count(app, "links", "purpose = 'change-email' AND ended_on IS NULL")).toBe(0);
  });

  test("cannot stop the owner's way back: the undo of an earlier change lives through it", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    app.clock.forward("2 minutes");
    await thief.submit("/profile/email", { email: "second@evil.example" });
    const { links, code } = await app.mailTo(THIEF);
    await thief.open(links[0]!);
    await thief.submit("/change-email/stop", { code: code!, door: "not-me" });
    await undo(app);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
  });
});

test("an undo link costs no hash, however often it is used", async () => {
  const passwordHasher = countingHasher();
  const { app } = await moved(passwordHasher);
  await using _app = app;
  await undo(app);
  const before = passwordHasher.count();
  for (let time = 0; time < 20; time += 1) await undo(app);
  expect(passwordHasher.count()).toBe(before);
});

test("the session that asked is not enough for somebody else's browser: a password is", async () => {
  const { app, change } = await asked();
  await using _app = app;
  const machine = app.browser();
  await machine.open(change);
  expect((await machine.submit("/change-email")).status).toBe(401);
  expect((await machine.submit("/change-email", { password: OTHER_PASSWORD })).status).toBe(422);
  expect(app.user(OWNER)).toMatchObject({ email: OWNER });
});

test("a session left open for ten minutes asks for nothing without the password", async () => {
  await using app = await testPostern();
  const thief = await app.confirmed(OWNER);
  app.clock.forward("11 minutes");
  const { status, body } = await thief.json("POST", "/profile/email", { email: THIEF });
  expect([status, body["reason"]]).toEqual([403, "password-needed"]);
  expect(count(app, "links", "purpose = 'change-email'")).toBe(0);
});

describe("a change that happened is undone from the old mailbox, for seven days", () => {
  test("and the thief is out: his session, his password, his address", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    await undo(app);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
    expect(await whoIs(thief)).toBeNull();
    for (const email of [OWNER, THIEF]) {
      const { status } = await app.browser().json("POST", "/login", { email, password: PASSWORD });
      expect([email, status]).toEqual([email, 401]);
    }
  });

  test("also when he moved on to a third address", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    app.clock.forward("2 minutes");
    await thief.submit("/profile/email", { email: "second@evil.example" });
    await thief.open(await linkIn(app, "second@evil.example", "change-email"));
    await thief.submit("/change-email");
    await undo(app);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
    expect(await whoIs(thief)).toBeNull();
  });

  test("also when he changed the password, and reset it", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    const passwords = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
    await thief.submit("/profile/password", passwords);
    app.clock.forward("2 minutes");
    await thief.submit("/forgot", { email: THIEF });
    await thief.open(await linkIn(app, THIEF, "reset"));
    await thief.submit("/reset", { password: "the thief's own password" });
    await undo(app);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
    const login = { email: OWNER, password: "the thief's own password" };
    expect((await app.browser().json("POST", "/login", login)).status).toBe(401);
  });

  test("also when he asked for the account to be deleted", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    await thief.submit("/profile/delete", { password: PASSWORD });
    await undo(app);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
    expect(count(app, "users", "deletes_on IS NOT NULL")).toBe(0);
  });

  test("also when somebody registered the old address meanwhile", async () => {
    const { app } = await moved();
    await using _app = app;
    await app.browser().submit("/register", { email: OWNER, password: OTHER_PASSWORD });
    await undo(app);
    expect(count(app, "addresses", "email_key = 'owner@example.com'")).toBe(1);
    expect(count(app, "users", "email_key = 'owner@example.com' AND confirmed_on IS NULL")).toBe(0);
  });

  test("nobody can take the address away again for a week, and then a reset opens the account", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    const owner = await undo(app);
    await thief.open(await linkIn(app, THIEF, "change-email"));
    expect((await thief.submit("/change-email", { password: PASSWORD })).status).toBe(410);
    app.clock.forward("2 minutes");
    await owner.submit("/forgot", { email: OWNER });
    await owner.open(await linkIn(app, OWNER, "reset"));
    await owner.submit("/reset", { password: OTHER_PASSWORD });
    await owner.submit("/login", { email: OWNER, password: OTHER_PASSWORD });
    expect(await whoIs(owner)).toBe(OWNER);
    const frozen = await owner.json("POST", "/profile/email", { email: THIEF });
    expect([frozen.status, frozen.body["fields"]]).toEqual([422, { email: "frozen" }]);
  });

  test("a link that undid once, or is seven days old, does nothing", async () => {
    const { app } = await moved();
    await using _app = app;
    const link = await linkIn(app, OWNER, "email-changed");
    app.clock.forward("8 days");
    const owner = app.browser();
    await owner.open(link);
    const code = await codeIn(app, OWNER, "email-changed");
    expect((await owner.submit("/change-email/undo", { code })).status).toBe(410);
    expect(app.user(THIEF)).toMatchObject({ email: THIEF });
  });
});

test("the thief cannot use the way back: its mail goes to the old mailbox alone", async () => {
  const { app } = await moved();
  await using _app = app;
  const undoing = (await app.mails()).filter(({ links }) =>
    links.some((link) => link.includes("/undo/")),
  );
  expect(undoing.map(({ to }) => to)).toEqual([OWNER]);
});
