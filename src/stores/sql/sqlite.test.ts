// The driver by itself: what it sets, what it shares, and what it does if the file is not available.

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StoreUnavailable } from "../../ports/store.ts";
import { sqliteDriver } from "./sqlite.ts";
import { changes, row, rows, type SqlDriver } from "./work.ts";

let folder: string;
let database: DatabaseSync;
let driver: SqlDriver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "postern-"));
  database = new DatabaseSync(join(folder, "postern.db"));
  driver = sqliteDriver(database);
  await driver.script("CREATE TABLE words (word TEXT PRIMARY KEY)");
});

afterEach(async () => {
  await driver.close();
  rmSync(folder, { recursive: true });
});

const add = (word: string) =>
  driver.write(() => changes("INSERT INTO words (word) VALUES (?)", word));

const words = async () =>
  (await driver.read(() => rows<{ word: string }>("SELECT word FROM words ORDER BY word"))).map(
    ({ word }) => word,
  );

/** Counts the commits from now on. */
function countCommits(): () => number {
  const exec = vi.spyOn(database, "exec");
  return () => exec.mock.calls.filter(([sql]) => sql === "COMMIT").length;
}

const oneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("every commit survives a power cut, and readers do not wait for writers", () => {
  const setting = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get()!)[0];
  expect(setting("journal_mode")).toBe("wal");
  expect(setting("synchronous")).toBe(2); // FULL
  expect(setting("foreign_keys")).toBe(1);
  expect(setting("trusted_schema")).toBe(0);
});

