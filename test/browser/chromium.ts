// A real browser for tests: one Chromium per file, one context per device, and no error goes unnoticed.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launch, missing } from "./launch.ts";
import type { Site } from "./site.ts";

/** What a person does and sees, in a browser of their own. */
export type Device = AsyncDisposable & {
  readonly page: Page;
  opens(path: string): Promise<void>;
  types(label: string, text: string): Promise<void>;
  /** Presses the button, or follows the link, of this name; the page's rather than its header's. */
  presses(name: string): Promise<void>;
  /** Opens the part that is collapsed under this summary. */
  unfolds(words: string): Promise<void>;
  /** Waits for the page with this main heading. */
  sees(heading: string): Promise<void>;
  /** Waits for this text. */
  reads(text: string): Promise<void>;
};

export type DeviceOptions = BrowserContextOptions & {
  /** Another site that pages may come from; for the one test that needs it. */
  readonly elsewhere?: string;
};

export type Devices = {
  device(site: Site, options?: DeviceOptions): Promise<Device>;
};

const PATIENCE = 60_000;

/** Whether the tests are skipped because there is no browser; on CI they fail instead. */
export const canSkip = missing !== undefined && process.env["CI"] !== "true";

/**
 * Starts Chromium for the tests of a file. Each test fails at any error on any of its pages. Without Chromium
 * they are all skipped, and say why; on CI they fail.
 */
export function chromiumForThisFile(): Devices {
  let browser: Browser | undefined;
  const troubles: string[] = [];
  beforeAll(async () => {
    if (canSkip) process.stderr.write(`Skipped: ${missing}\n`);
    else browser = await launch();
  });
  beforeEach(({ skip }) => skip(canSkip, missing));
  afterEach(() => expect(troubles.splice(0)).toEqual([]));
  afterAll(() => browser?.close());
  return {
    async device(site, options) {
      if (browser === undefined) throw new Error(missing);
      return openDevice(browser, site, troubles, options);
    },
  };
}

async function openDevice(
  browser: Browser,
  site: Site,
  troubles: string[],
  { elsewhere, ...options }: DeviceOptions = {},
): Promise<Device> {
  const context = await browser.newContext({
    baseURL: site.url,
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(TELL_OF_VIOLATIONS);
  const page = await context.newPage();
  const isAllowed = (url: string): boolean =>
    /^(data|about):/.test(url) ||
    [site.url, ...(elsewhere === undefined ? [] : [elsewhere])].includes(new URL(url).origin);
  context.on("request", (request) => {
    if (!isAllowed(request.url())) troubles.push(`asked another host: ${request.url()}`);
  });
  context.on("weberror", (error) => troubles.push(`script error: ${error.error().message}`));
  context.on("console", (message) => {
    const isExpected = EXPECTED.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isExpected)
      troubles.push(`console: ${message.text()}`);
  });
  return deviceOn(page);
}

/** Refusals, and a header that only means something over https. */
const EXPECTED =
  /the server responded with a status of [45]|Cross-Origin-Opener-Policy header has been ignored/;

const TELL_OF_VIOLATIONS = `addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violated: " + event.violatedDirective + " " + event.blockedURI))`;

const deviceOn = (page: Page): Device => ({
  page,
  async opens(path) {
    await page.goto(path);
  },
  types: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
  presses: (name) =>
    page
      .getByRole("button", { name, exact: true })
      .or(page.getByRole("link", { name, exact: true }))
      .last()
      .click(),
  unfolds: (words) => page.locator("summary", { hasText: words }).click(),
  sees: (heading) => page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor(),
  reads: (text) => page.getByText(text).first().waitFor(),
  [Symbol.asyncDispose]: () => page.context().close(),
});
