// Another program holds the SQLite file for writing: pages are answered, and writes are told to come later.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

test("a page does not wait until it can be noted that somebody opened it; the next one notes it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "postern-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "postern.db");
  const database = new DatabaseSync(file);
  await using app = await testPostern({ database });
  const browser = app.browser();
  await browser.submit("/register", { email: "ada@example.com", password: PASSWORD });
  app.clock.forward("11 minutes");
  const other = new DatabaseSync(file);
  const lastSeen = () => other.prepare("SELECT last_seen_on AS seen FROM sessions").get()?.["seen"];
  const before = lastSeen();
  other.exec("BEGIN IMMEDIATE");
  const tries = vi.spyOn(database, "exec");
  expect((await browser.open("/unconfirmed")).status).toBe(200);
  expect(tries.mock.calls).toEqual([["BEGIN IMMEDIATE"]]);
  other.exec("ROLLBACK");
  expect(lastSeen()).toBe(before);
  expect((await browser.open("/unconfirmed")).status).toBe(200);
  expect(lastSeen()).toBe(app.clock.now());
  other.close();
});

test("a visit that cannot be noted because something is broken is an error", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed("ada@example.com");
  app.database.exec(`CREATE TRIGGER broken BEFORE UPDATE OF last_seen_on ON sessions
    BEGIN SELECT RAISE(ABORT, 'broken'); END`);
  expect((await browser.open("/profile")).status).toBe(200);
  app.clock.forward("11 minutes");
  expect((await browser.open("/profile")).status).toBe(500);
  app.database.exec("DROP TRIGGER broken");
  expect((await browser.open("/profile")).status).toBe(200);
});
