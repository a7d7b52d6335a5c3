// A thief knows the password and keeps changing things: the owner's reset succeeds all the same, and the
// mailbox is not flooded with notices.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, countingHasher, OTHER_PASSWORD, whoIs } from "./tools.ts";

const OWNER = "owner@example.com";

type Robbed = { readonly app: TestPostern; readonly thief: Browser };

async function robbed(options: { newDeviceNotice?: boolean } = {}): Promise<Robbed> {
  const app = await testPostern({ passwordHasher: countingHasher(), ...options });
  await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  const thief = app.browser();
  await logIn(thief);
  return { app, thief };
}

const logIn = (browser: Browser, password = PASSWORD) =>
  browser.json("POST", "/login", { email: OWNER, password });

const password = (place: number): string =>
  place === 0 ? PASSWORD : `a lamp behind door ${place}`;

/** The thief changes the password to the next one. */
const change = ({ thief }: Robbed, place: number) =>
  thief.json("POST", "/profile/password", {
    currentPassword: password(place - 1),
    password: password(place),
  });

async function askForReset(app: TestPostern, owner: Browser): Promise<string> {
  await owner.submit("/forgot", { email: OWNER });
  return (await app.mails()).find(({ kind }) => kind === "reset")!.links[0]!;
}

async function noticesOf(app: TestPostern, kind: string): Promise<number> {
  return (await app.mails()).filter((mail) => mail.to === OWNER && mail.kind === kind).length;
}

describe("a reset link is the mailbox's: whoever is logged in does not end it", () => {
  test("not by changing the password before it is opened and after", async () => {
    const all = await robbed();
    await using app = all.app;
    const owner = app.browser();
    const reset = await askForReset(app, owner);
    expect((await change(all, 1)).status).toBe(200);
    expect((await owner.open(reset)).heading).toBe("Choose a new password");
    expect((await change(all, 2)).status).toBe(200);
    expect((await owner.submit("/reset", { password: OTHER_PASSWORD })).path).toBe("/login");
    expect((await logIn(owner, OTHER_PASSWORD)).status).toBe(200);
    expect([await whoIs(owner), await whoIs(all.thief)]).toEqual([OWNER, null]);
    expect((await logIn(all.thief, password(2))).status).toBe(401);
  });

  test("nor by asking to delete the account, which the reset keeps", async () => {
    const { app: site, thief } = await robbed();
    await using app = site;
    const owner = app.browser();
    const reset = await askForReset(app, owner);
    await thief.submit("/profile/delete", { password: PASSWORD });
    expect(count(app, "users", "deletes_on IS NOT NULL")).toBe(1);
    await owner.open(reset);
    expect((await owner.submit("/reset", { password: OTHER_PASSWORD })).path).toBe("/login");
    expect(count(app, "users", "deletes_on IS NULL")).toBe(1);
    expect((await logIn(owner, OTHER_PASSWORD)).status).toBe(200);
  });
});

describe("a thief who logs in again and again, for ever more marks of known devices", () => {
  /** One client's browsers, each with its own mark. */
  async function marked(app: TestPostern, marks: number): Promise<readonly Browser[]> {
    const thieves = Array.from({ length: marks }, () => app.browser({ client: "203.0.113.7" }));
    for (const thief of thieves) {
      expect((await logIn(thief)).status).toBe(200);
      await thief.json("POST", "/logout");
    }
    return thieves;
  }

  test("ends no reset link of the owner by asking for others while the owner types", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await app.confirmed(OWNER);
    app.clock.forward("26 hours");
    const thieves = await marked(app, 4);
    const owner = app.browser();
    const reset = await askForReset(app, owner);
    await owner.open(reset);
    for (const thief of thieves) {
      app.clock.forward("61 seconds");
      await thief.json("POST", "/forgot", { email: OWNER });
      await app.mails();
    }
    expect((await owner.submit("/reset", { password: OTHER_PASSWORD })).path).toBe("/login");
  });

  test("has one client's places in the mailbox", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await app.confirmed(OWNER);
    app.clock.forward("26 hours");
    const thieves = await marked(app, 40);
    for (let time = 0; time < 400; time += 1) {
      await thieves[time % thieves.length]!.json("POST", "/forgot", { email: OWNER });
      await app.mails();
      app.clock.forward("3 minutes");
    }
    expect(await noticesOf(app, "reset")).toBe(12);
  });
});

describe("what a user may do that mails the owner a notice has a limit", () => {
  test("changing the password: ten times in a day, and the way on is the reset", async () => {
    const all = await robbed();
    await using app = all.app;
    let changed = 0;
    for (let minute = 0; minute < 200; minute += 1) {
      if ((await change(all, changed + 1)).status === 200) changed += 1;
      app.clock.forward("1 minute");
    }
    expect([changed, await noticesOf(app, "password-changed")]).toEqual([10, 10]);
    const fields = { currentPassword: password(10), password: "one too many" };
    const refused = await all.thief.submit("/profile/password", fields);
    expect([refused.status, refused.heading]).toEqual([429, "Too many attempts"]);
    expect(refused.text).toContain('href="/forgot"');
  });

  test("which stops nobody who reads the mailbox", async () => {
    const all = await robbed();
    await using app = all.app;
    for (let place = 1; place <= 5; place += 1) await change(all, place);
    expect((await change(all, 6)).status).toBe(429);
    const owner = app.browser();
    await owner.open(await askForReset(app, owner));
    expect((await owner.submit("/reset", { password: OTHER_PASSWORD })).path).toBe("/login");
    expect((await logIn(owner, OTHER_PASSWORD)).status).toBe(200);
  });

  test("asking for a change of the address, from however many clients", async () => {
    const { app: site } = await robbed();
    await using app = site;
    const answers: number[] = [];
    for (let place = 0; place < 20; place += 1) {
      const thief = app.browser({ client: `203.0.113.${place}` });
      await logIn(thief);
      const email = `thief${place}@evil.example`;
      answers.push((await thief.json("POST", "/profile/email", { email })).status);
      await app.mails();
    }
    expect(answers.filter((status) => status === 202)).toHaveLength(5);
    expect(answers.at(-1)).toBe(429);
    expect(await noticesOf(app, "change-requested")).toBe(5);
  });

  test("logging in where nobody did before: the login goes on, untold", async () => {
    const { app: site } = await robbed({ newDeviceNotice: true });
    await using app = site;
    for (let place = 0; place < 20; place += 1) {
      const browser = app.browser({ client: `203.0.113.${place}` });
      expect((await logIn(browser)).status).toBe(200);
    }
    expect(await noticesOf(app, "new-device")).toBe(5);
  });
});

test("whoever asks for deletion after each time that it was undone is told to wait, and the owner what to do", async () => {
  const { app: site, thief } = await robbed();
  await using app = site;
  const owner = app.browser();
  const answers: number[] = [];
  for (let time = 0; time < 7; time += 1) {
    await logIn(thief);
    answers.push((await thief.json("POST", "/profile/delete", { password: PASSWORD })).status);
    const mail = (await app.mails()).find(({ kind }) => kind === "deletion")!;
    expect(mail.text).toContain("Then somebody else knows your password.");
    await owner.open(mail.links[0]!);
    const page = await owner.submit("/keep", { code: mail.code!, sure: "" });
    if (time === 0) expect(page.text).toContain("If you did not ask for the deletion");
    app.clock.forward("1 minute");
  }
  expect(answers).toEqual([202, 202, 202, 202, 202, 429, 429]);
  expect(await noticesOf(app, "deletion")).toBe(5);
});
