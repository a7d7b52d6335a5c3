// What all charts share: their measures, their colours, and how they become an SVG.
//
// A chart is as wide as a small phone and grows with its container: what can be read at 360 pixels can be read
// everywhere. It has no script, font or file of its own, and has a title and a description for people who do
// not see it.

import { contrast, mixed } from "../../domain/colour.ts";
import type { Colours, Palette } from "../../domain/palette.ts";
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

/** The styles of charts, in the colours of a site. Nothing in them would be escaped in a template. */
export const chartStyleOf = ({ light, dark }: Palette): string => `
  .chart { ${declared(light)} }
  @media (prefers-color-scheme: dark) { .chart { ${declared(dark)} } }
  .chart text { fill: var(--ink); font: 10px system-ui, sans-serif; }
  .chart .soft { fill: var(--soft); }
  .chart .name { font-size: 13px; font-weight: 650; }
  .chart .end { text-anchor: end; }
  .chart .mid { text-anchor: middle; }
  .chart .small { font-size: 9px; }
  .chart .ground { fill: var(--card); }
  .chart .grid { stroke: var(--line); }
  .chart .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
  .chart .a { stroke: var(--door); }
  .chart .b { stroke: var(--brass); stroke-dasharray: 7 2; }
  .chart .c { stroke: var(--ink); stroke-width: 1.5; }
  .chart .open { stroke-dasharray: 1 3; stroke-linecap: round; }
  .chart .bar { fill: var(--door); }
  .chart .pale { fill: var(--door); fill-opacity: 0.25; stroke: var(--door); stroke-width: 0.75; }
  .chart .mark { stroke: var(--brass); stroke-width: 1.5; stroke-dasharray: 4 2; }
  .chart .halo { stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
  .chart .cells { fill: var(--door); opacity: var(--tone); }
  .chart .hatch { fill: none; stroke: var(--card); stroke-width: 1.25; }
  .chart .part { fill: none; stroke: var(--soft); stroke-dasharray: 2 2; }
`;

const DRAWN_WITH = ["card", "ink", "soft", "line", "door", "brass"] as const;

const declared = (colours: Colours): string =>
  [...DRAWN_WITH.map((name) => [name, colours[name]] as const), ["tone", toneOf(colours)] as const]
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");

/** How much of the accent the darkest cell has: no more than lets the number in it be read (WCAG 2.2, 1.4.3). */
export function toneOf({ card, door, ink }: Colours): number {
  for (let hundredths = 60; hundredths > 10; hundredths -= 1) {
    if (contrast(mixed(card, door, hundredths / 100), ink) >= 4.5) return hundredths / 100;
  }
  return 0.1;
}

/** One chart for a page, whose styles must include those of `chartStyleOf` and which shows the title itself. */
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
export function svgFile(title: string, style: string, pictures: readonly Picture[]): Markup {
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
        ${style}
      </style>
      <rect class="ground" width="${WIDTH}" height="${below}" />
      ${placed}
    </svg>
  `;
}

/** A coordinate in as few digits as possible: nobody sees less than a tenth of a unit. */
export const at = (value: number): number => Math.round(value * 10) / 10;

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
