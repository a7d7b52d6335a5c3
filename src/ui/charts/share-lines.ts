// Shares over time, as lines, which are dotted where the numbers may still change.

import { html, type Markup } from "../markup.ts";
import { at, percent, placeNames, WIDTH, type Picture, type PictureWords } from "./chart.ts";

export type SharePoint = { readonly share: number | null; readonly soFar: boolean };

export type ShareLines = PictureWords & {
  /** The name of each point in time, from left to right. */
  readonly places: readonly string[];
  /** At most three, each with one point per place. */
  /** What happened at which place: 1.5 is half-way from the second to the third. */
  readonly marks?: readonly { readonly name: string; readonly place: number }[];
  readonly series: readonly { readonly name: string; readonly points: readonly SharePoint[] }[];
};

const LEFT = 40;
const RIGHT = 12;
const TOP = 26;
const TALL = 150;
/** The room for the name of a line. */
const NAME = 108;
const STYLES = ["a", "b", "c"] as const;

/** From 0 to 100 per cent, so that two charts can be compared. */
export function shareLines({ places, series, marks = [], ...words }: ShareLines): Picture {
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, places.length - 1);
  const x = (place: number): number => at(LEFT + place * step);
  return {
    ...words,
    height: TOP + TALL + 24,
    body: html`
      ${series.map(
        ({ name }, place) => html`
          <path class="line ${STYLES[place]}" d="M${LEFT + place * NAME} 9h22" />
          <text x="${LEFT + 27 + place * NAME}" y="13">${name}</text>
        `,
      )}
      ${[0, 0.25, 0.5, 0.75, 1].map(
        (share) => html`
          <path class="grid" d="M${LEFT} ${yOf(share)}H${WIDTH - RIGHT}" />
          <text class="small soft end" x="${LEFT - 5}" y="${yOf(share) + 3}"
            >${percent(share)}</text
          >
        `,
      )}
      ${placeNames(places, x, TOP + TALL + 16)}
      ${marks.map(
        ({ name, place }) => html`
          <path class="mark" d="M${x(place)} ${TOP}V${TOP + TALL}" />
          <text class="small mid halo" x="${x(place)}" y="${TOP + TALL - 4}">${name}</text>
        `,
      )}
      ${series.map(({ points }, place) => html`${lines(points, STYLES[place] ?? "c", x)}`)}
    `,
  };
}

const yOf = (share: number): number => at(TOP + TALL * (1 - share));

/** Two paths: the final part, and from its last point on the part that may still change. Gaps stay gaps. */
function lines(
  points: readonly SharePoint[],
  style: string,
  x: (place: number) => number,
): readonly Markup[] {
  const open = points.findIndex(({ soFar }) => soFar);
  const until = open === -1 ? points.length : open;
  const way = (from: number, to: number): string =>
    points
      .slice(from, to)
      .map(({ share }, place) => {
        if (share === null) return "";
        const before = place === 0 ? null : (points[from + place - 1]?.share ?? null);
        return `${before === null ? "M" : "L"}${x(from + place)} ${yOf(share)}`;
      })
      .join("");
  return [
    html`<path class="line ${style}" d="${way(0, until)}" />`,
    html`<path class="line ${style} open" d="${way(Math.max(0, until - 1), points.length)}" />`,
    // A cohort between two empty ones has no line, so it gets a visible point.
    ...points.map(({ share }, place) =>
      share === null || [points[place - 1], points[place + 1]].some((near) => near?.share != null)
        ? html``
        : html`<circle class="${style}" cx="${x(place)}" cy="${yOf(share)}" r="1.5" />`,
    ),
  ];
}
