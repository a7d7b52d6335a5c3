// A thief in an account tries to keep its owner from locking it by the notice of what the thief did.

import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import * as admin from "../../src/features/admin/admin.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { scanner } from "../../src/testing/scanner.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, countingHasher, OTHER_PASSWORD, whoIs } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";
const STOLEN = "changed by the thief";
const OPERATOR = { actor: "operator:root", reason: "a ticket" };

type Notice = { readonly link: string; readonly code: string };

/** The newest mail of a kind to an address. */
async function mailOf(app: TestPostern, to: string, kind: string): Promise<Notice> {
  const found = (await app.mails()).find((mail) => mail.to === to && mail.kind === kind)!;
  return { link: found.links[0]!, code: found.code ?? "" };
}

/** An account whose password a thief changed in a session of the owner's, and the notice of that. */
async function robbed() {
  const app = await testPostern({ passwordHasher: countingHasher() });
  const thief = await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  await change(thief, PASSWORD, STOLEN);
  return { app, thief, notice: await mailOf(app, OWNER, "password-changed") };
}

const change = (thief: Browser, from: string, to: string) =>
  thief.json("POST", "/profile/password", { currentPassword: from, password: to });

async function lock(app: TestPostern, { link, code }: Notice) {
  const owner = app.browser();
  await owner.open(link);
  return owner.json("POST", "/lock", { code });
}

async function move(app: TestPostern, thief: Browser, to: string): Promise<void> {
  await thief.json("POST", "/profile/email", { email: to });
  await thief.open((await mailOf(app, to, "change-email")).link);
  await thief.submit("/change-email");
  await app.mails();
}

async function reset(app: TestPostern, email: string, password = OTHER_PASSWORD) {
  const reader = app.browser();
  await reader.submit("/forgot", { email });
  await reader.open((await mailOf(app, email, "reset")).link);
  await reader.submit("/reset", { password });
  await reader.json("POST", "/login", { email, password });
  return reader;
}

const statusOfLogin = async (app: TestPostern, email: string, password: string) =>
  (await app.browser().json("POST", "/login", { email, password })).status;

test("a scanner that opens the link and presses its button locks nothing", async () => {
  const { app, thief, notice } = await robbed();
  await using _app = app;
  await scanner(app.browser(), { scripts: true, buttons: true, fills: true }).open(notice.link);
  expect(count(app, "audit", "act = 'account-locked'")).toBe(0);
  expect(await whoIs(thief)).toBe(OWNER);
  expect((await lock(app, notice)).status).toBe(200);
  expect(await whoIs(thief)).toBeNull();
});

describe("the link to lock survives whatever the thief does", () => {
  test("changing the password again", async () => {
    const { app, thief, notice } = await robbed();
    await using _app = app;
    for (let time = 0; time < 4; time += 1) {
      const [from, to] = [time === 0 ? STOLEN : `${STOLEN} ${time}`, `${STOLEN} ${time + 1}`];
      expect((await change(thief, from, to)).status).toBe(200);
    }
    expect((await lock(app, notice)).body).toEqual({ state: "locked", moved: false });
    expect(await statusOfLogin(app, OWNER, `${STOLEN} 4`)).toBe(401);
  });

  test("asking for a deletion, which is cancelled", async () => {
    const { app, thief, notice } = await robbed();
    await using _app = app;
    await thief.submit("/profile/delete", { password: STOLEN });
    app.clock.forward("6 days");
    expect((await lock(app, notice)).status).toBe(200);
    app.clock.forward("30 days");
    await clearAway(app.postern.context);
    expect(app.user(OWNER)).toBeDefined();
  });

  test("asking for one that is sooner than the link ends", async () => {
    const app = await testPostern({ passwordHasher: countingHasher(), deletionGrace: "1 hour" });
    await using _app = app;
    const thief = await app.confirmed(OWNER);
    await change(thief, PASSWORD, STOLEN);
    const notice = await mailOf(app, OWNER, "password-changed");
    await thief.submit("/profile/delete", { password: STOLEN });
    app.clock.forward("6 days");
    await clearAway(app.postern.context);
    expect((await lock(app, notice)).status).toBe(200);
  });

  test("moving the address, and resetting the password there", async () => {
    const { app, thief, notice } = await robbed();
    await using _app = app;
    await move(app, thief, THIEF);
    const back = await mailOf(app, OWNER, "email-changed");
    const insider = await reset(app, THIEF);
    expect(await whoIs(insider)).toBe(THIEF);
    expect((await lock(app, notice)).body).toEqual({ state: "locked", moved: true });
    expect(await whoIs(insider)).toBeNull();
    expect(await statusOfLogin(app, THIEF, OTHER_PASSWORD)).toBe(401);
    // The thief resets again, and still cannot keep the owner from taking the account back.
    expect(await whoIs(await reset(app, THIEF, STOLEN))).toBe(THIEF);
    const owner = app.browser();
    await owner.open(back.link);
    expect((await owner.json("POST", "/change-email/undo", { code: back.code })).status).toBe(200);
    expect(app.user(OWNER)).toBeDefined();
  });
});

