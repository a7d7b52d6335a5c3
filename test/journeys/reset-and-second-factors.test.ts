// A reset leaves second factors and passkeys, and shows what was added lately.

import { expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { adds, begins, isIn, siteWithApp, withPassword, withApp } from "../second-factor/lost.ts";
import { ADA } from "../second-factor/two-steps.ts";

const NEW = "a lamp behind the door";

/** Opens a new reset link, in a browser of its own. */
async function opensReset(
  app: TestPostern,
): Promise<{ browser: Browser; link: string; text: string }> {
  const browser = app.browser();
  app.clock.forward("2 minutes");
  await browser.submit("/forgot", { email: ADA });
  const { links } = await app.mailTo(ADA);
  const { text } = await browser.open(links[0]!);
  return { browser, link: links[0]!, text };
}

const kindsOf = async (app: TestPostern): Promise<readonly string[]> => {
  const found = await app.postern.context.store.listCredentials(app.user(ADA)!.id);
  return [...new Set(found.map(({ kind, factor }) => `${kind} ${factor}`))].toSorted();
};

/** What is older than a week. */
const LEFT = ["password first", "recovery-code backup", "totp second"];

const CODE = { kind: "recovery-code", factor: "backup" } as const;
const PHONE = { kind: "passkey", factor: "both", name: "My <phone>" } as const;
const KEY = { kind: "passkey", factor: "second", name: "Red key" } as const;

test("the page lists what was added in the last seven days, each once, and one box removes it", async () => {
  const { app, ada } = await siteWithApp();
  await using _ = app;
  const owner = await withApp(app);
  await adds(app, owner, [CODE, CODE, CODE, PHONE, KEY]);
  app.clock.forward("6 days");
  const { browser, text } = await opensReset(app);
  expect(
    text
      .replaceAll(/(<li>)\s+|\s+(<\/li>)/g, "$1$2")
      .match(/<li>[^<]*(?:<bdi>[^<]*<\/bdi>)?[^<]*<\/li>/g)
      ?.slice(0, 3)
      .toSorted(),
  ).toEqual([
    "<li>Passkey “<bdi>My &lt;phone&gt;</bdi>”, added on 22 December 2026</li>",
    "<li>Recovery codes, added on 22 December 2026</li>",
    "<li>Security key “<bdi>Red key</bdi>”, added on 22 December 2026</li>",
  ]);
  expect(text).toContain("Remove all of these");
  expect(text).toContain("Your second step stays as it is.");
  const again = await browser.submit("/reset", { password: "short", removeRecent: "on" });
  expect(again.text).toMatch(/name="removeRecent"[^>]* checked/);
  await browser.submit("/reset", { password: NEW, removeRecent: "on" });
  expect(await kindsOf(app)).toEqual(LEFT);
  expect(await isIn(ada)).toBe(false);
  expect(await isIn(await withPassword(app, NEW))).toBe(false);
  expect(await isIn(await withApp(app, NEW))).toBe(true);
});

test("without the tick, everything stays but the password", async () => {
  const { app } = await siteWithApp("1 day");
  await using _ = app;
  const owner = await withApp(app);
  await adds(app, owner, [CODE, PHONE, KEY]);
  const { browser } = await opensReset(app);
  await browser.submit("/reset", { password: NEW });
  expect(await kindsOf(app)).toEqual(["passkey both", "passkey second", ...LEFT]);
  expect(await isIn(owner)).toBe(false);
  expect(await isIn(await withApp(app, NEW))).toBe(true);
});

test("with the tick, a factor of this week goes, and the new password is enough", async () => {
  const { app } = await siteWithApp("6 days");
  await using _ = app;
  const { browser, text } = await opensReset(app);
  expect(text).toContain("Authenticator app, added on 22 November 2026");
  await browser.submit("/reset", { password: NEW, removeRecent: "on" });
  expect(await isIn(await withPassword(app, NEW))).toBe(true);
});

test("programs are told the same, and say the same", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await adds(app, await withApp(app), [PHONE]);
  const { link } = await opensReset(app);
  const program = app.browser();
  const { body } = await program.json("GET", new URL(link).pathname);
  expect(body).toEqual({
    state: "ready",
    email: ADA,
    added: [{ kind: "passkey", name: "My <phone>", addedOn: "2026-12-22T13:06:00.000Z" }],
  });
  const done = await program.json("POST", "/reset", { link, password: NEW, removeRecent: "yes" });
  expect(done).toMatchObject({ status: 200, body: { state: "reset" } });
  expect(await kindsOf(app)).toEqual(LEFT);
  expect((await program.json("GET", new URL(link).pathname)).body["added"]).toBeUndefined();
});

test("where nothing was added, the page is as it always was", async () => {
  await using app = await testPostern();
  await app.confirmed(ADA);
  const { text, link } = await opensReset(app);
  for (const words of ["Added in", "removeRecent", "second step"])
    expect(text).not.toContain(words);
  const { body } = await app.browser().json("GET", new URL(link).pathname);
  expect(body).toEqual({ state: "ready", email: ADA });
});

test("a reset mail says that the second step stays, to whoever has one", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await opensReset(app);
  const { text } = await app.mailTo(ADA);
  expect(text).toContain("Your second step stays as it is");
});

test("nothing is said of a registration that waits: a stranger may have made it", async () => {
  const { app } = await siteWithApp("1 minute");
  await using _ = app;
  app.database.exec(
    "UPDATE users SET confirmed_on = NULL; DELETE FROM addresses; UPDATE credentials SET name = 'Zebra'",
  );
  const { browser, text } = await opensReset(app);
  expect(text).not.toContain("Zebra");
  expect(text).not.toContain("second step");
  await browser.submit("/reset", { password: NEW });
  expect(await kindsOf(app)).toEqual(["password first"]);
});

test("a reset ends the wait for the removal of a lost factor", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await begins(app);
  await app.mails();
  const { browser } = await opensReset(app);
  await browser.submit("/reset", { password: NEW });
  expect((await app.mails()).map(({ kind }) => kind)).toContain("factor-removal-stopped");
});
