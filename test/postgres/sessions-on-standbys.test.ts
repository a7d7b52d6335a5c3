// A connection that leads to a standby for a while: whoever was logged out in the meantime stays logged out.

import { expect, onTestFinished, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { createPostern } from "../../src/index.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { countingHasher } from "../attacks/tools.ts";
import { runCli } from "../cli/tools.ts";
import { startProxy } from "./proxy.ts";
import { ask, replicatedForThisFile, withPort } from "./server.ts";

const running = replicatedForThisFile();

test("a session is not answered from a standby, and not at all once its user is disabled", async () => {
  const url = await running.primary.database();
  const home = Number(new URL(url).port);
  const proxy = await startProxy(home);
  const driver = await openDriver({ database: withPort(url, proxy.port), dataFolder: undefined });
  onTestFinished(async () => {
    await proxy.stop();
    await driver.close();
  });
  await migrate(driver, 0);
  const postern = createPostern({
    baseUrl: "https://postern.example",
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    background: false,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: openStore(driver),
    mailer: capturedMailbox(),
    passwordHasher: countingHasher(),
  });
  const browser = browserOf((request) => postern.fetch(request), "https://postern.example");
  await browser.submit("/register", { email: "ada@example.com", password: PASSWORD });
  const profile = async (): Promise<number> => (await browser.json("GET", "/unconfirmed")).status;
  expect(await profile()).toBe(200);
  const standby = withPort(url, running.standby.port);
  while ((await ask(standby, "SELECT id FROM sessions").catch(() => [])).length === 0);

  proxy.turnTo(running.standby.port);
  await runCli(["user", "disable", "ada@example.com", "--reason", "stolen", "--database", url]);
  expect([await profile(), await profile(), await profile()]).toEqual([503, 503, 503]);
  proxy.turnTo(home);
  expect(await profile()).toBe(401);
});
