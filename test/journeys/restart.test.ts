// What is committed survives the process: another one on the same file continues where it stopped.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { Mailer } from "../../src/ports/mailer.ts";
import { createPostern } from "../../src/index.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { movableClock } from "../../src/testing/clock.ts";

const EMAIL = "ada@example.com";
const BASE_URL = "https://postern.example";

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

function installation() {
  const folder = mkdtempSync(join(tmpdir(), "postern-"));
  const mailbox = capturedMailbox(join(folder, "mailbox"));
  const clock = movableClock();
  return {
    mailbox,
    clock,
    async start(mailer: Mailer = mailbox) {
      const store = await sqliteStore(new DatabaseSync(join(folder, "postern.db")), { clock });
      const secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
      const parts = { store, mailer, clock, secret, background: false, log: quiet };
      const postern = createPostern({ baseUrl: BASE_URL, ...parts });
      return {
        postern,
        browser: browserOf((request) => postern.fetch(request), BASE_URL),
        stop: () => postern.stop().then(() => store.close()),
      };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

test("a mail that was queued before a restart is sent after it", async () => {
  using site = installation();
  const first = await site.start();
  await first.browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
  await first.stop();
  expect(await site.mailbox.list()).toEqual([]);
  const second = await site.start();
  await second.postern.deliver();
  expect(await site.mailbox.list()).toMatchObject([{ to: EMAIL, kind: "confirm" }]);
  await second.stop();
});

test("sessions, links and codes go on, and the mail keeps its place in the mailbox", async () => {
  using site = installation();
  const first = await site.start();
  await first.browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
  await first.postern.deliver();
  await first.stop();
  const second = await site.start();
  for (const [name, value] of first.browser.jar) second.browser.jar.set(name, value);
  expect((await second.browser.open("/unconfirmed")).heading).toBe("Check your email");
  await second.browser.open((await site.mailbox.list())[0]!.links[0]!);
  expect((await second.browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
  await second.stop();
});

test("a mail whose sender died in the middle is taken over within a minute, with the same bytes", async () => {
  using site = installation();
  const seen: string[] = [];
  const dying = await site.start({
    send: (message) => {
      seen.push(message.text);
      return new Promise(() => {}); // no answer ever comes, as after kill -9
    },
  });
  await dying.browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
  void dying.postern.deliver();
  await expect.poll(() => seen).toHaveLength(1);
  const second = await site.start();
  expect(await second.postern.deliver()).toBe(0);
  site.clock.forward("30 seconds");
  expect(await second.postern.deliver()).toBe(1);
  const [mail] = await site.mailbox.list();
  expect(mail!.text).toBe(seen[0]);
  await second.stop();
});

test("a background process sends by itself, right after the answer", async () => {
  using site = installation();
  const clock = site.clock;
  const store = await sqliteStore(new DatabaseSync(":memory:"), { clock });
  const mailbox = capturedMailbox();
  const secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
  const parts = { store, mailer: mailbox, clock, secret, log: quiet };
  const postern = createPostern({ baseUrl: BASE_URL, ...parts });
  const browser = browserOf((request) => postern.fetch(request), BASE_URL);
  await browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
  await expect.poll(() => mailbox.list()).toMatchObject([{ to: EMAIL }]);
  await postern.stop();
});
