// A chart and its numbers side by side. The table says all that the chart shows.

import { html, type Markup } from "../markup.ts";
import { inlineSvg, type Picture } from "./chart.ts";

export type Figure = {
  readonly picture: Picture;
  readonly table: Markup;
  /** The names of the two boxes, which scroll where there is little room. */
  readonly names: { readonly picture: string; readonly numbers: string };
  /** What has to be known to read them. */
  readonly note?: string | undefined;
  /** What stands below both. */
  readonly below?: Markup | undefined;
};

/** Nothing in it would be escaped in a template. */
export const FIGURE_STYLE = `
  .figure { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
  .figure h2 { margin: 0 0 0.75rem; }
  .figure p { margin: 0 0 0.75rem; color: var(--soft); }
  .sides { display: grid; gap: 1.5rem; align-items: start; }
  @media (min-width: 60rem) { .sides { grid-template-columns: 3fr 2fr; } }
  .drawn, .numbers { min-width: 0; overflow: auto; }
  .drawn svg { display: block; width: 100%; min-width: 26rem; max-width: 44rem; height: auto; }
  .numbers { max-height: 28rem; padding-inline: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; }
  .numbers table { width: 100%; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
  .numbers :is(th, td) { padding: 0.25rem 0; padding-inline-end: 0.75rem; border-bottom: 1px solid var(--line); text-align: end; white-space: nowrap; }
  .numbers th { font-weight: 600; }
  .numbers th:first-child { text-align: start; }
  .numbers thead th { position: sticky; top: 0; background: var(--card); color: var(--soft); }
  @media print { .numbers { max-height: none; } }
`;

/**
 * A box that scrolls must be reachable with the keyboard, too. Charts are drawn from left to right in every language, as
 * their axes are.
 */
export const figure = ({ picture, table, names, note, below }: Figure): Markup =>
  html`<section class="figure" aria-labelledby="${picture.id}">
    <h2 id="${picture.id}">${picture.title}</h2>
    ${note === undefined ? "" : html`<p>${note}</p>`}
    <div class="sides">
      <div class="drawn" dir="ltr" tabindex="0" role="region" aria-label="${names.picture}">
        ${inlineSvg(picture)}
      </div>
      <div class="numbers" tabindex="0" role="region" aria-label="${names.numbers}">${table}</div>
    </div>
    ${below ?? ""}
  </section>`;

/** Numbers below their heads. The first cell of a line names it. */
export const numbersTable = (
  heads: readonly string[],
  lines: readonly (readonly string[])[],
): Markup =>
  html`<table>
    <thead>
      <tr>
        ${heads.map((name) => html`<th scope="col">${name}</th>`)}
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
  </table>`;
