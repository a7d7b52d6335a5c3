// People whose passwords came from another system log in with them, and have a password of this site's afterwards.

import { hashSync } from "bcryptjs";
import { describe, expect, test } from "vitest";
import { keepPepper } from "../../src/adapters/stored-peppers.ts";
import { systemRandom } from "../../src/adapters/system-random.ts";
import { foreignText } from "../../src/domain/foreign-password/foreign-password.ts";
import { foreignKind } from "../../src/domain/foreign-password/kind.ts";
import { readForeignPassword } from "../../src/domain/foreign-password/read-foreign-password.ts";
import type {
  ForeignParameters,
  StoredPassword,
} from "../../src/domain/foreign-password/stored-password.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { likened, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const OLD = "ponies in the rain";
const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

/** A site where answers wait without anybody waiting. */
async function site(options: TestOptions = {}) {
  const waits: number[] = [];
  let now = 0;
  const pace = { now: () => now, wait: async (duration: number) => void waits.push(duration) };
  const app = await testPostern({ pace, ...options });
  return {
    app,
    waits,
    /** After this, the next login asks whether imported passwords remain. */
    laterOn: () => (now += 60_000),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** Gives somebody the password of another system, as an import does. */
function imports(
  { database }: TestPostern,
  email: string,
  stored: StoredPassword = { text: bcrypt(OLD) },
  parameters: ForeignParameters = {},
): void {
  const read = readForeignPassword(stored, parameters);
  if (!read.ok || read.value.kind !== "foreign") throw new Error("That is no foreign password.");
  const { foreign } = read.value;
  write(database, email, foreignText(foreign), foreignKind(foreign));
}

const bcrypt = (password: string): string => hashSync(password, 4);

const write = (database: TestPostern["database"], email: string, secret: string, state: string) =>
  database
    .prepare(
      `UPDATE credentials SET secret = ?, state = ? WHERE kind = 'password'
       AND user_id IN (SELECT id FROM users WHERE email_key = ?)`,
    )
    .run(secret, state, email);

const storedOf = ({ database }: TestPostern) =>
  database.prepare("SELECT secret, state FROM credentials WHERE kind = 'password'").get();

const logIn = (app: TestPostern, password: string, email = EMAIL) =>
  app.browser().submit("/login", { email, password });

describe("a password of another system", () => {
  test("logs in once, and is our own afterwards", async () => {
    await using opened = await site();
    const { app } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL);
    expect(storedOf(app)).toMatchObject({ state: "bcrypt 4" });
    expect((await logIn(app, PASSWORD)).status).toBe(401);
    expect(storedOf(app)).toMatchObject({ state: "bcrypt 4" });
    expect((await logIn(app, OLD)).path).toBe("/");
    const { secret, state } = storedOf(app)!;
    expect(secret).toMatch(/^\$quick\$/);
    expect(state).toBeNull();
    expect((await logIn(app, OLD)).path).toBe("/");
  });

  test("is compared as it was typed, where the other system hashed something else", async () => {
    await using opened = await site();
    const { app } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL, { text: bcrypt(String.raw`it\'s a pony`), system: "wordpress" });
    expect((await logIn(app, "it's a pony")).status).toBe(200);
    expect((await logIn(app, "it's a pony")).status).toBe(200);
    expect(storedOf(app)).toMatchObject({ state: null });
  });

  test("proves an unconfirmed registration, too, and the person logs in with it", async () => {
    await using opened = await site();
    const { app } = opened;
    const { link } = await app.register(EMAIL);
    imports(app, EMAIL);
    const browser = app.browser();
    await browser.open(link);
    const wrong = await browser.submit("/confirm", { password: PASSWORD });
    expect([wrong.status, opened.waits.length]).toEqual([422, 1]);
    expect((await browser.submit("/confirm", { password: OLD })).status).toBe(200);
    expect(app.user(EMAIL)?.confirmedOn).not.toBeNull();
    expect((await logIn(app, OLD)).status).toBe(200);
    expect(storedOf(app)).toMatchObject({ state: null });
  });

  test("is asked for before something important by somebody who is logged in otherwise", async () => {
    await using opened = await site();
    const { app } = opened;
    const browser = await app.confirmed(EMAIL);
    imports(app, EMAIL);
    const change = { password: "a boat on the quiet lake" };
    const wrong = { currentPassword: PASSWORD, ...change };
    expect((await browser.json("POST", "/profile/password", wrong)).status).toBe(422);
    const right = { currentPassword: OLD, ...change };
    expect((await browser.json("POST", "/profile/password", right)).status).toBe(200);
    expect(storedOf(app)).toMatchObject({ state: null });
  });

  test("that may not be set here lets in all the same, and the person is asked to change it", async () => {
    await using opened = await site();
    const { app } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL, { text: bcrypt("pony") });
    const page = await logIn(app, "pony");
    expect(page.path).toBe("/profile/password");
    expect(wordsOf(page)).toContain("This password is easy to guess. Choose a stronger one.");
    const again = await logIn(app, "pony");
    expect(again.path).toBe("/");
    expect(wordsOf(again)).not.toContain("easy to guess");
    expect((await app.mails()).map(({ kind }) => kind)).toEqual(["confirm"]);
  });

  test("that may not be set here leads on to where the person was going", async () => {
    await using opened = await site();
    const { app } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL, { text: bcrypt("pony") });
    const browser = app.browser();
    const page = await browser.submit("/login", {
      email: EMAIL,
      password: "pony",
      next: "/profile/sessions",
    });
    expect(page.path).toBe("/profile/sessions");
    expect(wordsOf(page)).toContain("This password is easy to guess. Choose a stronger one.");
  });

  test("needs its pepper, which is stored only sealed", async () => {
    await using opened = await site();
    const { app } = opened;
    const { store, clock } = app.postern.context;
    await app.confirmed(EMAIL);
    const pepper = { id: "old site", text: "a pepper that nobody guesses" };
    const text = bcrypt(OLD + pepper.text);
    imports(app, EMAIL, { text, system: "devise" }, { pepper });
    expect((await logIn(app, OLD)).status).toBe(401);
    expect(app.log.at(-1)).toMatchObject({
      event: "imported-password-without-pepper",
      facts: { pepper: "old site", scheme: "bcrypt" },
    });
    const kept = { ...pepper, now: clock.now() };
    expect(await keepPepper(store, [SECRET], systemRandom, kept)).toBe(true);
    expect(await keepPepper(store, [SECRET], systemRandom, { ...kept, text: "another" })).toBe(
      false,
    );
    expect(app.dump()).not.toContain(pepper.text);
    expect((await logIn(app, OLD)).status).toBe(200);
  });
});

