// Every page in every state: for whoever sees, hears or types it, light and dark, wide and narrow.

import type { AxeResults } from "axe-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canSkip, chromiumForThisFile, type Device } from "./chromium.ts";
import { startSite, type Site } from "./site.ts";
import { states, type Scene, type State } from "./states.ts";

const devices = chromiumForThisFile();

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const LOOKS = [
  { colorScheme: "light", width: 1280, height: 800 },
  { colorScheme: "dark", width: 320, height: 640 },
] as const;

const AXE_OPTIONS = JSON.stringify({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
});

const MOST_MARKUP = 15 * 1024;
const MOST_SCRIPT = 6 * 1024;

/** With all that an operator may add to a page. */
const COMPLETE = {
  POSTERN_SUPPORT: "help@postern.example",
  POSTERN_PRIVACY_URL: "https://postern.example/privacy",
  POSTERN_TERMS_URL: "https://postern.example/terms",
};

describe("whatever the state, a page is within everybody's reach, and small", () => {
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
      if (state.environment === undefined && state.device === undefined)
        return audit(state, { site, device, email });
      await using own = await startSite(state.environment);
      await using other = await devices.device(own, state.device?.(own));
      await audit(state, { site: own, device: other, email });
    });
  }
});

async function audit(state: State, scene: Scene): Promise<void> {
  const { site, device } = scene;
  const { page } = device;
  site.sql("DELETE FROM limits");
  await page.context().clearCookies();
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  let html: Promise<string> | undefined;
  const keep = (response: Response): void => {
    if (response.frame() !== page.mainFrame() || response.headers()["content-type"] === undefined)
      return;
    if (response.request().isNavigationRequest()) html = response.text();
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
  await page.evaluate(AXE);
  for (const { colorScheme, ...size } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    expect(await violations(page), `${colorScheme}, ${size.width} px`).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(size.width);
  }
  const { markup, script } = parted((await html) ?? "");
  expect(markup).toBeLessThanOrEqual(MOST_MARKUP);
  expect(script).toBeLessThanOrEqual(MOST_SCRIPT);
}

/** What axe finds, each with the place it finds it in. */
async function violations(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate<AxeResults>(`axe.run({ exclude: ["iframe"] }, ${AXE_OPTIONS})`);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html}`),
  );
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
