// Amounts over time as bars, of which a part can be filled.

import { html } from "../markup.ts";
import { at, placeNames, WIDTH, type Picture, type PictureWords } from "./chart.ts";

export type TimeBars = PictureWords & {
  /** The name of each bar, from left to right. */
  readonly places: readonly string[];
  /** One per place; `part` is at most `whole`. */
  readonly bars: readonly { readonly whole: number; readonly part: number }[];
  /** What the filled part and the rest are; without a part, there is no legend. */
  readonly legend?: { readonly part: string; readonly rest: string };
};

const LEFT = 40;
const RIGHT = 12;
const TALL = 96;

/** Bars from zero to the largest amount. */
export function timeBars({ places, bars, legend, ...words }: TimeBars): Picture {
  const top = legend === undefined ? 8 : 26;
  const bottom = top + TALL;
  const most = Math.max(1, ...bars.map(({ whole }) => whole));
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, bars.length);
  const gap = Math.min(1, step / 6);
  const y = (count: number): number => at(bottom - (TALL * count) / most);
  /** The first and the last name keep to the edges of the chart. */
  const nameAt = (place: number): number =>
    at(LEFT + (place === 0 ? 0 : place === places.length - 1 ? place + 1 : place + 0.5) * step);
  const bar = (place: number, count: number, style: string) =>
    count === 0
      ? ""
      : html`<rect
          class="${style}"
          x="${at(LEFT + place * step + gap)}"
          y="${y(count)}"
          width="${at(step - 2 * gap)}"
          height="${at(bottom - y(count))}"
        />`;
  return {
    ...words,
    height: bottom + 24,
    body: html`
      ${
        legend === undefined
          ? ""
          : html`
              <rect class="bar" x="${LEFT}" y="4" width="10" height="10" />
              <text x="${LEFT + 15}" y="13">${legend.part}</text>
              <rect class="pale" x="${LEFT + 100}" y="4" width="10" height="10" />
              <text x="${LEFT + 115}" y="13">${legend.rest}</text>
            `
      }
      ${[0, most].map(
        (count) => html`
          <path class="grid" d="M${LEFT} ${y(count)}H${WIDTH - RIGHT}" />
          <text class="small soft end" x="${LEFT - 5}" y="${y(count) + 3}"
            >${count.toLocaleString("en")}</text
          >
        `,
      )}
      ${bars.map(({ whole, part }, place) => html`${bar(place, whole, "pale")}${bar(place, part, "bar")}`)}
      ${placeNames(places, nameAt, bottom + 16)}
    `,
  };
}