/** 100 bytes. */
const LONG = `${OLD}, ${"0123456789".repeat(8)}`;

describe("a password that is right in other spellings, too", () => {
  test.each([
    ["bcrypt looks at 72 bytes", bcrypt(LONG), LONG, `${LONG.slice(0, -1)}x`],
    ["crypt with DES looks at 8", "ab1BI2llPI/aM", OLD, "ponies in the reign"],
    [
      "LAN Manager does not look at the case",
      "{LANMAN}e52cac67419a9a224a3b108f3fa6cb6d",
      "password",
      "Password",
    ],
  ])("lets its owner in, whatever was typed before: %s", async (_, text, right, other) => {
    await using opened = await site();
    const { app } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL, { text });
    for (const typed of [right, other, right]) expect((await logIn(app, typed)).status).toBe(200);
    expect((await logIn(app, `x${right}`)).status).toBe(401);
  });

  test("is our own after the first login without what its system ignores", async () => {
    await using opened = await site();
    const { app } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL, { text: bcrypt(OLD), system: "wordpress" });
    expect((await logIn(app, `${OLD} `)).status).toBe(200);
    expect((await logIn(app, OLD)).status).toBe(200);
    expect(storedOf(app)).toMatchObject({ state: null });
    expect((await logIn(app, OLD)).status).toBe(200);
  });

  test("stays as it is until it is changed, and all of the new one counts", async () => {
    await using opened = await site();
    const { app } = opened;
    const browser = await app.confirmed(EMAIL);
    imports(app, EMAIL, { text: bcrypt(LONG) });
    const change = { currentPassword: `${LONG}x`, password: `${LONG}!` };
    expect((await browser.json("POST", "/profile/password", change)).status).toBe(200);
    expect(storedOf(app)).toMatchObject({ state: null });
    expect((await logIn(app, LONG)).status).toBe(401);
    expect((await logIn(app, `${LONG}!`)).status).toBe(200);
  });
});

describe("a password of another system that cannot be read", () => {
  test.each(["foreign:", "foreign:{}", 'foreign:{"algorithms":[{"name":"rot13"}],"expected":""}'])(
    "is answered like a wrong one, with a line in the log: %s",
    async (secret) => {
      await using opened = await site();
      const { app } = opened;
      await app.confirmed(EMAIL);
      write(app.database, EMAIL, secret, "unknown");
      opened.laterOn();
      const lines = app.log.length;
      const page = await logIn(app, OLD);
      expect(page.status).toBe(401);
      const other = await logIn(app, OLD, "bob@example.com");
      expect(likened(page, EMAIL)).toBe(likened(other, "bob@example.com"));
      // The one of the login, and the one of measuring how long it takes.
      const events = app.log.slice(lines).map(({ event }) => event);
      expect(events[0]).toBe("imported-password-unreadable");
      app.clock.forward("2 minutes");
      await app.browser().submit("/forgot", { email: EMAIL });
      const reset = app.browser();
      await reset.open((await app.mailTo(EMAIL)).links[0]!);
      await reset.submit("/reset", { password: PASSWORD });
      expect((await logIn(app, PASSWORD)).status).toBe(200);
      expect(storedOf(app)).toMatchObject({ state: null });
    },
  );
});

