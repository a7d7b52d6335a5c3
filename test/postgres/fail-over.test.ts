// A server that accepts no writes, or goes silent, is given up at once; and what decides about access is never
// read from it.

import { describe, expect, onTestFinished, test } from "vitest";
import { StoreUnavailable } from "../../src/ports/store.ts";
import { openDriver } from "../../src/server/open.ts";
import { rememberingRoom } from "../../src/stores/sql/room.ts";
import { changes, row, type SqlDriver, type Work } from "../../src/stores/sql/work.ts";
import { folder, runCli } from "../cli/tools.ts";
import { startProxy, type Proxy } from "./proxy.ts";
import { ask, replicatedForThisFile, withPort } from "./server.ts";

const running = replicatedForThisFile();

/** Limits that let a test run fast; the server's own limits, which follow from them, are as short. */
const HURRY = { read: 1_000, write: 2_000, report: 2_000, alter: 10_000, look: 300 };

type Site = { readonly url: string; readonly driver: SqlDriver; readonly proxy: Proxy };

/** A database with a counter, a proxy to it, and a driver that uses the proxy. */
async function openSite(limits?: typeof HURRY, query = ""): Promise<Site> {
  const url = await running.primary.database();
  const proxy = await startProxy(Number(new URL(url).port));
  const driver = await openDriver(
    { database: withPort(url, proxy.port) + query, dataFolder: undefined },
    limits,
  );
  onTestFinished(async () => {
    await proxy.stop();
    await driver.close();
  });
  await driver.script("CREATE TABLE counters (id TEXT PRIMARY KEY, value BIGINT NOT NULL)");
  await driver.script("INSERT INTO counters (id, value) VALUES ('one', 0)");
  return { url, driver, proxy };
}

function* readCounter(): Work<number> {
  return (yield* row<{ value: number }>("SELECT value FROM counters WHERE id = 'one'"))!.value;
}

function* countUp(): Work<void> {
  yield* changes("UPDATE counters SET value = value + 1 WHERE id = 'one'");
}

/** Until the standby has what the primary has. */
async function replicated(url: string, sql: string): Promise<void> {
  const far = withPort(url, running.standby.port);
  for (;;) {
    const rows = await ask(far, sql).catch(() => []);
    if (rows.length > 0) return;
  }
}

const unavailable = (reason: string): unknown =>
  expect.objectContaining({ name: "StoreUnavailable", reason });

describe("a way that leads to a standby for a while", () => {
  test("nothing is read or written there, and all is well as soon as it leads to the primary again", async () => {
    const { url, driver, proxy } = await openSite();
    await replicated(url, "SELECT 1 FROM counters WHERE value = 0");
    expect(await driver.read(readCounter)).toBe(0);
    proxy.turnTo(running.standby.port);
    await untilRefusedAs("read-only", () => driver.read(readCounter));
    await untilRefusedAs("read-only", () => driver.write(countUp));
    await expect(driver.read(readCounter)).rejects.toEqual(unavailable("read-only"));
    await expect(driver.check()).rejects.toEqual(unavailable("read-only"));
    proxy.turnTo(Number(new URL(url).port));
    await driver.write(countUp);
    expect(await driver.read(readCounter)).toBe(1);
    expect(await driver.check()).toEqual([]);
  });
});

test("of several hosts the one that takes writes is found", async () => {
  const { url } = await openSite();
  await replicated(url, "SELECT 1 FROM counters WHERE value = 0");
  const { port, pathname } = new URL(url);
  const hosts = `127.0.0.1:1,127.0.0.1:${running.standby.port},127.0.0.1:${port}`;
  const database = `postgres://postgres:postern@${hosts}${pathname}?target_session_attrs=read-write`;
  const driver = await openDriver({ database, dataFolder: undefined });
  onTestFinished(() => driver.close());
  await driver.write(countUp);
  expect(await driver.read(readCounter)).toBe(1);
});

test("a long lock on one table leaves connections for logins", async () => {
  const { url, driver } = await openSite({ ...HURRY, read: 10_000, write: 15_000 });
  const { default: pg } = await import("pg");
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await driver.script("CREATE TABLE mails (id TEXT)");
  await other.query("BEGIN; LOCK TABLE mails");
  const waiting = Array.from({ length: 30 }, () =>
    driver.write(() => changes("INSERT INTO mails VALUES ('one')")),
  );
  await driver.admit(countUp);
  const read = driver.read(() => row("SELECT id FROM mails"));
  expect(await driver.check()).toEqual(["reads", "writes"]);
  await other.query("COMMIT");
  await read;
  await other.end();
  await Promise.all(waiting);
  expect(await driver.read(readCounter)).toBe(1);
});

/** First each connection reports once that it broke; then comes the real state. */
async function untilRefusedAs(reason: string, act: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const error: unknown = await act().catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(StoreUnavailable);
    if ((error as StoreUnavailable).reason === reason) return;
  }
  throw new Error(`It was never refused as ${reason}.`);
}

