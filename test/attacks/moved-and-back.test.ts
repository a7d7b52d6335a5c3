// A thief moves an account away and lets it come back, or moves it on: no mailbox in between keeps an undo link
// that overrides the one of whoever had the account first.

import { describe, expect, test } from "vitest";
import { hours, minutes } from "../../src/domain/time.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, countingHasher, OTHER_PASSWORD, whoIs } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";
const SECOND = "second@evil.example";

/** The newest mail of a kind to an address, with its links by purpose. */
async function mailIn(app: TestPostern, to: string, kind: string) {
  const found = (await app.mails()).find((mail) => mail.to === to && mail.kind === kind);
  const linkOf = (path: string) =>
    found?.links.find((link) => new URL(link).pathname.replace(/\/[^/]+$/, "") === path);
  return {
    move: linkOf("/change-email"),
    undo: linkOf("/change-email/undo"),
    stop: linkOf("/change-email/stop"),
    links: found?.links ?? [],
    code: found?.code ?? "",
  };
}

/** Whoever has the password moves the account from where it is. */
async function move(app: TestPostern, to: string): Promise<void> {
  const [at] = app.database.prepare("SELECT email FROM users").all();
  const mover = app.browser();
  await mover.json("POST", "/login", { email: String(at!["email"]), password: PASSWORD });
  await mover.json("POST", "/profile/email", { email: to });
  await mover.open((await mailIn(app, to, "change-email")).move!);
  expect((await mover.submit("/change-email")).heading).toBe(`Your email address is now ${to}`);
  await app.mails();
}

/** The account, after it was moved along these addresses. */
async function moved(along: readonly string[], pause = minutes(2)): Promise<TestPostern> {
  const app = await testPostern({ passwordHasher: countingHasher() });
  await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  for (const to of along) {
    await move(app, to);
    app.clock.forward(pause);
  }
  return app;
}

async function undo(
  app: TestPostern,
  { undo: link, code }: { undo: string | undefined; code: string },
) {
  const browser = app.browser();
  await browser.open(link!);
  return (await browser.json("POST", "/change-email/undo", { code })).status;
}

async function reset(app: TestPostern, email: string): Promise<Browser> {
  const reader = app.browser();
  await reader.submit("/forgot", { email });
  await reader.open((await mailIn(app, email, "reset")).links[0]!);
  await reader.submit("/reset", { password: OTHER_PASSWORD });
  await reader.submit("/login", { email, password: OTHER_PASSWORD });
  return reader;
}

describe("an account that came back leaves no way back where it was", () => {
  test("so that the owner who confirms the thief's move back keeps it, for good", async () => {
    await using app = await moved([THIEF, OWNER]);
    expect(await mailIn(app, THIEF, "email-changed")).toMatchObject({ links: [] });
    const told = (await app.mails()).find((mail) => mail.to === THIEF)!;
    expect([told.kind, told.links]).toEqual(["change-undone", []]);
    const owner = await reset(app, OWNER);
    expect(await whoIs(owner)).toBe(OWNER);
    expect(count(app, "links", `ended_on IS NULL AND email <> '${OWNER}'`)).toBe(0);
  });

  test("nor where it was before that", async () => {
    await using app = await moved([THIEF, SECOND]);
    const between = await mailIn(app, THIEF, "email-changed");
    await move(app, OWNER);
    expect((await mailIn(app, SECOND, "email-changed")).undo).toBeUndefined();
    expect(await undo(app, between)).toBe(410);
    expect(app.user(OWNER)).toBeDefined();
  });

  test("and its first mailbox can still lock it by the way back that it had", async () => {
    await using app = await moved([THIEF]);
    const first = await mailIn(app, OWNER, "email-changed");
    await move(app, OWNER);
    expect(await undo(app, first)).toBe(200);
    expect(app.user(OWNER)).toBeDefined();
    expect(
      (await app.browser().json("POST", "/login", { email: OWNER, password: PASSWORD })).status,
    ).toBe(401);
  });

  test("also where the mail with that way back still waits to be sent", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const thief = await app.confirmed(OWNER);
    await thief.submit("/profile/email", { email: THIEF });
    const { move: link } = await mailIn(app, THIEF, "change-email");
    await thief.open(link!);
    await thief.submit("/change-email");
    await thief.submit("/profile/email", { email: OWNER });
    const back = await mailIn(app, OWNER, "change-email");
    await thief.open(back.move!);
    await thief.submit("/change-email");
    expect(app.user(OWNER)).toBeDefined();
    expect((await mailIn(app, THIEF, "email-changed")).undo).toBeUndefined();
  });

  test("and whoever opens the mail of the move back sees the way to undo and lock first", async () => {
    await using app = await moved([THIEF]);
    const thief = app.browser();
    await thief.json("POST", "/login", { email: THIEF, password: PASSWORD });
    await thief.json("POST", "/profile/email", { email: OWNER });
    const mail = (await app.mails()).find(({ to }) => to === OWNER)!;
    expect(mail.subject).toBe("An account was moved away from this address – Postern");
    const paths = mail.links.map((link) => new URL(link).pathname.split("/").slice(1, -1));
    expect(paths).toEqual([["change-email", "undo"], ["change-email"]]);
  });
});

describe("of several mailboxes with a way back the first one wins", () => {
  test.each([minutes(2), 0])("however quickly it was moved on: after %d ms", async (pause) => {
    await using app = await moved([THIEF, SECOND], pause);
    const first = await mailIn(app, OWNER, "email-changed");
    const between = await mailIn(app, THIEF, "email-changed");
    expect(await undo(app, first)).toBe(200);
    expect(await undo(app, between)).toBe(410);
    expect(app.user(OWNER)).toBeDefined();
  });

  test.each([minutes(2), 0, -hours(1)])(
    "also after one in between was quicker, whatever the clock said: after %d ms",
    async (pause) => {
      await using app = await moved([THIEF, SECOND], pause);
      const first = await mailIn(app, OWNER, "email-changed");
      const between = await mailIn(app, THIEF, "email-changed");
      expect(await undo(app, between)).toBe(200);
      expect(await undo(app, first)).toBe(200);
      expect(app.user(OWNER)).toBeDefined();
    },
  );

  test("and by whichever of its ways back, where it was left twice", async () => {
    await using app = await moved([THIEF, OWNER, SECOND]);
    const newest = await mailIn(app, OWNER, "email-changed");
    expect(await undo(app, newest)).toBe(200);
    expect(app.user(OWNER)).toBeDefined();
    expect(count(app, "links", `ended_on IS NULL AND email <> '${OWNER}'`)).toBe(0);
  });
});

test("an owner who moved, and is robbed within the week, has a way back to the new address too", async () => {
  const HOME = "owner@example.org";
  await using app = await moved([HOME, THIEF]);
  expect(await undo(app, await mailIn(app, HOME, "email-changed"))).toBe(200);
  expect(app.user(HOME)).toBeDefined();
});