describe("while imported passwords remain", () => {
  test("every wrong pair is answered at a step of time, and an owner's right one at once", async () => {
    await using opened = await site();
    const { app, waits } = opened;
    const known = await app.confirmed(EMAIL);
    await app.register("waiting@example.com");
    await app.confirmed("bob@example.com");
    imports(app, "bob@example.com");
    opened.laterOn();
    const wrong = { password: "not the password" };
    for (const email of [EMAIL, "bob@example.com", "waiting@example.com", "nobody@example.com"])
      expect((await app.browser().json("POST", "/login", { email, ...wrong })).status).toBe(401);
    await known.submit("/logout");
    expect((await known.json("POST", "/login", { email: EMAIL, ...wrong })).status).toBe(401);
    expect(waits).toHaveLength(5);
    // Nothing takes any time here, so each waits for a whole step: the longest until it is measured.
    expect(waits.every((wait) => wait === 500 || wait === 8_000)).toBe(true);
    expect((await logIn(app, PASSWORD)).status).toBe(200);
    expect((await logIn(app, OLD, "bob@example.com")).status).toBe(200);
    expect(waits).toHaveLength(5);
    // Whoever waits for an address is compared after its owner, of whom the time must tell nothing.
    expect((await logIn(app, PASSWORD, "waiting@example.com")).status).toBe(200);
    expect(waits).toHaveLength(6);
  });

  test("registering, asking for a reset and resetting do not wait", async () => {
    await using opened = await site();
    const { app, waits } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL);
    opened.laterOn();
    await app.register("bob@example.com");
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: EMAIL });
    const reset = app.browser();
    await reset.open((await app.mailTo(EMAIL)).links[0]!);
    await reset.submit("/reset", { password: PASSWORD });
    expect(waits).toEqual([]);
  });

  test("and not any more when the last one is replaced", async () => {
    await using opened = await site();
    const { app, waits } = opened;
    await app.confirmed(EMAIL);
    imports(app, EMAIL);
    await logIn(app, OLD);
    opened.laterOn();
    expect((await logIn(app, "wrong")).status).toBe(401);
    expect(waits).toEqual([]);
  });
});

describe("the deadline for imported passwords", () => {
  /** A test begins on Sunday, 22 November 2026. */
  const UNTIL = { importedPasswordsUntil: "2026-11-23", timeZone: "Europe/Berlin" };

  test("is the end of a day; then they are wrong, and a reset gives a new one", async () => {
    await using opened = await site(UNTIL);
    const { app } = opened;
    const browser = await app.confirmed(EMAIL);
    imports(app, EMAIL);
    app.clock.forward(Date.parse("2026-11-23T22:59:59Z") - app.clock.now());
    const right = { email: EMAIL, password: OLD };
    expect((await app.browser().json("POST", "/login", right)).status).toBe(200);
    imports(app, EMAIL);
    app.clock.forward("1 second");
    expect((await app.browser().json("POST", "/login", right)).body["reason"]).toBe(
      "wrong-credentials",
    );
    expect((await browser.json("GET", "/profile")).status).toBe(200);
    await app.browser().submit("/forgot", { email: EMAIL });
    const reset = app.browser();
    await reset.open((await app.mailTo(EMAIL)).links[0]!);
    await reset.submit("/reset", { password: PASSWORD });
    expect((await logIn(app, PASSWORD)).status).toBe(200);
  });

  test("removes what is left, which is in the audit log, and leaves the rest of the account", async () => {
    await using opened = await site(UNTIL);
    const { app } = opened;
    await app.confirmed(EMAIL);
    await app.confirmed("bob@example.com");
    imports(app, EMAIL);
    expect(await app.postern.tend()).toMatchObject({ importedPasswords: 0 });
    app.clock.forward("2 days");
    expect(await app.postern.tend()).toMatchObject({ importedPasswords: 1 });
    const { store } = app.postern.context;
    expect(await store.findPassword(app.user(EMAIL)!.id)).toBeUndefined();
    expect((await logIn(app, OLD)).status).toBe(401);
    expect((await logIn(app, PASSWORD, "bob@example.com")).status).toBe(200);
    const act = "imported-password-removed";
    const lines = await store.listAudit({ act, limit: 10, after: undefined });
    expect(lines).toMatchObject([
      { userId: app.user(EMAIL)!.id, actor: "system", detail: "bcrypt 4" },
    ]);
    await app.browser().submit("/forgot", { email: EMAIL });
    const reset = app.browser();
    await reset.open((await app.mailTo(EMAIL)).links[0]!);
    await reset.submit("/reset", { password: PASSWORD });
    expect((await logIn(app, PASSWORD)).status).toBe(200);
  });

  test("is a date", async () => {
    for (const importedPasswordsUntil of ["soon", "2027-02-30", "2027-1-1", ""])
      await expect(testPostern({ importedPasswordsUntil })).rejects.toThrow(
        "importedPasswordsUntil: give a date, like 2027-06-30",
      );
  });
});
