// A thief says that the second factor is lost: what the password gives him, what the mailbox, and what both.

import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import { disableUser, enableUser } from "../../src/features/admin/admin.ts";
import { days } from "../../src/domain/time.ts";
import { scanner } from "../../src/testing/scanner.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";
import {
  begins,
  follows,
  isIn,
  kindsTo,
  LOST,
  passes,
  siteWithApp,
  withPassword,
  types,
  withApp,
} from "../second-factor/lost.ts";
import { ADA, STEP } from "../second-factor/two-steps.ts";
import { OTHER_PASSWORD } from "./tools.ts";

/** Resets the password with the newest mail, and logs in with it. */
async function resets(app: TestPostern, more: Readonly<Record<string, string>> = {}) {
  const browser = app.browser();
  app.clock.forward("2 minutes");
  await browser.submit("/forgot", { email: ADA });
  await browser.open((await app.mailTo(ADA)).links[0]!);
  await browser.submit("/reset", { password: OTHER_PASSWORD, ...more });
  return withPassword(app, OTHER_PASSWORD);
}

const isWaiting = (app: TestPostern): boolean =>
  app.database.prepare("SELECT user_id FROM factor_removals").all().length > 0;

describe("whoever reads the mailbox, and knows no password", () => {
  test.for([{}, { removeRecent: "on" }])(
    "resets it and is asked for the factor of last month, with %o",
    async (more) => {
      const { app } = await siteWithApp();
      await using _ = app;
      const thief = await resets(app, more);
      expect(await isIn(thief)).toBe(false);
      expect((await thief.submit(STEP, { code: "000000" })).status).toBe(422);
      expect(await isIn(await withApp(app, OTHER_PASSWORD))).toBe(true);
    },
  );

  test("asks for nothing without a password, and begins nothing", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    const before = app.dump();
    const thief = app.browser();
    expect((await thief.open(LOST)).path).toMatch(/^\/login\?/);
    expect((await thief.submit(LOST)).path).toBe("/login");
    expect((await thief.submit("/lose-factor", { code: "12345678" })).status).toBe(404);
    expect(app.dump()).toBe(before);
  });
});

describe("whoever knows the password, and reads no mail", () => {
  test("causes three mails a day to the owner, and no wait", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    const thief = await withPassword(app);
    const statuses = [];
    for (let count = 0; count < 5; count += 1) {
      statuses.push((await thief.submit(LOST)).status);
      app.clock.forward("1 minute");
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await kindsTo(app)).filter((kind) => kind === "lose-factor")).toHaveLength(3);
    await passes(app, 10 * 24);
    expect(isWaiting(app)).toBe(false);
    expect(await isIn(await withPassword(app))).toBe(false);
  });

  test("keeps the owner from no link: any of the day's mails begins the wait", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    const thief = await withPassword(app);
    for (let count = 0; count < 3; count += 1) await thief.submit(LOST);
    await app.mails();
    app.clock.forward("23 hours");
    expect((await follows(app, "/lose-factor")).heading).toContain("will be removed on");
  });

  test("gets through no other door while the owner waits", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    await begins(app);
    const thief = await withPassword(app);
    const paths = ["/profile", "/profile/email", "/profile/keep-factor", "/profile/data"];
    for (const path of paths) expect((await thief.open(path)).path).toContain(STEP);
    await thief.submit("/profile/keep-factor");
    expect(isWaiting(app)).toBe(true);
  });
});

