// What is important asks for evidence as strong as the account has: for the second factor, or for a passkey in place of both.

import { describe, expect, test } from "vitest";
import type { Options } from "../../src/index.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { OTHER_PASSWORD } from "../attacks/tools.ts";
import { key } from "../second-factor/key.ts";
import { STEP, withTwoSteps } from "../second-factor/two-steps.ts";
import { formsIn, valueIn } from "./page.ts";

const ADA = "ada@example.com";
const NEW = "ada@example.org";
const WORD = "a thumb on the reader";

const NEEDED = { status: 403, body: { reason: "second-factor-needed" } };

const site = (options: Partial<Options> = {}) => testPostern({ features: [key], ...options });

/** Ada, who has an app, twenty minutes after she showed a code of it. */
async function withApp(app: TestPostern) {
  const { browser: ada, code } = await withTwoSteps(app, ADA);
  app.clock.forward("20 minutes");
  return { ada, code };
}

/** Ada, who has a key, twenty minutes after she showed it. */
async function withKey(app: TestPostern): Promise<Browser> {
  const ada = await app.confirmed(ADA);
  await ada.json("POST", "/profile/key", { word: WORD });
  app.clock.forward("20 minutes");
  return ada;
}

const logIn = (app: TestPostern, password: string) =>
  app.browser().json("POST", "/login", { email: ADA, password });

const ACTS = [
  ["/profile/delete", "password", { password: PASSWORD }],
  ["/profile/password", "currentPassword", { currentPassword: PASSWORD, password: OTHER_PASSWORD }],
] as const;

describe.each(ACTS)("%s", (path, field, sent) => {
  test("asks whoever has a second factor for it, comes back, and asks for the password as well", async () => {
    await using app = await site();
    const { ada, code } = await withApp(app);
    const step = await ada.open(path);
    expect(step.path).toBe(`${STEP}?next=${encodeURIComponent(path)}`);
    const form = await ada.submit(STEP, { code: code(), next: path });
    expect(form.path).toBe(path);
    expect(valueIn(form, field)).toBe("");
    expect((await ada.json("POST", path, { ...sent, [field]: "not it at all" })).status).toBe(422);
    expect((await ada.json("POST", path, sent)).status).toBeLessThan(300);
  });

  test("is not done with the password alone, by a form or by a program", async () => {
    await using app = await site();
    const { ada } = await withApp(app);
    await ada.open("/");
    const before = app.dump();
    expect((await ada.submit(path, sent)).path).toBe(`${STEP}?next=${encodeURIComponent(path)}`);
    expect(await ada.json("POST", path, sent)).toMatchObject(NEEDED);
    expect(await ada.json("GET", path)).toMatchObject(NEEDED);
    expect(app.dump()).toBe(before);
  });

  test("asks whoever has one factor for the password only", async () => {
    await using app = await site();
    const ada = await app.confirmed(ADA);
    app.clock.forward("20 minutes");
    expect(await ada.json("GET", path)).toMatchObject({ status: 200, body: { proof: "password" } });
    expect(valueIn(await ada.open(path), field)).toBe("");
    expect((await ada.json("POST", path, sent)).status).toBeLessThan(300);
  });

  test("asks whoever has just shown a passkey for no password, and has no field for it", async () => {
    await using app = await site();
    const ada = await withKey(app);
    expect(await ada.json("GET", path)).toMatchObject({ body: { proof: "password" } });
    const form = await ada.submit("/login/key", { word: WORD, next: path });
    expect(form.path).toBe(path);
    expect(valueIn(form, field)).toBeUndefined();
    expect(formsIn(form)).toContain(path);
    expect(await ada.json("GET", path)).toMatchObject({ status: 200, body: { proof: "none" } });
    const { [field]: _, ...rest } = sent as Readonly<Record<string, string>>;
    expect((await ada.json("POST", path, rest)).status).toBeLessThan(300);
  });

  test("asks for the password again ten minutes after a passkey", async () => {
    await using app = await site();
    const ada = await withKey(app);
    await ada.json("POST", "/login/key", { word: WORD });
    app.clock.forward("10 minutes");
    const { [field]: _, ...rest } = sent as Readonly<Record<string, string>>;
    expect(await ada.json("POST", path, rest)).toMatchObject({
      status: 422,
      body: { fields: { [field]: "password-missing" } },
    });
  });

  test("leads whoever has no password to where a passkey is shown again, and back", async () => {
    await using app = await site();
    const ada = await withKey(app);
    app.database.exec("DELETE FROM credentials WHERE kind = 'password'");
    const again = `/login/again?next=${encodeURIComponent(path)}`;
    expect((await ada.open(path)).path).toBe(again);
    expect((await ada.submit(path, sent)).path).toBe(again);
    expect((await ada.submit("/login/key", { word: WORD, next: path })).path).toBe(path);
  });
});

