// What the waiting page does by itself if scripts run.

import type { Request } from "playwright-core";
import { expect, test } from "vitest";
import { systemRandom } from "../../src/adapters/system-random.ts";
import { timeOrderedId } from "../../src/domain/id.ts";
import { chromiumForThisFile, type Device } from "./chromium.ts";
import { PASSWORD, registers, startSite, type Site } from "./site.ts";

const devices = chromiumForThisFile();

const EMAIL = "ada@example.com";

/** Writes what happened to the mail, as the receiver of bounces would. */
function noteRefusal(site: Site): void {
  site.sql(
    `UPDATE mails SET state = 'dead', fault = 'address', ended_on = created_on,
       answer = '550 5.1.1 no such user' WHERE email = ?`,
    EMAIL,
  );
  const now = Date.now();
  site.sql(
    `INSERT INTO audit (id, happened_on, actor, act, user_id)
     SELECT ?, ?, 'system', 'mail-bounced', id FROM users WHERE email = ?`,
    timeOrderedId(systemRandom, now),
    now,
    EMAIL,
  );
}

const movesOn = (device: Device) =>
  device.page.getByText("This page moves on by itself once you have confirmed.");

test("a mail that came back is told in place: it is read out, and nobody's typing is lost", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await registers(laptop, site, EMAIL);
  const code = laptop.page.getByLabel("Or enter the 8-digit code from the email");
  await code.pressSequentially("1234");
  await laptop.page.evaluate("window.isTheSamePage = true");

  noteRefusal(site);

  await laptop.reads("We could not deliver to");
  const news = laptop.page.locator("[aria-live=polite]");
  expect(await news.textContent()).toContain("there is no such mailbox");
  expect(await code.inputValue()).toBe("1234");
  expect(await laptop.page.evaluate("document.activeElement.name")).toBe("code");
  expect(await laptop.page.evaluate("window.isTheSamePage")).toBe(true);
  expect(await movesOn(laptop).count()).toBe(0);
});

test("what the page asks by itself says so, and is no use of the session", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await registers(laptop, site, EMAIL);
  const asked = await laptop.page.waitForRequest((request) =>
    request.headers()["accept"]!.includes("application/json"),
  );
  expect(asked.headers()).toMatchObject({ "postern-unattended": "1" });
  noteRefusal(site);
  const shown = await laptop.page.waitForRequest(
    (request) => request.resourceType() === "fetch" && request.headers()["accept"] === "text/html",
  );
  expect(shown.headers()).toMatchObject({ "postern-unattended": "1" });
});

test("where nobody is typing, what helps now takes the place of the code", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await registers(laptop, site, EMAIL);
  await movesOn(laptop).waitFor();
  noteRefusal(site);
  await laptop.reads("We could not deliver to");
  await laptop.page.getByRole("button", { name: "Send to this address" }).waitFor();
  expect(await laptop.page.getByLabel("Or enter the 8-digit code").count()).toBe(0);
});

test("whoever logs out is told so, also if the page hears of it before the answer comes", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await registers(laptop, site, EMAIL);
  await movesOn(laptop).waitFor();
  const heard = page.waitForResponse((response) => response.status() === 401);
  await page.route("**/logout", async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    await heard;
    await route.fulfill({ response }).catch(() => {}); // where the page has gone elsewhere
  });
  await laptop.presses("Log out");
  await laptop.sees("Log in");
  await laptop.reads("You are logged out.");
});

test("a page that was looked at for an hour stops asking, says so, and asks again when told to", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.page.clock.install();
  const { link } = await registers(laptop, site, EMAIL);
  await movesOn(laptop).waitFor();
  await laptop.page.clock.fastForward("01:00:01");
  await laptop.reads("This page has stopped checking whether you have confirmed.");

  await using phone = await devices.device(site);
  await phone.opens(link);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");
  await phone.sees("Your email address is confirmed");
  await laptop.presses("Check again");
  await laptop.sees("Welcome to Postern");
});

test("the page of another tab moves on as soon as this one has confirmed", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { link } = await registers(laptop, site, EMAIL);
  await movesOn(laptop).waitFor();
  await laptop.page.evaluate(
    "Object.defineProperty(document, 'hidden', { get: () => true }); document.onvisibilitychange()",
  );
  const tab = await laptop.page.context().newPage();
  await tab.goto(link);
  await tab.getByRole("heading", { name: "Your email address is confirmed" }).waitFor();
  await laptop.sees("Welcome to Postern");
});

