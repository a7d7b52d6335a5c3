// Whoever reads the database, the log, a URL or a page finds nothing there that gives access.

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { breakStore, OTHER_PASSWORD, SECRET } from "./tools.ts";

const ADA = "ada@example.com";
const NEW = "a password chosen later";

/**
 * A whole life of an account: registered, guessed at, confirmed, moved, forgotten, reset, changed. All secrets,
 * all pages.
 */
async function life(app: TestPostern) {
  const secrets = new Set([PASSWORD, OTHER_PASSWORD, NEW, "a wrong password", SECRET]);
  const pages: Page[] = [];
  const watch = (browser: Browser): void => {
    for (const [name, value] of browser.jar) if (!/notice|next/.test(name)) secrets.add(value);
  };
  const learn = async (): Promise<void> => {
    for (const { links, code } of await app.mails()) {
      for (const link of links)
        secrets.add(/[\w-]+\.[\w-]+\.[\w-]+$/.exec(link.replace("/not-me", ""))?.[0] ?? SECRET);
      if (code !== null) secrets.add(code);
    }
  };
  const browser = app.browser();
  const go = async (page: Promise<Page>): Promise<void> => {
    pages.push(await page);
    watch(browser);
    await learn();
  };
  const newest = async (): Promise<string> => (await app.mails())[0]!.links[0]!;
  await go(browser.submit("/register", { email: ADA, password: PASSWORD, next: "/profile" }));
  await go(browser.submit("/unconfirmed/code", { code: "00000000" }));
  await go(browser.open(await newest()));
  await go(browser.submit("/confirm"));
  await go(
    browser.submit("/profile/password", { currentPassword: PASSWORD, password: OTHER_PASSWORD }),
  );
  await go(browser.submit("/login", { email: ADA, password: "a wrong password" }));
  await go(browser.submit("/profile/email", { email: "ada@new.example" }));
  await go(browser.open((await app.mailTo("ada@new.example")).links[0]!));
  await go(browser.submit("/change-email"));
  app.clock.forward("2 minutes");
  await go(browser.submit("/forgot", { email: "ada@new.example" }));
  await go(browser.open((await app.mailTo("ada@new.example")).links[0]!));
  await go(browser.submit("/reset", { password: NEW }));
  await go(browser.submit("/login", { email: "ada@new.example", password: NEW }));
  await go(browser.open("/profile/data"));
  await go(browser.open("/profile/sessions"));
  await go(browser.submit("/profile/delete", { password: NEW }));
  await go(browser.open(await newest()));
  return { secrets, pages };
}

const expectNone = (secrets: ReadonlySet<string>, where: string): void => {
  for (const secret of secrets) expect([secret, where.includes(secret)]).toEqual([secret, false]);
};

test("no password, session, link or code is in the database", async () => {
  await using app = await testPostern({ secret: SECRET, passwordHasher: argon2Hasher() });
  const { secrets } = await life(app);
  expect(secrets.size).toBeGreaterThan(15);
  expectNone(secrets, app.dump());
  const stored = app.database.prepare("SELECT secret FROM credentials").get()?.["secret"];
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("sessions are stored as SHA-256 of what the cookie carries", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const cookie = browser.jar.get("__Host-postern-session") ?? "";
  expect(app.dump()).toContain(createHash("sha256").update(cookie).digest("base64url"));
});

test("nothing of it is in any line of the log, nor any address in clear", async () => {
  await using app = await testPostern({ secret: SECRET });
  const { secrets } = await life(app);
  const lines = JSON.stringify(app.log);
  expect(app.log.length).toBeGreaterThan(5);
  expectNone(secrets, lines);
  expect(lines).not.toContain("@");
});

test("a live link is in one URL only, the mail's own: in no page, no redirect, no cookie's clear name", async () => {
  await using app = await testPostern({ secret: SECRET });
  const { secrets, pages } = await life(app);
  const tokens = new Set([...secrets].filter((secret) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(secret)));
  expect(tokens.size).toBeGreaterThan(4);
  for (const page of pages) {
    expectNone(tokens, page.text);
    expectNone(tokens, page.path);
    for (const { headers } of page.way) expectNone(tokens, headers.get("location") ?? "");
  }
});

test("no page carries a session, a password or a code", async () => {
  await using app = await testPostern({ secret: SECRET });
  const { secrets, pages } = await life(app);
  // The binding of anonymous forms is nobody's secret; what is derived from it is in the forms.
  for (const page of pages) expectNone(secrets, page.text);
});

describe("when things break, the log says where and not what", () => {
  const UNAVAILABLE = async (): Promise<never> => {
    const { StoreUnavailable } = await import("../../src/ports/store.ts");
    throw new StoreUnavailable("The database cannot be used now.");
  };

  test.each(["GET", "POST", "DELETE"])(
    "a link that is asked for by %s while the store is away",
    async (method) => {
      await using app = await testPostern();
      const { browser, link } = await app.register(ADA);
      const token = link.split("/").at(-1)!;
      breakStore(app, { readSession: UNAVAILABLE, findLink: UNAVAILABLE });
      for (const path of [
        `/confirm/${token}`,
        `/confirm/${token}/not-me`,
        `/confirm/${token}/nowhere`,
      ]) {
        const response = await browser.request(path, { method });
        expect(response.status).toBe(503);
        expect(await response.text()).not.toContain(token);
      }
      expect(JSON.stringify(app.log)).not.toContain(token);
    },
  );

  test("an error of our own tells its reference and nothing else", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    breakStore(app, {
      readSession: async () => {
        throw new Error(
          "SELECT secret FROM credentials: no such column at /srv/postern/store.ts:7",
        );
      },
    });
    for (const accept of ["text/html", "application/json"]) {
      const response = await browser.request("/profile", { headers: { accept } });
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).toMatch(/Reference [\w-]{22}|"reason":"broken"/);
      expect(text).not.toMatch(/SELECT |no such column|\.ts\b|Error:|sqlite/);
    }
  });
});
