// Something holds `mails` for long, like `CREATE INDEX` and `LOCK TABLE`: whoever has a password can log in,
// and the mailbox is told about it afterwards.

import { expect, onTestFinished, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { createPostern } from "../../src/index.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { browserOf, type Browser } from "../../src/testing/browser.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { countingHasher } from "../attacks/tools.ts";
import { sharedPostgres } from "./server.ts";

const ADA = "ada@example.com";
const BASE_URL = "https://postern.example";

/** A node that tells mailboxes of new devices, and sends mails when it is allowed to. */
async function startNode() {
  const database = await (await sharedPostgres()).database();
  const driver = await openDriver({ database, dataFolder: undefined });
  onTestFinished(() => driver.close());
  await migrate(driver, 0);
  const mailbox = capturedMailbox();
  const postern = createPostern({
    baseUrl: BASE_URL,
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    background: false,
    newDeviceNotice: true,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    store: openStore(driver),
    mailer: mailbox,
    passwordHasher: countingHasher(),
  });
  const browser = (address: string): Browser =>
    browserOf((request) => postern.fetch(request, { address }), BASE_URL);
  const delivered = async (): Promise<readonly string[]> => {
    while ((await postern.deliver()) > 0);
    return (await mailbox.list()).map(({ kind }) => kind);
  };
  return { database, mailbox, browser, delivered };
}

const count = (kinds: readonly string[], one: string): number =>
  kinds.filter((kind) => kind === one).length;

test("new devices log in, a hundred wrong passwords are counted, and all of it is mailed afterwards", async () => {
  const { database, mailbox, browser, delivered } = await startNode();
  const owner = browser("198.51.100.1");
  await owner.submit("/register", { email: ADA, password: PASSWORD });
  await delivered();
  await owner.open((await mailbox.list())[0]!.links[0]!);
  await owner.submit("/confirm");
  const { default: pg } = await import("pg");
  const other = new pg.Client({ connectionString: database });
  await other.connect();
  await other.query("BEGIN; LOCK TABLE mails");
  const logIn = async (place: number, password: string): Promise<number> => {
    const device = browser(`203.0.113.${place + 1}`);
    return (await device.json("POST", "/login", { email: ADA, password })).status;
  };
  const people = Array.from({ length: 100 }, (_, place) => place);
  const right = await Promise.all(people.slice(0, 12).map((place) => logIn(place, PASSWORD)));
  expect(new Set(right)).toEqual(new Set([200]));
  const wrong = await Promise.all(people.map((place) => logIn(place, "not it at all")));
  expect(new Set(wrong)).toEqual(new Set([401]));
  await other.query("ROLLBACK");
  await other.end();
  const kinds = await delivered();
  // For this many new devices in an hour the mailbox gets five mails.
  expect([count(kinds, "new-device"), count(kinds, "password-paused")]).toEqual([5, 1]);
});
