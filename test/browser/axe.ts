// What axe finds wrong with a page, in both of the looks that cover all: light and wide, dark and narrow.

import type { AxeResults } from "axe-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const LOOKS = [
  { colorScheme: "light", width: 1280, height: 800 },
  { colorScheme: "dark", width: 320, height: 640 },
] as const;

export const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
export const BEST_PRACTICE = [...WCAG, "best-practice"];

/** Every violation, with the look and the place it is found in; and what scrolls sideways. */
export async function barriersOf(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await page.evaluate(AXE);
  for (const look of LOOKS) {
    await comesAs(page, look);
    const { violations } = await page.evaluate<AxeResults>(
      `axe.run({ exclude: ["iframe"] }, ${JSON.stringify({
        runOnly: rules,
        rules: { "target-size": { enabled: true } },
        resultTypes: ["violations"],
      })})`,
    );
    const where = `${look.colorScheme}, ${look.width} px`;
    for (const { id, help, nodes } of violations)
      found.push(...nodes.map((node) => `${where}: ${id} (${help}): ${node.html}`));
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (wide > look.width) found.push(`${where}: scrolls sideways, to ${wide} px`);
  }
  return found;
}

export async function comesAs(
  page: Page,
  { colorScheme, width, height }: (typeof LOOKS)[number] = LOOKS[0],
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
}
