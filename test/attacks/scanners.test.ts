// Security gateways open the links of a mail before its reader does: HEAD, GET, scripts, buttons.

import { describe, expect, test } from "vitest";
import { scanner, type ScannerOptions } from "../../src/testing/scanner.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { inhabited } from "./inhabited.ts";
import { atOnce, countingHasher, tables } from "./tools.ts";

const KINDS: readonly ScannerOptions[] = [
  {},
  { scripts: true },
  { buttons: true },
  { scripts: true, buttons: true },
  { scripts: true, buttons: true, fills: true },
];

/** Every kind, five times, all at once, each on its own machine. */
async function scanBy(app: TestPostern, links: readonly string[]): Promise<void> {
  await Promise.all(
    KINDS.map((kind) => atOnce(5, () => scanner(app.browser(), kind).open(...links))),
  );
}

async function scanned() {
  const app = await testPostern({ passwordHasher: countingHasher() });
  const ada = await app.register("ada@example.com");
  const [registration] = app.database.prepare("SELECT * FROM users").all();
  await scanBy(app, ada.mail.links);
  expect(app.database.prepare("SELECT * FROM users").all()).toEqual([registration]);
  expect(await app.mails()).toHaveLength(1);
  return { app, ...ada };
}

describe("after twenty-five scanners nothing is confirmed and nothing removed, and the person gets in", () => {
  test("by the link, in the browser that registered", async () => {
    const { app, browser, link } = await scanned();
    await using _app = app;
    expect((await browser.open(link)).heading).toBe("Confirming your address");
    expect((await browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
  });

  test("by the link, in another browser, with the password", async () => {
    const { app, link } = await scanned();
    await using _app = app;
    const phone = app.browser();
    await phone.open(link);
    const done = await phone.submit("/confirm", { password: PASSWORD });
    expect(done.heading).toBe("Your email address is confirmed");
  });

  test("by the code", async () => {
    const { app, browser, code } = await scanned();
    await using _app = app;
    await browser.submit("/unconfirmed/code", { code });
    expect(app.user("ada@example.com")).toMatchObject({ confirmedVia: "code" });
  });
});

test("every link of every mail there is: no user, address or link is another one afterwards", async () => {
  await using site = await inhabited();
  const { app } = site;
  const kept = () =>
    ["users", "addresses", "links"].map((table) => tables(app.database).get(table));
  const before = kept();
  for (const { kind, links } of await app.mails()) {
    await scanner(app.browser(), { scripts: true, buttons: true, fills: true }).open(...links);
    expect([kind, kept()]).toEqual([kind, before]);
  }
});

test("scanners cannot spend a reset link", async () => {
  await using app = await testPostern();
  await app.confirmed("ada@example.com");
  app.clock.forward("2 minutes");
  const browser = app.browser();
  await browser.submit("/forgot", { email: "ada@example.com" });
  const { links } = await app.mailTo("ada@example.com");
  await scanBy(app, links);
  await browser.open(links[0]!);
  const done = await browser.submit("/reset", { password: "another long sentence" });
  expect(done.path).toBe("/login");
});

test("scanners of an expired link cause no more mails than its mailbox's budget", async () => {
  await using app = await testPostern();
  const { mail } = await app.register("ada@example.com");
  app.clock.forward("73 hours");
  await scanBy(app, mail.links);
  expect(await app.mails()).toHaveLength(2);
  expect(app.user("ada@example.com")).toMatchObject({ confirmedOn: null });
});

test("a scanner is no scarecrow: in the browser that registered it does confirm", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register("ada@example.com");
  await scanner(browser, { scripts: true }).open(link);
  expect(app.user("ada@example.com")).toMatchObject({ confirmedVia: "link" });
});

test("a preview in the browser that registered, without scripts or presses, confirms nothing", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register("ada@example.com");
  await scanner(browser).open(link);
  expect(app.user("ada@example.com")).toMatchObject({ confirmedOn: null });
});
