// A thief moved the account, and its owner looks for it at the old address: the undo link must not become a
// trap.

import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import * as admin from "../../src/features/admin/admin.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { breakStore, count, countingHasher, OTHER_PASSWORD, post, whoIs } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";
const OPERATOR = { actor: "operator:root", reason: "a ticket" };

/** The thief has moved the account; `notice` sends the mail about it before anything else happens. */
async function moved({
  notice = true,
  ...options
}: { notice?: boolean; deletionGrace?: number } = {}) {
  const app = await testPostern({ passwordHasher: countingHasher(), ...options });
  const thief = await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  await thief.submit("/profile/email", { email: THIEF });
  await thief.open((await app.mailTo(THIEF)).links[0]!);
  await thief.submit("/change-email");
  expect(app.user(THIEF)).toMatchObject({ email: THIEF });
  if (notice) await app.mails();
  app.clock.forward("2 minutes");
  return { app, thief };
}

const undoWith = async (
  app: TestPostern,
  mail: { links: readonly string[]; code: string | null },
) => {
  const owner = app.browser();
  await owner.open(mail.links[0]!);
  return owner.submit("/change-email/undo", { code: mail.code! });
};

/** The address is free when it is checked, and taken when it is written. */
async function inTheSameMoment(app: TestPostern, act: () => Promise<void>): Promise<void> {
  const { mayMove } = app.postern.context.store;
  breakStore(app, { mayMove: async () => true });
  await act();
  breakStore(app, { mayMove });
}

/** Everything that anybody can request that mails an address. */
const CAUSES: Readonly<Record<string, (app: TestPostern, browser: Browser) => Promise<unknown>>> = {
  forgetting: (_app, browser) => browser.submit("/forgot", { email: OWNER }),
  registering: (_app, browser) =>
    browser.submit("/register", { email: OWNER, password: OTHER_PASSWORD }),
  "asking for a confirmation": (_app, browser) => browser.submit("/resend", { email: OWNER }),
  "moving another account there": async (app) => {
    const bob = await app.confirmed("bob@example.com", OTHER_PASSWORD);
    return bob.submit("/profile/email", { email: OWNER });
  },
};

describe("every mail to the old mailbox carries the way back", () => {
  test.each(Object.keys(CAUSES))("%s", async (cause) => {
    const { app, thief } = await moved();
    await using _app = app;
    await CAUSES[cause]!(app, app.browser());
    const mail = await app.mailTo(OWNER);
    expect(mail.kind).toBe("address-reserved");
    expect(mail.text).toContain("t••@evil.example");
    expect(mail.text).not.toContain(THIEF);
    expect(mail.links).toEqual([expect.stringContaining("/change-email/undo/")]);
    expect((await undoWith(app, mail)).heading).toBe(`Your email address is ${OWNER} again`);
    expect(await whoIs(thief)).toBeNull();
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
  });

  test("also where it is quicker than the notice of the change", async () => {
    const { app } = await moved({ notice: false });
    await using _app = app;
    await app.browser().submit("/forgot", { email: OWNER });
    const kinds = (await app.mails()).map(({ to, kind }) => `${to} ${kind}`);
    expect(kinds.slice(0, 2).toSorted()).toEqual([
      `${OWNER} address-reserved`,
      `${OWNER} email-changed`,
    ]);
    const mails = await app.mails();
    const linksOf = (kind: string) => mails.find((mail) => mail.kind === kind)?.links;
    expect(linksOf("address-reserved")).toEqual(linksOf("email-changed"));
  });

  test("but not after seven days", async () => {
    const { app } = await moved();
    await using _app = app;
    app.clock.forward("7 days");
    await app.browser().submit("/forgot", { email: OWNER });
    expect((await app.mailTo(OWNER)).kind).toBe("reset-no-user");
  });

  test("and not when the change was undone: then the address has its owner again", async () => {
    const { app } = await moved();
    await using _app = app;
    await undoWith(app, await app.mailTo(OWNER));
    await app.browser().submit("/forgot", { email: OWNER });
    expect((await app.mailTo(OWNER)).kind).toBe("reset");
  });

  test("the user's own move back is what it always was, with the way back before it", async () => {
    const { app, thief } = await moved();
    await using _app = app;
    await thief.submit("/profile/email", { email: OWNER });
    const mail = await app.mailTo(OWNER);
    expect(mail.kind).toBe("change-email");
    expect(mail.links.map((link) => new URL(link).pathname.split("/").slice(1, -1))).toEqual([
      ["change-email", "undo"],
      ["change-email"],
    ]);
    await thief.open(mail.links[1]!);
    const done = await thief.submit("/change-email", { password: PASSWORD });
    expect(done.heading).toBe(`Your email address is now ${OWNER}`);
  });
});

