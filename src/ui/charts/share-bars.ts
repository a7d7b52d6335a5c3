// Shares side by side, one bar each: a funnel, or groups of people.

import { html } from "../markup.ts";
import { at, WIDTH, type Picture, type PictureWords } from "./chart.ts";

export type ShareBars = PictureWords & {
  readonly bars: readonly {
    readonly name: string;
    /** From 0 to 1; null if there is nobody of whom it could be a share. */
    readonly share: number | null;
    /** The share and of how many it is, in words. */
    readonly label: string;
  }[];
};

const LEFT = 112;
const RIGHT = 96;
const ROW = 20;
const LONGEST_NAME = 19;

/** All bars have one scale, from 0 to 100 per cent, so that those of two charts can be compared. */
export const shareBars = ({ bars, ...words }: ShareBars): Picture => ({
  ...words,
  height: bars.length * ROW + 10,
  body: html`
    ${[0, 0.5, 1].map((share) => html`<path class="grid" d="M${widthOf(share) + LEFT} 2v${bars.length * ROW}" />`)}
    ${bars.map(
      ({ name, share, label }, row) => html`
        <text class="small end" x="${LEFT - 6}" y="${row * ROW + 15}">${shortened(name)}</text>
        ${share === null ? "" : html`<rect class="bar" x="${LEFT}" y="${row * ROW + 5}" width="${widthOf(Math.min(1, share))}" height="14" />`}
        <text class="small" x="${WIDTH - RIGHT + 8}" y="${row * ROW + 15}">${label}</text>
      `,
    )}
  `,
});

const widthOf = (share: number): number => at(share * (WIDTH - LEFT - RIGHT));

/** The whole name is in the table beside the chart. */
const shortened = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
