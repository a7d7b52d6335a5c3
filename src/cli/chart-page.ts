// Charts for operators: as a page with a table next to each, or as one SVG file.

import { chartStyle, inlineSvg, svgFile, type Picture } from "../ui/charts/chart.ts";
import { html, type Markup } from "../ui/markup.ts";
import { htmlFile } from "./html-file.ts";

/** An SVG file with all charts below each other. */
export const chartFile = (title: string, pictures: readonly Picture[]): string =>
  `${svgFile(title, pictures).toString().trim()}\n`;

type ChartPage = {
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  readonly figures: readonly Markup[];
};

/** A page of its own: without scripts or other files, for small and large screens, light and dark. */
export function chartPage({ title, heading, text, figures }: ChartPage): string {
  return htmlFile(
    title,
    html`${PAGE_STYLE}${chartStyle}`,
    html`<main class="chart">
      <h1>${heading}</h1>
      <p>${text}</p>
      ${figures}
    </main>`,
  );
}

const PAGE_STYLE: Markup = html`
  :root { color-scheme: light dark; } * { box-sizing: border-box; } body { margin: 0; } main {
  min-height: 100vh; padding: 1rem clamp(0.75rem, 4vw, 3rem) 3rem; background: var(--c-card); color:
  var(--c-ink); font: 1rem/1.5 system-ui, sans-serif; } main > * { max-width: 76rem; margin-inline:
  auto; } h1 { font-size: clamp(1.375rem, 1rem + 2vw, 2rem); line-height: 1.2; text-wrap: balance; }
  h2 { margin: 0 0 0.75rem; font-size: 1.125rem; } section { margin-top: 2.5rem; padding-top:
  1.5rem; border-top: 1px solid var(--c-line); } .sides { display: grid; gap: 1.5rem; align-items:
  start; } @media (min-width: 60rem) { .sides { grid-template-columns: 3fr 2fr; } } svg { display:
  block; width: 100%; height: auto; max-width: 44rem; } .numbers { max-height: 36rem; overflow:
  auto; padding-inline: 0.75rem; border: 1px solid var(--c-line); border-radius: 0.5rem; } @media
  print { .numbers { max-height: none; } } .numbers:focus-visible { outline: 3px solid
  var(--c-brass); } table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric:
  tabular-nums; } th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid
  var(--c-line); text-align: end; white-space: nowrap; } th:first-child { text-align: start; } thead
  th { position: sticky; top: 0; background: var(--c-card); color: var(--c-soft); font-weight: 600;
  }
`;

// A box that scrolls must be reachable with the keyboard, too.
export const figure = (picture: Picture, numbers: Markup): Markup => html`
  <section aria-labelledby="${picture.id}">
    <h2 id="${picture.id}">${picture.title}</h2>
    <div class="sides">
      ${inlineSvg(picture)}
      <div class="numbers" tabindex="0" role="region" aria-label="${picture.title}: the numbers">
        ${numbers}
      </div>
    </div>
  </section>
`;

export const tableOf = (
  heading: readonly string[],
  lines: readonly (readonly string[])[],
): Markup => html`
  <table>
    <thead>
      <tr>
        ${heading.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        ([name, ...cells]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>
`;