describe("whoever knows the password and reads the mailbox", () => {
  test.for<[string, (app: TestPostern, ada: Browser) => Promise<unknown>]>([
    ["logs in with the factor", (app) => withApp(app)],
    ["shows it once more", (app, ada) => types(app, ada)],
    ["stops it where she is logged in", (_, ada) => ada.submit("/profile/keep-factor")],
    ["follows the link of the notice", (app) => follows(app, "/keep-factor")],
    ["resets the password", (app) => resets(app)],
  ])("waits in vain where the owner %s", async ([, act]) => {
    const { app, ada } = await siteWithApp("1 day");
    await using _ = app;
    await begins(app);
    await passes(app, 6 * 24);
    await act(app, ada);
    expect(isWaiting(app)).toBe(false);
    await passes(app, 10 * 24);
    expect(await kindsTo(app)).toContain("factor-removal-stopped");
    for (const password of [PASSWORD, OTHER_PASSWORD])
      expect(await isIn(await withPassword(app, password))).toBe(false);
  });

  test("has no link left over once the owner has stopped the wait", async () => {
    const { app, ada } = await siteWithApp("1 day");
    await using _ = app;
    const thief = await withPassword(app);
    const links = [];
    for (let count = 0; count < 2; count += 1) {
      await thief.submit(LOST);
      links.push(await app.mailTo(ADA));
    }
    await follows(app, "/lose-factor");
    await ada.submit("/profile/keep-factor");
    const { links: urls, code } = links[0]!;
    await thief.open(urls[0]!);
    expect((await thief.submit("/lose-factor", { code: code! })).heading).toBe(
      "This link was replaced",
    );
    expect(isWaiting(app)).toBe(false);
  });

  test("begins again three times a day at most, and each time the owner is told", async () => {
    const { app, ada } = await siteWithApp("1 day");
    await using _ = app;
    const thief = await withPassword(app);
    for (let count = 0; count < 5; count += 1) {
      app.clock.forward("1 minute");
      await thief.submit(LOST);
      await follows(app, "/lose-factor");
      await app.mails();
      await ada.submit("/profile/keep-factor");
      await app.mails();
    }
    const kinds = await kindsTo(app);
    for (const kind of ["lose-factor", "factor-removal-begun", "factor-removal-stopped"])
      expect(kinds.filter((each) => each === kind)).toHaveLength(3);
  });

  test("shortens no wait with a second link", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    const thief = await withPassword(app);
    await thief.submit(LOST);
    const first = await app.mailTo(ADA);
    await thief.submit(LOST);
    const begun = await follows(app, "/lose-factor");
    app.clock.forward("20 hours");
    await thief.open(first.links[0]!);
    const again = await thief.submit("/lose-factor", { code: first.code! });
    expect(again.heading).toBe(begun.heading);
    expect((await kindsTo(app)).filter((kind) => kind === "factor-removal-begun")).toHaveLength(1);
  });

  test("is stopped after the last day too, as long as nothing was removed", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    await begins(app);
    await passes(app, 6 * 24);
    app.clock.forward("2 days");
    expect((await follows(app, "/keep-factor")).heading).toBe("Your second step stays");
    await clearAway(app.postern.context);
    expect(await isIn(await withPassword(app))).toBe(false);
    expect(await isIn(await withApp(app))).toBe(true);
  });

  test("who moved the account does not keep its former address from hearing of it and stopping it", async () => {
    const { app, ada: thief } = await siteWithApp("1 minute");
    await using _ = app;
    await thief.submit("/profile/email", { email: "thief@evil.example" });
    await thief.open((await app.mailTo("thief@evil.example")).links[0]!);
    await thief.submit("/change-email");
    await app.mails();
    await thief.submit(LOST);
    await follows(app, "/lose-factor", "thief@evil.example");
    expect((await kindsTo(app)).at(-1)).toBe("factor-removal-begun");
    expect((await follows(app, "/keep-factor")).heading).toBe("Your second step stays");
    expect(isWaiting(app)).toBe(false);
  });
});

test("scanners of the mails begin nothing and stop nothing", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  const machines = () => scanner(app.browser(), { scripts: true, buttons: true, fills: true });
  await (await withPassword(app)).submit(LOST);
  await machines().open(...(await app.mailTo(ADA)).links);
  expect(isWaiting(app)).toBe(false);
  await follows(app, "/lose-factor");
  await machines().open(...(await app.mailTo(ADA)).links);
  expect(isWaiting(app)).toBe(true);
});

test.for<[string, (app: TestPostern) => Promise<unknown>]>([
  [
    "was suspended",
    async ({ postern: { context }, user }) => {
      const { id } = user(ADA)!;
      const by = { actor: "operator:root", reason: "a test" };
      await disableUser(context, by, id);
      await enableUser(context, by, id);
    },
  ],
  [
    "was to be deleted",
    // The page asks for the factor, which would end the wait by itself.
    async ({ postern: { context }, user, clock, database }) => {
      const { id: userId } = user(ADA)!;
      const now = clock.now();
      const { credentialId } = (await context.store.findPassword(userId))!;
      const asked = await context.store.requestDeletion({
        userId,
        proof: { kind: "password", credentialId },
        deletesOn: now + days(14),
        wayBack: days(7),
        limit: context.settings.limits.notice,
        now,
      });
      expect(asked.ok).toBe(true);
      database.exec("UPDATE users SET deletes_on = NULL");
    },
  ],
])("nothing is removed from an account that %s in the meantime", async ([, act]) => {
  const { app } = await siteWithApp("1 day");
  await using _ = app;
  await begins(app);
  await act(app);
  await passes(app, 10 * 24);
  expect(await kindsTo(app)).not.toContain("factor-removal-done");
  expect(await isIn(await withPassword(app))).toBe(false);
});

test("a browser that is remembered has not shown the factor, and ends no wait", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await begins(app);
  const { context } = app.postern;
  const { id: userId } = app.user(ADA)!;
  const before = await context.store.findFactorRemoval(userId);
  const credentials = await context.store.listCredentials(userId);
  const now = app.clock.now();
  const evidence = credentials.map(({ id, kind, factor }) => ({
    kind,
    factor,
    ...(factor === "first" ? { credentialId: id } : {}),
    on: factor === "first" ? now : now - days(3),
  }));
  const times = { createdOn: now, lastSeenOn: now, expiresOn: now + days(1) };
  const place = { browser: "", client: "", shared: false, atMost: 100 };
  const session = { hash: "h", id: "i", ...place, evidence, ...times };
  expect(await context.store.logIn({ session, userId, now })).toBe("complete");
  expect(await context.store.findFactorRemoval(userId)).toEqual(before);
});
