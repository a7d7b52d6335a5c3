// A running site is upgraded: whoever was logged in stays logged in, and what was mailed or typed works as
// before.

import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { changes, rows, type SqlDriver } from "../../src/stores/sql/work.ts";
import { sqliteDriver } from "../../src/stores/sql/sqlite.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { sharedPostgres } from "../postgres/server.ts";
import { fill, olderSite, upgraded } from "./older-site.ts";

const NEW_PASSWORD = "a lamp behind the door";

describe.each([
  ["SQLite", async (): Promise<SqlDriver> => sqliteDriver(new DatabaseSync(":memory:"))],
  [
    "PostgreSQL",
    async (): Promise<SqlDriver> =>
      openDriver({ database: await (await sharedPostgres()).database(), dataFolder: undefined }),
  ],
])("a site of 208b220 on %s", (_, open) => {
  const onSite = async (act: (site: Awaited<ReturnType<typeof upgraded>>) => Promise<void>) => {
    const driver = await open();
    await fill(driver);
    const site = await upgraded(driver);
    try {
      await act(site);
    } finally {
      await driver.close();
    }
  };

  test("keeps its people logged in, and the password as recent as it was", () =>
    onSite(async ({ browser, clock }) => {
      const ada = browser("ada");
      expect((await ada.json("GET", "/profile")).body).toMatchObject({
        user: { email: "ada@example.com" },
      });
      expect((await browser("hal").json("GET", "/unconfirmed")).status).toBe(200);
      const dan = browser("dan");
      expect((await dan.open("/profile/email")).path).toBe("/profile/email");
      clock.forward("10 minutes");
      expect((await dan.open("/profile/email")).path).toContain("/login/again");
    }));

  test("takes every password that it took, and the one of a locked account not", () =>
    onSite(async ({ browser }) => {
      const login = async (name: string) =>
        (
          await browser().json("POST", "/login", {
            email: `${name}@example.com`,
            password: PASSWORD,
          })
        ).status;
      expect(await login("ada")).toBe(200);
      expect(await login("bob")).toBe(200);
      expect(await login("fay")).toBe(401);
    }));

  test("honours the links and codes that are in the mailboxes", () =>
    onSite(async ({ browser }) => {
      const { links, codes } = olderSite;
      const bob = browser("bob");
      await bob.submit("/unconfirmed/code", { code: codes["bob"]! });
      expect((await bob.json("GET", "/profile")).status).toBe(200);
      const carol = browser();
      await carol.open(links["reset carol"]!);
      await carol.submit("/reset", { password: NEW_PASSWORD });
      const login = { email: "carol@example.com", password: NEW_PASSWORD };
      expect((await browser().json("POST", "/login", login)).status).toBe(200);
      expect((await browser("carol").json("GET", "/profile")).status).toBe(401);
      const dan = browser("dan");
      await dan.open(links["change dan"]!);
      await dan.submit("/change-email");
      expect((await dan.json("GET", "/profile")).body).toMatchObject({
        user: { email: "dan@example.org" },
      });
      for (const link of ["undo eve", "keep gus"]) {
        expect((await browser().open(links[link]!)).status).toBe(200);
      }
    }));

  test("sends what waited to be sent", () =>
    onSite(async ({ browser, mails }) => {
      const sent = await mails();
      expect(sent.map(({ to, kind }) => `${kind} to ${to}`).toSorted()).toEqual([
        "confirm to hal@example.com",
        "reset to ada@example.com",
      ]);
      const hal = browser("hal");
      await hal.open(sent.find(({ kind }) => kind === "confirm")!.links[0]!);
      await hal.submit("/confirm");
      expect((await hal.json("GET", "/profile")).status).toBe(200);
    }));
});

test("an account without a password stays without one, and a reset gives it one", async () => {
  const driver = sqliteDriver(new DatabaseSync(":memory:"));
  await fill(driver);
  // Versions in between marked a locked account this way.
  await driver.write(() =>
    changes("UPDATE users SET password_hash = '*' WHERE email_key = 'fay@example.com'"),
  );
  const { browser, mails } = await upgraded(driver);
  const kept = await driver.read(() =>
    rows("SELECT id FROM credentials WHERE secret = '*' OR user_id NOT IN (SELECT id FROM users)"),
  );
  expect(kept).toEqual([]);
  await browser().submit("/forgot", { email: "fay@example.com" });
  const mail = (await mails()).find(({ to }) => to === "fay@example.com")!;
  const fay = browser();
  await fay.open(mail.links[0]!);
  await fay.submit("/reset", { password: NEW_PASSWORD });
  const login = { email: "fay@example.com", password: NEW_PASSWORD };
  expect((await browser().json("POST", "/login", login)).status).toBe(200);
  await driver.close();
});

test("what older versions ask first is refused by the new tables, so none of them starts beside", async () => {
  const database = new DatabaseSync(":memory:");
  const driver = sqliteDriver(database);
  await fill(driver);
  const asked = () => database.prepare("SELECT number, applied_on FROM migrations").all();
  expect(asked()).toHaveLength(11);
  await upgraded(driver);
  expect(asked).toThrow("no such column: applied_on");
  await driver.close();
});