describe("nobody else becomes the owner of the old address while the way back lives", () => {
  test("no registration, by link, by code or by a password of its own, and its links are not spent", async () => {
    const { app } = await moved();
    await using _app = app;
    const browser = app.browser();
    await browser.submit("/register", { email: OWNER, password: OTHER_PASSWORD });
    const mail = await app.mailTo(OWNER);
    const { context } = app.postern;
    const row = app.database
      .prepare("SELECT id, minted_on FROM links WHERE purpose = 'confirm' AND ended_on IS NULL")
      .get()!;
    // No mail contains this link, so nobody has it. Even so it confirms nothing.
    const hidden = context.links.write("confirm", String(row["id"]), Number(row["minted_on"]));
    expect(mail.text).not.toContain(hidden);
    expect(await browser.json("POST", "/confirm", { link: hidden })).toMatchObject({
      status: 409,
      body: { reason: "address-taken" },
    });
    const code = context.codes.of(String(row["id"]));
    expect(await browser.json("POST", "/unconfirmed/code", { code })).toMatchObject({
      status: 422,
      body: { reason: "wrong-code" },
    });
    expect(count(app, "links", "purpose = 'confirm' AND ended_why = 'address-taken'")).toBe(0);
    app.clock.forward("7 days");
    expect(count(app, "addresses", `email_key = '${OWNER}'`)).toBe(0);
  });

  test("whose week is over, a new registration confirms as always", async () => {
    const { app } = await moved();
    await using _app = app;
    app.clock.forward("7 days");
    const { browser, link } = await app.register(OWNER, OTHER_PASSWORD);
    await browser.open(link);
    expect((await browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
  });

  test("no other user moves there with a link from before, and the link works when it may", async () => {
    const app = await testPostern({ passwordHasher: countingHasher() });
    await using _app = app;
    const thief = await app.confirmed(OWNER);
    const bob = await app.confirmed("bob@example.com", OTHER_PASSWORD);
    await thief.submit("/profile/email", { email: THIEF });
    await thief.open((await app.mailTo(THIEF)).links[0]!);
    await thief.submit("/change-email");
    await app.mails();
    app.clock.forward("2 minutes");
    await bob.submit("/profile/email", { email: OWNER });
    await app.mails();
    const row = app.database
      .prepare(
        "SELECT id, minted_on FROM links WHERE purpose = 'change-email' AND email = ? AND ended_on IS NULL",
      )
      .get(OWNER)!;
    const { links } = app.postern.context;
    const link = links.write("change-email", String(row["id"]), Number(row["minted_on"]));
    const look = () => bob.json("GET", `/change-email/${link}`);
    const move = () => bob.json("POST", "/change-email", { link });
    for (const answer of [await look(), await move()]) {
      expect(answer).toMatchObject({ status: 409, body: { reason: "address-taken" } });
    }
    await inTheSameMoment(app, async () => {
      expect(await move()).toMatchObject({ status: 409, body: { reason: "address-taken" } });
    });
    app.database.exec("UPDATE links SET expires_on = 0 WHERE purpose = 'undo-change'");
    expect((await look()).status).toBe(200);
    expect((await move()).status).toBe(200);
  });

  test("no operator gives it away unknowingly", async () => {
    const { app } = await moved();
    await using _app = app;
    const { context } = app.postern;
    const wanted = { email: OWNER, confirmed: true, admin: false, mail: false };
    const refused = { ok: false, reason: "address-reserved" };
    expect(await admin.createUser(context, OPERATOR, wanted)).toEqual(refused);
    await app.browser().submit("/register", { email: OWNER, password: OTHER_PASSWORD });
    const { id } = app.user(OWNER)!;
    expect(await admin.confirmUser(context, OPERATOR, id)).toEqual(refused);
  });
});

test("an undo that is refused for somebody else's sake works as soon as the address is free", async () => {
  const { app } = await moved();
  await using _app = app;
  const mail = await app.mailTo(OWNER);
  // Has had the address since before the version that reserves addresses.
  const bob = await app.confirmed("bob@example.com", OTHER_PASSWORD);
  app.database.exec(
    `UPDATE addresses SET email_key = '${OWNER}' WHERE email_key = 'bob@example.com'`,
  );
  expect((await app.browser().open(mail.links[0]!)).status).toBe(409);
  expect((await undoWith(app, mail)).status).toBe(409);
  await inTheSameMoment(app, async () => {
    expect((await undoWith(app, mail)).status).toBe(409);
  });
  app.database.exec(
    `UPDATE addresses SET email_key = 'bob@example.com' WHERE email_key = '${OWNER}'`,
  );
  expect((await undoWith(app, mail)).heading).toBe(`Your email address is ${OWNER} again`);
  expect(await whoIs(bob)).toBe("bob@example.com");
});

test("a page tells nobody that an address is reserved: it looks like one that has an owner", async () => {
  const { app } = await moved();
  await using _app = app;
  const seen: unknown[] = [];
  for (const email of [OWNER, "free@example.com"]) {
    const browser = app.browser();
    const fields = { email, password: OTHER_PASSWORD };
    const answer = await post(browser, "/register", fields, { origin: "https://postern.example" });
    await app.mails();
    const waiting = await browser.open("/unconfirmed");
    const text = waiting.text.replaceAll(email, "…").replaceAll(/value="[^"]*"/g, "");
    const code = await browser.json("POST", "/unconfirmed/code", { code: "12345678" });
    seen.push([answer.status, text, code.body]);
  }
  expect(seen[0]).toEqual(seen[1]);
});

describe("a thief who has the account deleted, however short the time to think again", () => {
  const SHORT = { deletionGrace: 1 };
  const WEEK_LATER = "29 November 2026";

  test("does not close the way back: the account stays until the undo link ends", async () => {
    const { app, thief } = await moved(SHORT);
    await using _app = app;
    const mail = await app.mailTo(OWNER);
    const page = await thief.submit("/profile/delete", { password: PASSWORD });
    expect(page.heading).toBe(`Your account will be deleted on ${WEEK_LATER}`);
    expect((await app.mailTo(THIEF)).subject).toContain(WEEK_LATER);
    const login = await app.browser().submit("/login", { email: THIEF, password: PASSWORD });
    expect(login.text).toContain(WEEK_LATER);
    app.clock.forward("6 days");
    await clearAway(app.postern.context);
    expect((await undoWith(app, mail)).heading).toBe(`Your email address is ${OWNER} again`);
    app.clock.forward("30 days");
    await clearAway(app.postern.context);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
  });

  test("does not close it before the notice of the change was sent", async () => {
    const { app, thief } = await moved({ ...SHORT, notice: false });
    await using _app = app;
    await thief.submit("/profile/delete", { password: PASSWORD });
    app.clock.forward("1 hour");
    await clearAway(app.postern.context);
    const mail = (await app.mails()).find(({ kind }) => kind === "email-changed")!;
    expect((await undoWith(app, mail)).heading).toBe(`Your email address is ${OWNER} again`);
  });

  test("has it deleted when the way back is over", async () => {
    const { app, thief } = await moved(SHORT);
    await using _app = app;
    await thief.submit("/profile/delete", { password: PASSWORD });
    app.clock.forward("7 days");
    await clearAway(app.postern.context);
    expect(app.user(THIEF)).toBeUndefined();
  });

  test("who only asked for a change cannot close the door to stop it", async () => {
    const app = await testPostern({ passwordHasher: countingHasher(), ...SHORT });
    await using _app = app;
    const thief = await app.confirmed(OWNER);
    app.clock.forward("2 minutes");
    await thief.submit("/profile/email", { email: THIEF });
    const mail = (await app.mails()).find(({ kind }) => kind === "change-requested")!;
    await thief.submit("/profile/delete", { password: PASSWORD });
    app.clock.forward("1 hour");
    await clearAway(app.postern.context);
    const owner = app.browser();
    await owner.open(mail.links[0]!);
    const page = await owner.submit("/change-email/stop", { code: mail.code!, door: "not-me" });
    expect(page.heading).toBe("The change is stopped, and your account is locked");
    app.clock.forward("30 days");
    await clearAway(app.postern.context);
    expect(app.user(OWNER)).toMatchObject({ email: OWNER });
  });
});

test("the undo of a disabled account says so before anything is typed, and works once it is enabled", async () => {
  const { app } = await moved();
  await using _app = app;
  const mail = await app.mailTo(OWNER);
  const { context } = app.postern;
  const { id } = app.user(THIEF)!;
  await admin.disableUser(context, OPERATOR, id);
  const owner = app.browser();
  const opened = await owner.open(mail.links[0]!);
  expect([opened.status, opened.heading]).toEqual([403, "This account is suspended"]);
  expect(opened.text).toContain("Ask the people who run this site to lift that");
  expect(opened.text).not.toContain('name="code"');
  const link = new URL(mail.links[0]!).pathname.split("/").at(-1)!;
  const sent = await owner.json("POST", "/change-email/undo", { link, code: mail.code! });
  expect([sent.status, sent.body["reason"]]).toEqual([403, "disabled"]);
  await admin.enableUser(context, OPERATOR, id);
  expect((await undoWith(app, mail)).heading).toBe(`Your email address is ${OWNER} again`);
});
