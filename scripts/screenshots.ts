// Takes the screenshots of the README and of docs/branding.md: `npm run screenshots`. Needs the Chromium that the tests use.

import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { CapturedMail } from "../src/adapters/captured-mailbox.ts";
import { loadConfig } from "../src/server/config.ts";
import { startServer, type RunningServer } from "../src/server/start.ts";
import { launch } from "../test/browser/launch.ts";

const FOLDER = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

const EMAIL = "ada@example.com";
const PASSWORD = "plum tree by the river";

/** The port of `npm start`; another one if that is taken. */
const PORTS = ["5000", "0"];

const VIEWPORT = { width: 1280, height: 720 };

/** The margin, which shows only the background. */
const SIDE = 112;

/** Sharp on every screen at the width of a README, and about 150 KB each. */
const SHARPNESS = 1.5;

const MARGIN = 40;

/** What is below is more of the same. */
const TALLEST = 1250;

const data = await mkdtemp(join(tmpdir(), "postern-screenshots-"));
const server = await start();
const browser = await launch();
try {
  const laptop = await openPage(browser);
  await laptop.goto(`${server.url}/register?next=/profile`);
  await laptop.getByLabel("Email address", { exact: true }).fill(EMAIL);
  await laptop.getByLabel("Create a password", { exact: true }).fill(PASSWORD);
  await take(laptop, "register");

  await laptop.getByRole("button", { name: "Create account" }).click();
  const mail = await newestMail();
  await laptop.reload();
  await take(laptop, "waiting");
  await laptop.emulateMedia({ colorScheme: "dark" });
  await take(laptop, "waiting-dark");
  await laptop.emulateMedia({ colorScheme: "light" });

  const reader = await openPage(browser);
  await reader.goto(`${server.url}/dev/mailbox/${mail.id}/html`);
  await take(reader, "mail", reader.getByRole("main"));

  const phone = await openPage(browser);
  await phone.goto(mail.links[0] ?? "");
  await phone.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await take(phone, "confirm");
  await phone.getByRole("button", { name: "Confirm my address" }).click();
  await phone.getByRole("heading", { name: "Your email address is confirmed" }).waitFor();

  // Nobody touches the laptop: its page moves on by itself.
  await laptop.getByRole("heading", { name: "Your profile" }).waitFor();
  await take(laptop, "profile");
  await takeConsole(laptop);

  const branded = await start(await brand());
  const visitor = await openPage(browser);
  await visitor.goto(`${branded.url}/register`);
  await take(visitor, "brand-plain");
  await visitor.emulateMedia({ colorScheme: "dark" });
  await visitor.reload();
  await take(visitor, "brand-plain-dark");
  await branded.stop();
} finally {
  await browser.close();
  await server.stop();
  await rm(data, { recursive: true });
}

/** What the staff see on a site where people registered for half a year: pages with so much on them are not taken as sharp. */
async function takeConsole(laptop: Page): Promise<void> {
  const desk = await openPage(browser, 1);
  await desk.context().addCookies(await laptop.context().cookies());
  command("db", "seed", "--users", "20000", "--days", "180");
  command("stats", "rebuild");
  command("user", "promote", EMAIL, "--reason", "for the pictures");
  await fetch(`${server.url}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "alice@example.com", password: PASSWORD }),
  });
  await desk.goto(`${server.url}/admin`);
  await take(desk, "console");
  await desk.goto(`${server.url}/admin/why?address=alice@example.com`);
  await take(desk, "console-why");
  await desk.goto(`${server.url}/admin/cohorts`);
  await desk.evaluate("document.querySelector('main form').remove()");
  await take(desk, "console-cohorts", desk.locator("svg.chart").first());
}

/** Runs a command of the site that is being pictured. */
function command(...args: readonly string[]): void {
  execFileSync(process.execPath, [MAIN, ...args], {
    cwd: data,
    stdio: "ignore",
    env: { DATABASE_URL: `sqlite:${join(data, "postern.db")}`, PATH: process.env["PATH"] },
  });
}

/** A harbour that is nobody's. */
async function brand(): Promise<Record<string, string>> {
  const logo = (colour: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="${colour}" d="M14 3h4v5h5v4h-5v12.6a9 9 0 0 0 7-6.6h4a13 13 0 0 1-26 0h4a9 9 0 0 0 7 6.6V12H9V8h5z"/></svg>`;
  const [light, dark] = [join(data, "light.svg"), join(data, "dark.svg")];
  await writeFile(light, logo("#7a1fa2"));
  await writeFile(dark, logo("#d59cf0"));
  return {
    POSTERN_APP_NAME: "Acme Harbour",
    POSTERN_BRAND_THEME: "plain",
    POSTERN_BRAND_ACCENT: "#7a1fa2",
    POSTERN_BRAND_LOGO: light,
    POSTERN_BRAND_LOGO_DARK: dark,
    DATABASE_URL: "sqlite::memory:",
  };
}

async function start(environment: Record<string, string> = {}): Promise<RunningServer> {
  for (const port of PORTS) {
    const config = await loadConfig({
      environment: {
        PORT: port,
        DATABASE_URL: `sqlite:${join(data, "postern.db")}`,
        ...environment,
      },
      mode: "development",
      folder: data,
    });
    try {
      return await startServer(config);
    } catch (error) {
      if (port === PORTS.at(-1)) throw error;
    }
  }
  throw new Error("There is no port to listen on.");
}

async function openPage(from: Browser, sharpness = SHARPNESS): Promise<Page> {
  const context = await from.newContext({
    viewport: VIEWPORT,
    deviceScaleFactor: sharpness,
    reducedMotion: "reduce",
  });
  return context.newPage();
}

async function newestMail(): Promise<CapturedMail> {
  for (;;) {
    const answer = await fetch(`${server.url}/dev/mailbox`, {
      headers: { accept: "application/json" },
    });
    const { mails } = (await answer.json()) as { mails: readonly CapturedMail[] };
    const [newest] = mails;
    if (newest !== undefined) return newest;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** From the top of the page to a little below its card, or below the part that matters. */
async function take(page: Page, name: string, last = page.locator(".card")): Promise<void> {
  const box = await last.boundingBox();
  const path = join(FOLDER, `${name}.png`);
  const height =
    box === null ? VIEWPORT.height : Math.min(TALLEST, Math.round(box.y + box.height + MARGIN));
  const clip = { x: SIDE, y: 0, width: VIEWPORT.width - 2 * SIDE, height };
  await page.screenshot({ path, fullPage: true, clip });
  console.log(`docs/screenshots/${name}.png, ${Math.round((await stat(path)).size / 1024)} KB`);
}