test("a server that becomes read-only is told from a mistake, and trusted again when it takes writes", async () => {
  const { url, driver } = await openSite();
  const setting = async (value: "on" | "off"): Promise<void> => {
    await ask(url, `ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await ask(url, "SELECT pg_reload_conf()");
    const shown = "SELECT 1 WHERE current_setting('default_transaction_read_only') = ";
    while ((await ask(url, `${shown}'${value}'`)).length === 0);
  };
  await driver.write(countUp);
  await driver.read(readCounter);
  await setting("on");
  try {
    await expect(driver.write(countUp)).rejects.toEqual(unavailable("read-only"));
    await expect(driver.read(readCounter)).rejects.toEqual(unavailable("read-only"));
  } finally {
    await setting("off");
  }
  await driver.write(countUp);
  expect(await driver.read(readCounter)).toBe(2);
});

test("connections that fall silent are given up, and the next act is done over another one", async () => {
  const { driver, proxy } = await openSite(HURRY);
  await Promise.all([driver.write(countUp), driver.write(countUp), driver.read(readCounter)]);
  proxy.freeze();
  const [write, read] = await Promise.allSettled([driver.write(countUp), driver.read(readCounter)]);
  expect(write).toMatchObject({ status: "rejected", reason: unavailable("unreachable") });
  expect(read).toMatchObject({ status: "rejected", reason: unavailable("unreachable") });
  await driver.write(countUp);
  expect(await driver.read(readCounter)).toBe(3);
});

test("whoever waits in turn behind a silent server is refused with those in front", async () => {
  const { driver, proxy } = await openSite(HURRY, "?connect_timeout=1");
  const { promise: inTurn, resolve } = Promise.withResolvers<void>();
  let through = 0;
  const crowd = Array.from({ length: 90 }, async () => {
    await driver.write(countUp);
    if ((through += 1) === 40) resolve();
  });
  await inTurn;
  proxy.freeze({ newOnesToo: true });
  const told = await Promise.allSettled(crowd);
  const refused = told.filter((one) => one.status === "rejected");
  expect(refused.length).toBeGreaterThan(20);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreUnavailable);
});

test("whoever waits for a lock is told that the database is busy, and its server waits no longer", async () => {
  const { url, driver } = await openSite(HURRY);
  const { default: pg } = await import("pg");
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query("BEGIN; LOCK TABLE counters");
  await expect(driver.write(countUp)).rejects.toEqual(unavailable("busy"));
  const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted";
  expect((await other.query(waiting)).rows).toEqual([]);
  await other.end();
  await driver.write(countUp);
  expect(await driver.read(readCounter)).toBe(1);
});

test.each([
  ["25006", "read-only"],
  ["55P03", "busy"],
  ["57014", "busy"],
  ["53300", "busy"],
  ["53100", "full"],
  ["0A000", "unreachable"],
  ["25P03", "unreachable"],
  ["57P01", "unreachable"],
  ["57P03", "unreachable"],
  ["26000", "unreachable"],
])("the server's answer %s within a transaction is no mistake: %s", async (code, reason) => {
  const { driver } = await openSite();
  const refused = driver.write(() =>
    changes(`DO $$ BEGIN RAISE EXCEPTION SQLSTATE '${code}'; END $$`),
  );
  await expect(refused).rejects.toEqual(unavailable(reason));
  await driver.write(countUp);
  expect(await driver.read(readCounter)).toBe(1);
});

test("a disk that was full at the last write is told without writing, until one is taken again", async () => {
  const { driver } = await openSite();
  const remembering = rememberingRoom(driver);
  const full = remembering.write(() =>
    changes("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '53100'; END $$"),
  );
  await expect(full).rejects.toEqual(unavailable("full"));
  await expect(remembering.check()).rejects.toEqual(unavailable("full"));
  await remembering.write(countUp);
  expect(await remembering.check()).toEqual([]);
});

test("a name of a statement stands for one text, whichever process made it", async () => {
  const { url, driver } = await openSite();
  const other = await openDriver({ database: url, dataFolder: undefined });
  onTestFinished(() => other.close());
  const names = (one: SqlDriver) =>
    one.read(() =>
      row<{ name: string }>(
        "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%counters%'",
      ),
    );
  await driver.read(() => row("SELECT 1 AS another"));
  await driver.read(readCounter);
  await other.read(readCounter);
  expect(await names(driver)).toEqual(await names(other));
});

test("no server is started on a standby, or on a database that cannot hold every letter", async () => {
  const url = await running.primary.database();
  await replicated(url, "SELECT 1");
  const start = (database: string) =>
    runCli(["dev", "--port", "0"], { cwd: folder(), environment: { DATABASE_URL: database } });
  const standby = await start(withPort(url, running.standby.port));
  expect(standby).toMatchObject({ code: 4 });
  expect(standby.err).toContain("it is a standby");
  const latin = new URL(url);
  latin.pathname = "/latin";
  await ask(url, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  const narrow = await start(latin.href);
  expect(narrow).toMatchObject({ code: 4 });
  expect(narrow.err).toContain("it is encoded in LATIN1");
});

test("a database in SQL_ASCII keeps every letter as it was given", async () => {
  const url = new URL(await running.primary.database());
  await ask(url.href, "CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
  url.pathname = "/bytes";
  const run = (...args: string[]) =>
    runCli(args, { cwd: folder(), environment: { DATABASE_URL: url.href } });
  expect((await run("user", "create", "ada@example.com")).code).toBe(0);
  const why = "für Łucja, 漢字";
  expect((await run("user", "disable", "ada@example.com", "--reason", why)).code).toBe(0);
  expect((await run("audit", "list")).out).toContain(why);
});
