// The proof of work in a real browser: solved while somebody types, and never a button that does nothing.

import { expect, test } from "vitest";
import { barriersOf, WCAG } from "./axe.ts";
import { chromiumForThisFile, type Device } from "./chromium.ts";
import { freePort } from "../../src/testing/process.ts";
import { alarmedSite, isAlarmed, PASSWORD, startSite, type Site } from "./site.ts";

const devices = chromiumForThisFile();

const EMAIL = "ada@example.com";
const SOLVING = "your browser is solving a small puzzle";
const SOLVED = "Your browser has solved the puzzle.";
const FAILED = "Your browser could not solve the puzzle.";

async function typesAll(device: Device): Promise<void> {
  await device.types("Email address", EMAIL);
  await device.types("Create a password", PASSWORD);
}

/** The page after the form: registered, with a mail that a proof of work speaks for, or without. */
async function registers(device: Device, site: Site, proven: boolean): Promise<void> {
  await device.sees("Check your email");
  expect(site.count(EMAIL)).toBe(1);
  expect(site.one("SELECT trust FROM mails")).toEqual({ trust: proven ? 1 : 0 });
}

/** In place of workers something else, or nothing. */
const workersAre = ({ page }: Device, what: string): Promise<unknown> =>
  page.addInitScript(`globalThis.Worker = ${what};`);

test("is solved while a person types, says so, and is readable by everybody", async () => {
  await using site = await alarmedSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await laptop.opens("/register");
  expect(await page.getByRole("status").allTextContents()).not.toContain(SOLVING);
  await laptop.types("Email address", EMAIL);
  await laptop.reads(SOLVED);
  expect(await barriersOf(page, WCAG)).toEqual([]);
  await laptop.types("Create a password", PASSWORD);
  await laptop.presses("Create account");
  await registers(laptop, site, true);
});

test("that is not solved yet is waited for, once, and the form then goes by itself", async () => {
  await using site = await alarmedSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await workersAre(
    laptop,
    `class extends Worker {
       postMessage(...given) {
         globalThis.work = () => super.postMessage(...given);
         this.onmessage({ data: { part: 0.5 } });
       }
     }`,
  );
  await laptop.opens("/register");
  await typesAll(laptop);
  expect(await page.getByRole("form").or(page.locator("form")).last().ariaSnapshot()).toContain(
    'progressbar "Solving the puzzle"',
  );
  expect(await barriersOf(page, WCAG)).toEqual([]);
  await laptop.presses("Create account");
  await laptop.reads("One moment, please.");
  expect(await page.locator("form").last().ariaSnapshot()).toMatch(/- status: One moment, please/);
  await laptop.presses("Create account");
  expect(site.count(EMAIL)).toBe(0);
  await page.evaluate("work()");
  await registers(laptop, site, true);
});

test("with nothing but a keyboard, a press of Enter in the password waits for it too", async () => {
  await using site = await alarmedSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await laptop.opens("/register");
  await page.locator("#email").focus();
  await page.keyboard.type(EMAIL);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await registers(laptop, site, true);
});

test("whose worker hangs is waited for ten seconds, and the form then goes without it", async () => {
  await using site = await alarmedSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await page.clock.install();
  await workersAre(laptop, "class { postMessage() {} terminate() {} }");
  await laptop.opens("/register");
  await typesAll(laptop);
  await laptop.presses("Create account");
  await laptop.reads("after 10 seconds at the latest");
  await page.clock.runFor(9_000);
  expect(site.count(EMAIL)).toBe(0);
  await page.clock.runFor(2_000);
  await registers(laptop, site, false);
});

test.for([
  ["that there are none of", "undefined"],
  ["that end at once", "class { postMessage() { this.onerror(); } terminate() {} }"],
  ["that find nothing", "class { postMessage() { this.onmessage({ data: {} }); } terminate() {} }"],
] as const)("with workers %s is told as not solved, and registers", async ([, worker]) => {
  await using site = await alarmedSite();
  await using laptop = await devices.device(site);
  await workersAre(laptop, worker);
  await laptop.opens("/register");
  await typesAll(laptop);
  await laptop.reads(FAILED);
  await laptop.presses("Create account");
  await registers(laptop, site, false);
});

test("is solved over plain http, where browsers have no crypto.subtle", async () => {
  const plain = "http://accounts.test";
  const PORT = `${await freePort()}`;
  await using site = await startSite({ POSTERN_BASE_URL: plain, PORT });
  await isAlarmed(site, { PORT });
  // As its proxy, the server gets the requests to a name that no DNS knows.
  const proxy = { server: `http://127.0.0.1:${PORT}` };
  await using laptop = await devices.device(site, { proxy });
  const { page } = laptop;
  await page.goto(`${plain}/register`);
  expect(await page.evaluate("[isSecureContext, typeof crypto.subtle]")).toEqual([
    false,
    "undefined",
  ]);
  await typesAll(laptop);
  await laptop.reads(SOLVED);
  await laptop.presses("Create account");
  await registers(laptop, site, true);
});

test("without scripts is told of beforehand, and registers", async () => {
  await using site = await alarmedSite();
  await using laptop = await devices.device(site, { javaScriptEnabled: false });
  await laptop.opens("/register");
  await laptop.reads("your email may arrive up to 3 hours later");
  await typesAll(laptop);
  await laptop.presses("Create account");
  await registers(laptop, site, false);
});
