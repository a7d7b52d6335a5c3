// Checks pages in all their states: for people who see, hear or type, light and dark, wide and narrow.

import type { Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf, BEST_PRACTICE, comesAs } from "./axe.ts";
import { canSkip, chromiumForThisFile, type Device } from "./chromium.ts";
import type { Scene, State } from "./scene.ts";
import { startHost, startSite, type Site } from "./site.ts";

const MOST_MARKUP = 15 * 1024;
/** How much longer the markup may be for each row of a long list. */
const MOST_MARKUP_OF_A_ROW = 600;
/** And for each choice in a list of them. */
const MOST_MARKUP_OF_A_CHOICE = 120;
/** Of a QR code for an authenticator app, as SVG. */
const MOST_MARKUP_OF_A_PICTURE = 8 * 1024;
/** Of the cohorts: hundreds of cells, drawn and in tables. */
const MOST_MARKUP_OF_CHARTS = 65 * 1024;
const MOST_SCRIPT = 6 * 1024;

/** Links that are too small for a finger (WCAG 2.5.8); axe accepts them if nothing else is near. */
const LOW_LINKS = `[...document.querySelectorAll("a[href]:not(.skip)")]
  .filter((link) => link.checkVisibility() && link.getBoundingClientRect().height < 24)
  .map((link) => link.outerHTML)`;

/** With everything that an operator may add to a page. */
const COMPLETE = {
  POSTERN_SUPPORT: "help@postern.example",
  POSTERN_PRIVACY_URL: "https://postern.example/privacy",
  POSTERN_TERMS_URL: "https://postern.example/terms",
  POSTERN_FIRST_CONTACTS: "1000000", // of the many who register here few confirm
};

/** The tests of a file: each of these states is accessible and small. */
export function auditPages(states: readonly State[]): void {
  const devices = chromiumForThisFile();
  let site: Site | undefined;
  let device: Device | undefined;
  beforeAll(async () => {
    if (canSkip) return;
    site = await startSite(COMPLETE);
    device = await devices.device(site);
  });
  afterAll(async () => {
    await device?.[Symbol.asyncDispose]();
    await site?.[Symbol.asyncDispose]();
  });

  for (const [number, state] of states.entries()) {
    const email = `person-${number}@example.com`;
    test(`${state.name}`, async () => {
      if (site === undefined || device === undefined) throw new Error("Nothing was started.");
      const { environment, host } = state;
      if ([environment, host, state.device].every((given) => given === undefined))
        return audit(state, { site, device, email });
      await using own = await (host ? startHost(host) : startSite(environment));
      await using other = await devices.device(own, state.device?.(own));
      await audit(state, { site: own, device: other, email });
    });
  }
}

async function audit(state: State, scene: Scene): Promise<void> {
  const { site, device } = scene;
  const { page } = device;
  // A waiting page of the previous test would go to another page by itself.
  if ((await page.locator("[role=status]").count()) > 0) await page.goto("about:blank");
  site.sql("DELETE FROM limits");
  await page.context().clearCookies();
  await comesAs(page);
  let html: Promise<string | undefined> | undefined;
  const keep = (response: Response): void => {
    if (response.frame() !== page.mainFrame() || response.headers()["content-type"] === undefined)
      return;
    if (response.request().isNavigationRequest()) html = response.text().catch(() => undefined);
  };
  page.on("response", keep);
  await page.unrouteAll();
  await state.come(scene);
  await device.sees(state.heading);
  page.off("response", keep);

  expect(await page.title()).toMatch(new RegExp(`^(Error: )?${escaped(state.heading)} – Postern$`));
  expect(await page.locator(".error-summary").count()).toBe(
    (await page.title()).startsWith("Error: ") ? 1 : 0,
  );
  expect(await barriersOf(page, BEST_PRACTICE)).toEqual([]);
  expect(await page.evaluate(LOW_LINKS), "links less than 24 px high").toEqual([]);
  const { markup, script } = parted((await html) ?? (await page.content()));
  const choices = await page.locator("option").count();
  const { rows = 0, picture = false, charts = false } = state;
  const more =
    rows * MOST_MARKUP_OF_A_ROW +
    choices * MOST_MARKUP_OF_A_CHOICE +
    (picture ? MOST_MARKUP_OF_A_PICTURE : 0) +
    (charts ? MOST_MARKUP_OF_CHARTS : 0);
  expect(markup).toBeLessThanOrEqual(MOST_MARKUP + more);
  expect(script).toBeLessThanOrEqual(MOST_SCRIPT);
}

/** Bytes of markup and style, and of scripts. */
function parted(html: string): { readonly markup: number; readonly script: number } {
  const scripts = html.match(/<script[^>]*>[\s\S]*?<\/script>/g)?.join("") ?? "";
  return {
    markup: Buffer.byteLength(html) - Buffer.byteLength(scripts),
    script: Buffer.byteLength(scripts),
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
