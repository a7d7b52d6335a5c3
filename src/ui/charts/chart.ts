// What all charts share: their measures, their colours, and how they become an SVG.
//
// A chart is as wide as a small phone and grows with its container: what can be read at 360 pixels can be read
// everywhere. It has no script, font or file of its own, and has a title and a description for people who do
// not see it.

import { html, type Markup } from "../markup.ts";

/** The name of a chart, and its description for people who do not see it. */
export type PictureWords = {
  /** Letters and hyphens, unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, in a sentence or two. */
  readonly description: string;
};

export type Picture = PictureWords & {
  readonly height: number;
  readonly body: Markup;
};

export const WIDTH = 360;

/** The height of the heading above a chart in a file. */
const HEADING = 26;

/** The colours of the pages, for light and for dark; `.s0` to `.s10` fill by tenths of a share. */
export const chartStyle: Markup = html`
  .chart { --c-card: #fffdf8; --c-ink: #1c2826; --c-soft: #56615d; --c-line: #ddd6c6; --c-door:
  #1d5c4c; --c-brass: #b06a08; --c-deep: .6; } @media (prefers-color-scheme: dark) { .chart {
  --c-card: #182321; --c-ink: #ebeee7; --c-soft: #a9b6b0; --c-line: #2c3a37; --c-door: #8fd3bb;
  --c-brass: #f2b857; --c-deep: .4; } } .chart text { fill: var(--c-ink); font: 10px system-ui,
  sans-serif; } .chart .soft { fill: var(--c-soft); } .chart .name { font-size: 13px; font-weight:
  650; } .chart .end { text-anchor: end; } .chart .mid { text-anchor: middle; } .chart .small {
  font-size: 9px; } .chart .ground { fill: var(--c-card); } .chart .grid { stroke: var(--c-line); }
  .chart .line { fill: none; stroke-width: 2; stroke-linejoin: round; } .chart .a { stroke:
  var(--c-door); } .chart .b { stroke: var(--c-brass); stroke-dasharray: 7 2; } .chart .c { stroke:
  var(--c-ink); stroke-width: 1.5; } .chart .open { stroke-dasharray: 1 3; stroke-linecap: round; }
  .chart .bar { fill: var(--c-door); } .chart .pale { fill: var(--c-door); fill-opacity: .25;
  stroke: var(--c-door); stroke-width: .75; } .chart .mark { stroke: var(--c-brass); stroke-width:
  1.5; stroke-dasharray: 4 2; } .chart .halo { stroke: var(--c-card); stroke-width: 4px;
  stroke-linejoin: round; paint-order: stroke; } .chart .cell { fill: var(--c-door); } .chart .part
  { stroke: var(--c-soft); stroke-dasharray: 2 2; } .chart .s0 { fill-opacity: .03; } .chart .s1 {
  fill-opacity: calc(.1 * var(--c-deep)); } .chart .s2 { fill-opacity: calc(.2 * var(--c-deep)); }
  .chart .s3 { fill-opacity: calc(.3 * var(--c-deep)); } .chart .s4 { fill-opacity: calc(.4 *
  var(--c-deep)); } .chart .s5 { fill-opacity: calc(.5 * var(--c-deep)); } .chart .s6 {
  fill-opacity: calc(.6 * var(--c-deep)); } .chart .s7 { fill-opacity: calc(.7 * var(--c-deep)); }
  .chart .s8 { fill-opacity: calc(.8 * var(--c-deep)); } .chart .s9 { fill-opacity: calc(.9 *
  var(--c-deep)); } .chart .s10 { fill-opacity: var(--c-deep); }
`;

/** One chart for a page, whose styles must include `chartStyle` and which shows the title itself. */
export const inlineSvg = ({ id, title, description, height, body }: Picture): Markup => html`
  <svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-desc"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${description}</desc>
    ${body}
  </svg>
`;

/** Charts below each other, as a file of their own. */
export function svgFile(title: string, pictures: readonly Picture[]): Markup {
  let below = 8;
  const placed = pictures.map(({ id, height, body, ...words }) => {
    const top = below;
    below += HEADING + height + 12;
    return html`
      <g role="img" aria-labelledby="${id}-title ${id}-desc" transform="translate(0 ${top})">
        <title id="${id}-title">${words.title}</title>
        <desc id="${id}-desc">${words.description}</desc>
        <text class="name" x="8" y="16">${words.title}</text>
        <g transform="translate(0 ${HEADING})">${body}</g>
      </g>
    `;
  });
  return html`
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="chart"
      viewBox="0 0 ${WIDTH} ${below}"
      style="display: block; width: 100%; max-width: 45rem; margin: 0 auto"
    >
      <title>${title}</title>
      <style>
        ${chartStyle}
      </style>
      <rect class="ground" width="${WIDTH}" height="${below}" />
      ${placed}
    </svg>
  `;
}

/** A coordinate in as few digits as possible: nobody sees less than a hundredth of a unit. */
export const at = (value: number): number => Math.round(value * 100) / 100;

/** Names below a chart: the first, the last, and one in the middle if there is room. */
export const placeNames = (
  names: readonly string[],
  x: (place: number) => number,
  y: number,
): readonly Markup[] =>
  names.flatMap((name, place) => {
    const last = names.length - 1;
    const isNamed =
      place === 0 || place === last || (names.length > 4 && place === Math.floor(last / 2));
    const anchor = place === 0 ? "" : place === last ? "end" : "mid";
    return isNamed
      ? [html`<text class="small soft ${anchor}" x="${x(place)}" y="${y}">${name}</text>`]
      : [];
  });

/** "72 %", with a space at which no line breaks. */
export const percent = (share: number): string => `${Math.round(share * 100)}\u00a0%`;