describe("a thief who got a link to lock at another address", () => {
  test("cannot use it after the owner took the account back", async () => {
    const { app, thief } = await robbed();
    await using _app = app;
    await move(app, thief, THIEF);
    const back = await mailOf(app, OWNER, "email-changed");
    await change(thief, STOLEN, OTHER_PASSWORD);
    const later = await mailOf(app, THIEF, "password-changed");
    const owner = app.browser();
    await owner.open(back.link);
    await owner.json("POST", "/change-email/undo", { code: back.code });
    const recovered = await reset(app, OWNER);
    expect((await lock(app, later)).status).toBe(410);
    expect(await whoIs(recovered)).toBe(OWNER);
  });

  test("cannot end the owner's, which is older", async () => {
    const { app, thief, notice } = await robbed();
    await using _app = app;
    await move(app, thief, THIEF);
    await change(thief, STOLEN, OTHER_PASSWORD);
    expect((await lock(app, await mailOf(app, THIEF, "password-changed"))).status).toBe(200);
    expect((await lock(app, notice)).status).toBe(200);
  });

  test("is not told where the account is now, and its browser is known nowhere else", async () => {
    const { app, thief, notice } = await robbed();
    await using _app = app;
    await move(app, thief, THIEF);
    const reader = app.browser();
    const page = await reader.open(notice.link);
    const locked = await reader.submit("/lock", { code: notice.code });
    expect(`${page.text}${locked.text}`).not.toContain(THIEF);
    expect(locked.text).not.toContain("evil.example");
    expect(await statusOfLogin(app, THIEF, STOLEN)).toBe(401);
  });
});

test("a suspended account is not locked, and can be once it is enabled", async () => {
  const { app, notice } = await robbed();
  await using _app = app;
  const { id } = app.user(OWNER)!;
  await admin.disableUser(app.postern.context, OPERATOR, id);
  expect((await app.browser().open(notice.link)).heading).toBe("This account is suspended");
  expect((await lock(app, notice)).status).toBe(403);
  await admin.enableUser(app.postern.context, OPERATOR, id);
  expect((await lock(app, notice)).status).toBe(200);
});

test("an account that is gone says so", async () => {
  const { app, notice } = await robbed();
  await using _app = app;
  await admin.deleteUser(app.postern.context, OPERATOR, app.user(OWNER)!.id);
  expect((await lock(app, notice)).status).toBe(410);
});

test("ten changes make ten notices, and all their links together lock once and mail one reset", async () => {
  const { app, thief, notice } = await robbed();
  await using _app = app;
  const notices = [notice];
  let [from, refused] = [STOLEN, 0];
  for (let time = 0; time < 40; time += 1) {
    app.clock.forward("20 minutes");
    const to = `${STOLEN} ${time}`;
    if ((await change(thief, from, to)).status === 200) {
      from = to;
      notices.push(await mailOf(app, OWNER, "password-changed"));
    } else refused += 1;
  }
  expect([notices.length, refused]).toEqual([10, 31]);
  const statuses = await Promise.all(notices.map(async (each) => (await lock(app, each)).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  const resets = (await app.mails()).filter(({ kind }) => kind === "reset");
  expect(resets).toHaveLength(1);
});

test("guesses of the code are limited for their client, and end no link", async () => {
  const { app, notice } = await robbed();
  await using _app = app;
  const guesser = app.browser({ client: "203.0.113.9" });
  await guesser.open(notice.link);
  const statuses: number[] = [];
  for (let guess = 0; guess < 61; guess += 1) {
    const code = `${guess}`.padStart(8, "0");
    statuses.push((await guesser.json("POST", "/lock", { code })).status);
  }
  expect(statuses).toContain(429);
  expect((await lock(app, notice)).status).toBe(200);
});
