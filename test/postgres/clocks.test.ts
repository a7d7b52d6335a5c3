// Machines whose clocks differ: what they share is counted by the database's clock.

import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/adapters/system-clock.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { minutes } from "../../src/domain/time.ts";
import { createPostern, type Postern } from "../../src/index.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { databaseClock } from "../../src/stores/sql/database-clock.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { movableClock } from "../../src/testing/clock.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { countingHasher } from "../attacks/tools.ts";
import { sharedPostgres } from "./server.ts";

/** A node on a machine with a wrong clock; it sends mails only when it is allowed to. */
async function nodeOf(database: string, wrong: number, letGo: Promise<void>) {
  const driver = await openDriver({ database, dataFolder: undefined });
  onTestFinished(() => driver.close());
  await migrate(driver, 0);
  const own = { now: () => systemClock.now() + wrong };
  const mailbox = capturedMailbox();
  const { promise: handed, resolve: hand } = Promise.withResolvers<void>();
  const postern = createPostern({
    baseUrl: "https://postern.example",
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    background: false,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: openStore(driver),
    mailer: {
      async send(mail) {
        hand();
        await letGo;
        return mailbox.send(mail);
      },
    },
    passwordHasher: countingHasher(),
    clock: await databaseClock(driver, own),
  });
  return { postern, mailbox, handed };
}

const ready = (postern: Postern) =>
  browserOf((request) => postern.fetch(request), "https://postern.example").json("GET", "/readyz");

test("ten minutes between two nodes' clocks: a mail in the hands of one is not taken by the other", async () => {
  const database = await (await sharedPostgres()).database();
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  const late = await nodeOf(database, -minutes(5), letGo);
  const early = await nodeOf(database, minutes(5), Promise.resolve());
  const browser = browserOf((request) => late.postern.fetch(request), "https://postern.example");
  await browser.submit("/register", { email: "ada@example.com", password: PASSWORD });
  const inHand = late.postern.deliver();
  await late.handed;
  expect(await early.postern.deliver()).toBe(0);
  resolve();
  await inHand;
  expect(await late.mailbox.list()).toHaveLength(1);
  expect(await early.mailbox.list()).toEqual([]);
});

test("a node whose clock is off works, and says so at /readyz", async () => {
  const database = await (await sharedPostgres()).database();
  const well = await nodeOf(database, 0, Promise.resolve());
  expect((await ready(well.postern)).status).toBe(204);
  const early = await nodeOf(database, minutes(5), Promise.resolve());
  expect(await ready(early.postern)).toMatchObject({
    status: 200,
    body: { warnings: [{ reason: "clock-off" }] },
  });
});

test("an answer that takes long is believed as far as it can be", async () => {
  const own = movableClock(1_000_000);
  const told = { now: 5_000_000, takes: 6_000 };
  const pass = (time: number): void => {
    own.forward(time);
    told.now += time;
  };
  const ask = async (): Promise<number> => {
    const { now } = told;
    pass(told.takes);
    return now;
  };
  const clock = await databaseClock({ now: ask }, own);
  expect(Math.abs(clock.now() - told.now)).toBeLessThanOrEqual(3_000);
  told.takes = 0;
  await clock.compare();
  expect(clock.now()).toBe(told.now);
  told.takes = 6_000;
  await clock.compare();
  expect(clock.now()).toBe(told.now);
});

test("the time is the database's, whatever the machine's own clock does between two looks", async () => {
  const own = movableClock(1_000_000);
  const told = { now: 5_000_000 };
  const clock = await databaseClock({ now: async () => told.now }, own);
  expect(clock.now()).toBe(5_000_000);
  own.forward(30_000);
  told.now += 30_000;
  expect(clock.now()).toBe(told.now);
  own.forward(-600_000);
  await clock.compare();
  expect(clock.now()).toBe(told.now);
  told.now += 100;
  await clock.compare();
  expect(clock.now()).toBe(told.now - 100);
});