test("with a passkey, a password is chosen by whoever has none", async () => {
  await using app = await site();
  const ada = await withKey(app);
  app.database.exec("DELETE FROM credentials WHERE kind = 'password'");
  await ada.json("POST", "/login/key", { word: WORD });
  const page = await ada.submit("/profile/password", { password: OTHER_PASSWORD });
  expect(page.path).toBe("/profile");
  expect((await logIn(app, OTHER_PASSWORD)).status).toBe(200);
});

test("a passkey that was shown before the password was changed does so once", async () => {
  await using app = await site();
  const ada = await withKey(app);
  await ada.json("POST", "/login/key", { word: WORD });
  const change = (password: string) => ada.json("POST", "/profile/password", { password });
  const all = await Promise.all([change(OTHER_PASSWORD), change(`${OTHER_PASSWORD}s`)]);
  expect(all.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422]);
});

describe("the link to a new address", () => {
  /** It is opened in a browser where nobody is logged in. */
  async function asked(app: TestPostern, ada: Browser): Promise<Browser> {
    await ada.submit("/profile/email", { email: NEW });
    const browser = app.browser();
    await browser.open((await app.mailTo(NEW)).links[0]!);
    return browser;
  }

  test("takes the second factor after the password, and changes the address then", async () => {
    await using app = await site();
    const { browser: ada, code } = await withTwoSteps(app, ADA);
    const browser = await asked(app, ada);
    expect((await browser.submit("/change-email", { password: OTHER_PASSWORD })).status).toBe(422);
    const step = await browser.submit("/change-email", { password: PASSWORD });
    expect(step.path).toBe(`${STEP}?next=%2Fchange-email`);
    expect(app.user(ADA)?.email).toBe(ADA);
    const form = await browser.submit(STEP, { code: code(), next: "/change-email" });
    expect(form.path).toBe("/change-email");
    expect(valueIn(form, "password")).toBeUndefined();
    await browser.submit("/change-email");
    expect(app.user(NEW)?.email).toBe(NEW);
  });

  test("tells a program that it needs the second factor, which then uses the link in its session", async () => {
    await using app = await site();
    const { browser: ada, code } = await withTwoSteps(app, ADA);
    await ada.submit("/profile/email", { email: NEW });
    const link = (await app.mailTo(NEW)).links[0]!.split("/").at(-1)!;
    const program = app.browser();
    const use = (fields = {}) => program.json("POST", "/change-email", { link, ...fields });
    expect(await use({ password: PASSWORD })).toMatchObject(NEEDED);
    expect((await program.json("POST", STEP, { code: code() })).status).toBeLessThan(300);
    expect(await use()).toMatchObject({ status: 200, body: { state: "changed" } });
  });

  test("takes the password alone of whoever has a key and does not need it at each login", async () => {
    await using app = await site();
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    const browser = await asked(app, ada);
    await browser.submit("/change-email", { password: PASSWORD });
    expect(app.user(NEW)?.email).toBe(NEW);
  });

  test("takes the key as well where the site requires two factors, in a session begun before that, too", async () => {
    await using app = await site();
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    const old = app.browser();
    await old.submit("/login", { email: ADA, password: PASSWORD });
    const browser = await asked(app, ada);
    await old.open((await app.mailTo(NEW)).links[0]!);
    Object.assign(app.postern.context.settings, { secondFactor: "required" });
    const step = `${STEP}?next=%2Fchange-email`;
    expect((await old.submit("/change-email")).path).toBe(step);
    expect((await browser.submit("/change-email", { password: PASSWORD })).path).toBe(step);
    expect(app.user(ADA)?.email).toBe(ADA);
    await browser.json("POST", "/login/key", { word: WORD });
    await browser.submit("/change-email");
    expect(app.user(NEW)?.email).toBe(NEW);
  });
});