/** Counts what the page asks for its state by itself. */
function counted({ page }: Device): () => number {
  let asked = 0;
  page.on("request", (request) => {
    if (request.headers()["accept"]?.includes("application/json")) asked += 1;
  });
  return () => asked;
}

const isStream = (request: Request): boolean => request.resourceType() === "eventsource";

test("a page whose mail was sent asks when it is told to, and not every few seconds", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.page.clock.install();
  const { link } = await registers(laptop, site, EMAIL);
  await laptop.reads("We sent an email to");
  const asked = counted(laptop);
  const opened = laptop.page.waitForResponse((response) => isStream(response.request()));
  await laptop.page.reload();
  await opened;
  await expect.poll(asked).toBe(1);
  await laptop.page.clock.runFor(120_000);
  expect(asked()).toBe(1);

  await using phone = await devices.device(site);
  await phone.opens(link);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");
  await laptop.page.locator("[role=status].done").waitFor();
  await laptop.page.clock.runFor(1_000);
  await laptop.sees("Welcome to Postern");
});

test("where the page is not told, it asks by itself as before", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.page.route("**/unconfirmed", (route) =>
    isStream(route.request()) ? route.fulfill({ status: 503 }) : route.continue(),
  );
  const { link } = await registers(laptop, site, EMAIL);
  await using phone = await devices.device(site);
  await phone.opens(link);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");
  await phone.sees("Your email address is confirmed");
  await laptop.sees("Welcome to Postern");
});

test("a stream that ends is opened again by the browser, and by the page if it was refused", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.page.clock.install();
  let opened = 0;
  await laptop.page.route("**/unconfirmed", async (route) => {
    if (!isStream(route.request())) return route.continue();
    opened += 1;
    if (opened === 2) return route.fulfill({ status: 502 });
    return route.fulfill({ contentType: "text/event-stream", body: "retry: 10\n\n" });
  });
  await registers(laptop, site, EMAIL);
  await expect.poll(() => opened).toBe(2);
  await laptop.page.clock.runFor(90_000);
  await expect.poll(() => opened).toBeGreaterThan(2);
});

/** Streams that are open at once, and end when the test says so. */
const STREAMS = `window.streams = [];
  window.EventSource = class {
    readyState = 1;
    constructor() { streams.push(this); setTimeout(() => this.onopen()); }
    close() { this.readyState = 2; }
  };`;

test("a page whose stream ends after an hour says that it stopped", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await page.clock.install();
  await page.addInitScript(STREAMS);
  await registers(laptop, site, EMAIL);
  await laptop.reads("We sent an email to");
  await page.clock.fastForward("00:59:00");
  const asked = counted(laptop);
  await page.evaluate("streams.at(-1).onmessage()");
  await expect.poll(asked).toBe(1);
  await page.clock.fastForward("00:01:01");
  await page.evaluate("streams.at(-1).onmessage()");
  await laptop.reads("This page has stopped checking whether you have confirmed.");
});

test("the time until the next mail is counted down, and then gone", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.page.clock.install();
  await registers(laptop, site, EMAIL);
  await laptop.unfolds("I did not get the email");
  const left = laptop.page.getByText("You can send it again in");
  expect(await left.textContent()).toMatch(/in (?:1 minute|\d+ seconds|1:00|0:\d\d)\.$/);
  await laptop.page.clock.runFor(5_000);
  expect(await left.textContent()).toMatch(/in 0:\d\d\.$/);
  await laptop.page.clock.runFor(60_000);
  expect(await left.count()).toBe(0);
});

test("without scripts nothing says that the page moves on", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site, { javaScriptEnabled: false });
  await registers(laptop, site, EMAIL);
  expect(await movesOn(laptop).count()).toBe(0);
  await laptop.reads("I have confirmed – continue");
});

test("a slip in the address is pointed out beside its field, and set right by one press", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.opens("/register");
  await laptop.types("Email address", "ada@gmial.com");
  await laptop.page.getByLabel("Create a password").focus();
  const hint = laptop.page.getByRole("button", { name: "Did you mean ada@gmail.com?" });
  await hint.click();
  expect(await laptop.page.getByLabel("Email address").inputValue()).toBe("ada@gmail.com");
  expect(await hint.count()).toBe(0);
  expect(await laptop.page.evaluate("document.activeElement.name")).toBe("email");
});
