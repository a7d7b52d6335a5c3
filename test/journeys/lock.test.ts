import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { otherThan, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const STOLEN = "a boat on the quiet lake";
const NEW_PASSWORD = "a lamp behind the door";

/** Ada's account, whose password somebody changed in a session, and the notice of that. */
async function robbed(app: TestPostern) {
  const thief = await app.confirmed(EMAIL);
  app.clock.forward("2 days");
  await thief.json("POST", "/login", { email: EMAIL, password: PASSWORD });
  await thief.submit("/profile/password", { currentPassword: PASSWORD, password: STOLEN });
  const { links, code } = await app.mailTo(EMAIL);
  return { thief, link: links[0]!, code: code! };
}

const tokenOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

const logIn = async (browser: Browser, password: string): Promise<number> =>
  (await browser.json("POST", "/login", { email: EMAIL, password })).status;

describe("the notice of a changed password", () => {
  test("leads to a page that says what locking does, and asks for the code of the mail", async () => {
    await using app = await testPostern();
    const { link } = await robbed(app);
    const page = await app.browser().open(link);
    expect([page.path, page.heading]).toEqual(["/lock", "Lock your account?"]);
    expect(wordsOf(page)).toContain(`the account of ${EMAIL}`);
    expect(wordsOf(page)).toMatch(/Code from the email .* Lock the account/);
    expect(valueIn(page, "code")).toBe("");
  });

  test("is the same after a reset", async () => {
    await using app = await testPostern();
    await app.confirmed(EMAIL);
    const reader = app.browser();
    await reader.submit("/forgot", { email: EMAIL });
    await reader.open((await app.mailTo(EMAIL)).links[0]!);
    await reader.submit("/reset", { password: NEW_PASSWORD });
    const { kind, links } = await app.mailTo(EMAIL);
    expect(kind).toBe("password-changed");
    expect((await app.browser().open(links[0]!)).heading).toBe("Lock your account?");
  });

  test("asks again where the code is missing or wrong, and nothing is locked", async () => {
    await using app = await testPostern();
    const { link, code } = await robbed(app);
    const owner = app.browser();
    await owner.open(link);
    for (const [typed, words] of [
      ["", "Enter the code from the email"],
      ["half", "Code must be 8 digits"],
      [otherThan(code), "That code is not right"],
    ] as const) {
      const again = await owner.submit("/lock", { code: typed });
      expect(again.status).toBe(422);
      expect(wordsOf(again)).toContain(words);
    }
    expect(await logIn(app.browser(), STOLEN)).toBe(200);
  });
});

describe("locking an account", () => {
  test("ends every session, voids the password, and lets only the mailbox in again", async () => {
    await using app = await testPostern();
    const { thief, link, code } = await robbed(app);
    const owner = app.browser();
    await owner.open(link);
    const locked = await owner.submit("/lock", { code });
    expect(locked.heading).toBe("Your account is locked");
    expect(wordsOf(locked)).toContain(`We sent a link to ${EMAIL}`);
    expect((await thief.json("GET", "/profile")).status).toBe(401);
    expect([await logIn(thief, STOLEN), await logIn(thief, PASSWORD)]).toEqual([401, 401]);
    const reset = await app.mailTo(EMAIL);
    expect(reset.kind).toBe("reset");
    await owner.open(reset.links[0]!);
    await owner.submit("/reset", { password: NEW_PASSWORD });
    expect(await logIn(owner, NEW_PASSWORD)).toBe(200);
    const moving = await owner.json("POST", "/profile/email", { email: "ada@example.org" });
    expect(moving.body).toMatchObject({ fields: { email: "frozen" } });
  });

  test("is done by a program with link and code, once", async () => {
    await using app = await testPostern();
    const { link, code } = await robbed(app);
    const program = app.browser();
    const path = new URL(link).pathname;
    const ready = { state: "ready", email: EMAIL, moved: false };
    expect((await program.json("GET", path)).body).toEqual(ready);
    const sent = { link: tokenOf(link), code };
    const locked = await program.json("POST", "/lock", sent);
    expect([locked.status, locked.body]).toEqual([200, { state: "locked", moved: false }]);
    expect(await program.json("POST", "/lock", sent)).toMatchObject({
      status: 410,
      body: { reason: "used" },
    });
    expect((await app.browser().open(link)).heading).toBe("This link was already used");
  });
});
