// Charts for operators: as a page with a table next to each, or as one SVG file.

import { paletteOf } from "../domain/palette.ts";
import { chartStyleOf, svgFile, type Picture } from "../ui/charts/chart.ts";
import { FIGURE_STYLE } from "../ui/charts/figure.ts";
import { html, type Markup } from "../ui/markup.ts";
import { htmlFile } from "./html-file.ts";

const CHART_STYLE = chartStyleOf(paletteOf("postern"));

/** An SVG file with all charts below each other. */
export const chartFile = (title: string, pictures: readonly Picture[]): string =>
  `${svgFile(title, CHART_STYLE, pictures).toString().trim()}\n`;

type ChartPage = {
  readonly title: string;
  readonly heading: string;
  readonly text: Markup | string;
  readonly figures: readonly Markup[];
};

/** A page of its own: without scripts or other files, for small and large screens, light and dark. */
export function chartPage({ title, heading, text, figures }: ChartPage): string {
  return htmlFile(
    title,
    html`${PAGE_STYLE}${CHART_STYLE}${FIGURE_STYLE}`,
    html`<main class="chart">
      <div class="inner">
        <h1>${heading}</h1>
        <p>${text}</p>
        ${figures}
      </div>
    </main>`,
  );
}

const PAGE_STYLE = `
  :root { color-scheme: light dark; }
  * { box-sizing: border-box; }
  body { margin: 0; }
  main { min-height: 100vh; padding: 1rem clamp(0.75rem, 4vw, 3rem) 3rem; background: var(--card); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  .inner { max-width: 76rem; margin-inline: auto; }
  h1 { font-size: clamp(1.375rem, 1rem + 2vw, 2rem); line-height: 1.2; text-wrap: balance; }
  h2 { font-size: 1.125rem; }
  :focus-visible { outline: 3px solid var(--brass); }
`;