describe("writes of one moment", () => {
  test("share one commit", async () => {
    const other = new DatabaseSync(join(folder, "postern.db"));
    const version = () => Number(Object.values(other.prepare("PRAGMA data_version").get()!)[0]);
    const before = version();
    await Promise.all(["a", "b", "c"].map(add));
    const after = version();
    expect(after - before).toBe(1);
    other.close();
  });

  test("are committed with those of the next turns, while more come in each", async () => {
    const commits = countCommits();
    const first = [add("a"), add("b")];
    await oneTurn();
    await Promise.all([...first, add("c")]);
    expect(commits()).toBe(1);
  });

  test("wait for no more than three further turns", async () => {
    const commits = countCommits();
    const all: Promise<number>[] = [];
    for (const pair of ["ab", "cd", "ef", "gh", "ij", "kl"]) {
      all.push(...[...pair].map(add));
      await oneTurn();
    }
    await Promise.all(all);
    expect(commits()).toBe(2);
    expect(await words()).toEqual([..."abcdefghijkl"]);
  });

  test("do not keep one that is alone", async () => {
    const commits = countCommits();
    const alone = add("a");
    await oneTurn();
    await Promise.all([alone, add("b")]);
    expect(commits()).toBe(2);
  });

  test("that fail undo only themselves, all of themselves", async () => {
    const twoWords = () =>
      driver.write(function* () {
        yield* changes("INSERT INTO words (word) VALUES ('half')");
        yield* changes("INSERT INTO words (word) VALUES ('a')");
      });
    const outcomes = await Promise.allSettled([add("a"), twoWords(), add("b")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await words()).toEqual(["a", "b"]);
  });

  test("may fail by what they decide as well, not only by what SQLite says", async () => {
    const thinking = driver.write(function* () {
      yield* changes("INSERT INTO words (word) VALUES ('thought')");
      throw new Error("No, rather not.");
    });
    await expect(thinking).rejects.toThrow("No, rather not.");
    expect(await words()).toEqual([]);
  });

  test("see what those before them wrote", async () => {
    await Promise.all([
      add("a"),
      driver.write(function* () {
        const found = yield* row<{ word: string }>("SELECT word FROM words");
        yield* changes("INSERT INTO words (word) VALUES (?)", `${found?.word}${found?.word}`);
      }),
    ]);
    expect(await words()).toEqual(["a", "aa"]);
  });

  test("are not seen half by a read of the same moment", async () => {
    const writing = add("a");
    expect(await words()).toEqual([]);
    await writing;
    expect(await words()).toEqual(["a"]);
  });
});

test("a write waits for another process, as the command line beside a server, that is quickly done", async () => {
  // It reports that it has the lock, keeps it for a while, and releases it.
  const other = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
     const { DatabaseSync } = require("node:sqlite");
     const database = new DatabaseSync(workerData);
     database.exec("BEGIN IMMEDIATE; INSERT INTO words (word) VALUES ('theirs')");
     parentPort.postMessage("locked");
     Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
     database.exec("COMMIT");
     database.close();`,
    { eval: true, workerData: join(folder, "postern.db") },
  );
  const ended = once(other, "exit");
  await once(other, "message");
  await add("ours");
  expect(await words()).toEqual(["ours", "theirs"]);
  await ended;
});

test("while another process writes, reads are answered, and writes wait for it together", async () => {
  await add("before");
  const other = new DatabaseSync(join(folder, "postern.db"));
  other.exec("BEGIN IMMEDIATE");
  const writing = Promise.all([add("first"), add("second")]);
  for (let time = 0; time < 5; time += 1) {
    expect(await words()).toEqual(["before"]);
    await new Promise(setImmediate);
  }
  const joining = add("third");
  other.exec("ROLLBACK");
  other.close();
  await Promise.all([writing, joining]);
  expect(await words()).toEqual(["before", "first", "second", "third"]);
});

test("a write that will not wait gives up at the first lock, and the others wait on", async () => {
  const other = new DatabaseSync(join(folder, "postern.db"));
  other.exec("BEGIN IMMEDIATE");
  const waiting = add("waiting");
  const hurried = driver.write(
    () => changes("INSERT INTO words (word) VALUES ('hurried')"),
    "none",
  );
  await expect(hurried).rejects.toBeInstanceOf(StoreUnavailable);
  other.exec("ROLLBACK");
  other.close();
  await waiting;
  expect(await words()).toEqual(["waiting"]);
});

test("nobody can lock the file for themselves alone while it is open here, so reads never wait", async () => {
  await add("ours");
  const other = new DatabaseSync(join(folder, "postern.db"));
  other.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE");
  expect(() => other.exec("BEGIN EXCLUSIVE")).toThrow("database is locked");
  expect(await words()).toEqual(["ours"]);
  other.close();
});

describe("a transaction that the host has open on the same handle", () => {
  const hosts = () => {
    database.exec("CREATE TABLE IF NOT EXISTS orders (name TEXT)");
    database.exec("BEGIN; INSERT INTO orders VALUES ('tea')");
  };
  const orders = () => database.prepare("SELECT name FROM orders").all().length;

  test("is waited for, and neither joined nor ended", async () => {
    hosts();
    const adding = add("ours");
    await new Promise(setImmediate);
    expect([database.isTransaction, orders()]).toEqual([true, 1]);
    database.exec("ROLLBACK");
    await adding;
    expect([await words(), orders()]).toEqual([["ours"], 0]);
  });

  test("and that stays open refuses what is written, in words, and is left to the host", async () => {
    driver = sqliteDriver(database, { tries: 2, pause: 1 });
    hosts();
    await expect(add("ours")).rejects.toMatchObject({
      name: "StoreUnavailable",
      message: expect.stringContaining("writes nothing into it") as string,
      mistake: "open-transaction",
    });
    expect(await driver.check()).toEqual([]);
    database.exec("COMMIT");
    expect([await words(), orders()]).toEqual([[], 1]);
  });

  test("is not what a script or a store becomes a part of", async () => {
    hosts();
    await expect(driver.script("DROP TABLE words")).rejects.toBeInstanceOf(StoreUnavailable);
    expect(() => sqliteDriver(database)).toThrow(StoreUnavailable);
    expect([database.isTransaction, orders()]).toEqual([true, 1]);
    database.exec("ROLLBACK");
    expect(orders()).toBe(0);
  });
});

describe("a database that cannot be used now", () => {
  /** Another process holds the write lock; this one does not wait five seconds for it. */
  function locked(): DatabaseSync {
    driver = sqliteDriver(database, { tries: 3, pause: 1 });
    const other = new DatabaseSync(join(folder, "postern.db"));
    other.exec("BEGIN IMMEDIATE");
    return other;
  }

  test("is named, for everybody who wrote in that moment, and nothing is left open", async () => {
    const other = locked();
    const outcomes = await Promise.allSettled([add("a"), add("b")]);
    for (const outcome of outcomes) {
      expect(outcome.status === "rejected" && outcome.reason).toBeInstanceOf(StoreUnavailable);
    }
    other.exec("ROLLBACK");
    other.close();
    await add("c");
    expect(await words()).toEqual(["c"]);
  });

  /** The file gets no larger from now on. */
  const isFull = () => database.exec("PRAGMA max_page_count = 1");
  const LONG = "long ".repeat(10_000);

  test("is named, for everybody who wrote in the moment in which it became full, and nothing is left open", async () => {
    await add("a");
    isFull();
    const outcomes = await Promise.allSettled([add("b"), add(LONG), add("c")]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: { name: "StoreUnavailable", reason: "full" } });
    expect([await words(), database.isTransaction]).toEqual([["a"], false]);
    await add("d");
    expect(await words()).toEqual(["a", "d"]);
  });

  test("is named where a host's transaction found it full, too", async () => {
    isFull();
    database.exec("BEGIN");
    const adding = driver.within!(database).write(() =>
      changes("INSERT INTO words (word) VALUES (?)", LONG),
    );
    await expect(adding).rejects.toMatchObject({ name: "StoreUnavailable", reason: "full" });
  });

  test("can still be read", async () => {
    await add("a");
    const other = locked();
    expect(await words()).toEqual(["a"]);
    other.close();
  });

  test("is told apart from a mistake of ours", async () => {
    const mistake = driver.read(() => rows("SELECT word FROM nowhere"));
    await expect(mistake).rejects.toThrow("no such table");
    await expect(mistake).rejects.not.toBeInstanceOf(StoreUnavailable);
  });
});

test("a value is a value, whatever stands in it", async () => {
  const odd = ["'; DROP TABLE words; --", "\u0000", "☕", ""];
  for (const word of odd) await add(word);
  expect(await words()).toEqual(odd.toSorted());
});
