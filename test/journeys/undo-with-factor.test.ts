// Undoing a change of address, where the account has a second factor.

import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { RECOVERY_CODE, TOTP } from "../../src/domain/evidence.ts";
import { recoveryCodeDigest } from "../../src/domain/recovery-code.ts";
import { ofCredential } from "../../src/domain/sealed.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { wordsOf } from "./page.ts";

const OLD = "ada@example.com";
const NEW = "eve@example.org";
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
/** The same in bytes: RFC 4648 has five bits in a character. */
const KEY = Buffer.from("48656c6c6f21deadbeef48656c6c6f21deadbeef", "hex");
const RECOVERY = "ABCDEFGHJKMNPQRS";

const APP = { id: "app", kind: TOTP, factor: "second" };
const CODE = { id: "code", kind: RECOVERY_CODE, factor: "backup" };

/** Writes a credential as setting it up would. */
function add(app: TestPostern, { id, kind, factor }: typeof APP): void {
  const { sealed, random, clock } = app.postern.context;
  const userId = String(app.database.prepare("SELECT id FROM users").get()!["id"]);
  const nonce = random.bytes(12);
  const secret =
    kind === TOTP
      ? sealed.seal(SECRET, ofCredential(userId, id), nonce)
      : recoveryCodeDigest(userId, RECOVERY);
  app.database
    .prepare(
      `INSERT INTO credentials (id, user_id, kind, factor, secret, created_on) VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(id, userId, kind, factor, secret, clock.now());
}

/** The code that the app shows (RFC 4226, 5.3; RFC 6238, 4.2). */
function codeAt(app: TestPostern): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(app.clock.now() / 30_000)));
  const hash = createHmac("sha1", KEY).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 0xf) & 0x7fff_ffff;
  return `${number % 1_000_000}`.padStart(6, "0");
}

/** An account that a thief moved away, with what was added to it some time before. */
async function moved(added: readonly (typeof APP)[], before: string) {
  const app = await testPostern();
  const thief = await app.confirmed(OLD);
  for (const each of added) add(app, each);
  app.clock.forward(before);
  await thief.json("POST", "/login", { email: OLD, password: PASSWORD });
  await thief.json("POST", "/profile/email", { email: NEW });
  await thief.open((await app.mailTo(NEW)).links[0]!);
  await thief.submit("/change-email");
  const { kind, links, code } = await app.mailTo(OLD);
  expect(kind).toBe("email-changed");
  const owner = app.browser();
  await owner.open(links[0]!);
  const undo = (factor: string) => owner.submit("/change-email/undo", { code: code!, factor });
  return { app, thief, owner, link: links[0]!, code: code!, undo };
}

describe("undoing a change of address, where the account has an authenticator app", () => {
  test("works while a thief uses up the tries of codes at login, in new and in known browsers", async () => {
    const { app, thief, undo } = await moved([APP], "8 days");
    await using _app = app;
    app.database.exec("UPDATE users SET factors = 2");
    for (const browser of [thief, app.browser()]) {
      await browser.json("POST", "/login", { email: NEW, password: PASSWORD });
      for (let guess = 0; guess < 10; guess += 1) {
        await browser.json("POST", "/login/second-step", { code: "000000" });
      }
      const next = await browser.json("POST", "/login/second-step", { code: "000000" });
      expect(next.status).toBe(429);
    }
    expect((await undo(codeAt(app))).heading).toBe(`Your email address is ${OLD} again`);
  });

  test("has tries of its own, and no more", async () => {
    const { app, undo } = await moved([APP], "8 days");
    await using _app = app;
    for (let guess = 0; guess < 10; guess += 1) expect((await undo("000000")).status).toBe(422);
    expect((await undo(codeAt(app))).status).toBe(429);
  });

  test("asks for its code, and takes no other", async () => {
    const { app, owner, undo } = await moved([APP], "8 days");
    await using _app = app;
    expect(wordsOf(await owner.open("/change-email/undo"))).toContain("or a recovery code");
    for (const [typed, words] of [
      ["", "Enter a code of your authenticator app, or a recovery code"],
      ["000000", "That code is not right"],
      [RECOVERY, "That code is not right"],
    ] as const) {
      const page = await undo(typed);
      expect([page.status, wordsOf(page).includes(words)]).toEqual([422, true]);
    }
    expect(app.user(NEW)).toBeDefined();
    expect((await undo(codeAt(app))).heading).toBe(`Your email address is ${OLD} again`);
  });

  test("takes a recovery code once", async () => {
    const { app, undo } = await moved([APP, CODE], "8 days");
    await using _app = app;
    expect((await undo(RECOVERY)).status).toBe(200);
    expect(app.database.prepare("SELECT id FROM credentials").all()).toEqual([{ id: "app" }]);
  });

  test("says so to a program", async () => {
    const { app, link, code } = await moved([APP], "8 days");
    await using _app = app;
    const program = app.browser();
    const { body } = await program.json("GET", new URL(link).pathname);
    expect(body).toEqual({ state: "ready", email: OLD, proof: "factor" });
    const sent = { link: link.slice(link.lastIndexOf("/") + 1), code };
    const missing = { status: 422, body: { fields: { factor: "factor-missing" } } };
    expect(await program.json("POST", "/change-email/undo", sent)).toMatchObject(missing);
    const whole = { ...sent, factor: codeAt(app) };
    expect((await program.json("POST", "/change-email/undo", whole)).status).toBe(200);
  });

  test("spends none of the guesses of a code without the code of the mail", async () => {
    const { app, owner, undo } = await moved([APP], "8 days");
    await using _app = app;
    for (let guess = 0; guess < 15; guess += 1) {
      const typed = { code: "00000000", factor: `00000${guess}` };
      expect((await owner.submit("/change-email/undo", typed)).status).toBe(422);
    }
    expect((await undo(codeAt(app))).status).toBe(200);
  });

  test.for(["1 minute", "6 days"])(
    "does not ask for one that was added %s before, which could be the thief's, and removes it",
    async (before) => {
      const { app, owner, undo } = await moved([APP, CODE], before);
      await using _app = app;
      expect(wordsOf(await owner.open("/change-email/undo"))).not.toContain("recovery code");
      expect((await undo("")).heading).toBe(`Your email address is ${OLD} again`);
      expect(app.database.prepare("SELECT id FROM credentials").all()).toEqual([]);
    },
  );

  test("takes no code of an app that the thief added later", async () => {
    const { app, undo } = await moved([CODE], "8 days");
    await using _app = app;
    add(app, APP);
    expect((await undo(codeAt(app))).status).toBe(422);
    expect((await undo(RECOVERY)).status).toBe(200);
  });
});
