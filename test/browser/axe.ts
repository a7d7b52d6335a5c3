// Axe's findings on a page, in the two looks that cover all: light and wide, dark and narrow.

import type { AxeResults } from "axe-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export type Look = {
  readonly colorScheme: "light" | "dark";
  readonly width: number;
  readonly height: number;
};

const FIRST: Look = { colorScheme: "light", width: 1280, height: 800 };
const SECOND: Look = { colorScheme: "dark", width: 320, height: 640 };

/** The rules that depend on colours and sizes; all others give the same result in every look. */
const OF_LOOKS = [
  "color-contrast",
  "link-in-text-block",
  "scrollable-region-focusable",
  "target-size",
];

export const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
export const BEST_PRACTICE = [...WCAG, "best-practice"];

/** Every violation, with the look and the place where it was found; and what scrolls sideways. */
export async function barriersOf(page: Page, tags: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return [
    ...(await barriersIn(page, FIRST, { type: "tag", values: tags })),
    ...(await barriersIn(page, SECOND, { type: "rule", values: OF_LOOKS })),
  ];
}

/** Of these, what other words can bring about on a page that has none: what they make too large, and their language. */
export async function barriersOfWords(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const values = [...OF_LOOKS, "html-has-lang", "html-lang-valid", "valid-lang"];
  return barriersIn(page, SECOND, { type: "rule", values });
}

/** The same in one look of a test's own. */
export async function barriersIn(
  page: Page,
  look: Look,
  runOnly: { readonly type: "tag" | "rule"; readonly values: readonly string[] },
): Promise<readonly string[]> {
  await comesAs(page, look);
  const options = {
    runOnly,
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
    preload: false,
  };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ exclude: ["iframe"] }, ${JSON.stringify(options)})`,
  );
  const where = `${look.colorScheme}, ${look.width} px`;
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
  return [
    ...violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${where}: ${id} (${help}): ${node.html}`),
    ),
    ...(wide > look.width ? [`${where}: scrolls sideways, to ${wide} px`] : []),
  ];
}

export async function comesAs(
  page: Page,
  { colorScheme, width, height }: Look = FIRST,
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
}
