// Shares in rows and columns, the larger the darker: a cohort triangle.

import { html } from "../markup.ts";
import { WIDTH, type Picture, type PictureWords } from "./chart.ts";

export type HeatCell = { readonly share: number | null; readonly soFar: boolean } | null;

export type HeatMap = PictureWords & {
  /** What the columns are: the heading above all of them. */
  readonly over: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly HeatCell[] }[];
  /** What the numbers are, and what hatching is. */
  readonly legend: { readonly numbers: string; readonly soFar: string };
};

const LEFT = 68;
const RIGHT = 6;
const TOP = 30;
const ROW = 17;
const WIDEST = 60;

type Box = { readonly x: number; readonly y: number; readonly width: number };

/** Columns are as wide as there is room, and no wider than their text needs. What is so far is hatched. */
export function heatMap({ rows, columns, over, legend, ...words }: HeatMap): Picture {
  const room = (WIDTH - LEFT - RIGHT) / Math.max(1, columns.length);
  const width = Math.floor(Math.min(WIDEST, room));
  const middle = (place: number): number => LEFT + Math.floor((place + 0.5) * width);
  const below = TOP + rows.length * ROW;
  const cells = rows.flatMap((row, line) =>
    row.cells.flatMap((cell, place) => {
      if (cell === null || cell.share === null) return [];
      const box = { x: LEFT + place * width + 1, y: TOP + line * ROW + 1, width: width - 2 };
      return [{ percent: Math.round(cell.share * 100), soFar: cell.soFar, box }];
    }),
  );
  const swatch: Box = { x: LEFT, y: below + 17, width: 18 };
  const open = [...cells.filter(({ soFar }) => soFar).map(({ box }) => box), swatch];
  // Cells of one colour are one path: a page has hundreds of cells.
  const colours = Map.groupBy([...cells, { percent: 50, box: swatch }], ({ percent }) => percent);
  return {
    ...words,
    height: below + 36,
    body: html`
      <text class="soft" x="${LEFT}" y="10">${over}</text>
      <text class="soft mid" y="24"
        >${columns.map((column, place) => html`<tspan x="${middle(place)}">${column}</tspan>`)}</text
      >
      <g class="cells">
        ${[...colours].map(([percent, same]) => html`<path fill-opacity="${Math.max(5, percent) / 100}" d="${same.map(({ box }) => outline(box)).join("")}" />`)}
      </g>
      <path class="hatch" d="${open.map(hatching).join("")}" />
      <path class="part" d="${open.map(outline).join("")}" />
      ${rows.map(
        (row, line) =>
          html`<text class="small end" x="${LEFT - 6}" y="${TOP + line * ROW + 12}"
              >${row.name}</text
            >
            <text class="small mid" y="${TOP + line * ROW + 12}"
              >${row.cells.map((cell, place) =>
                cell === null || cell.share === null
                  ? ""
                  : html`<tspan x="${middle(place)}">${Math.round(cell.share * 100)}</tspan>`,
              )}</text
            >`,
      )}
      <text class="small soft" x="${LEFT}" y="${below + 12}">${legend.numbers}</text>
      <text class="small soft" x="${LEFT + 24}" y="${below + 28}">${legend.soFar}</text>
    `,
  };
}

const TALL = ROW - 2;

const outline = ({ x, y, width }: Box): string => `M${x} ${y}h${width}v${TALL}h-${width}z`;

/** Lines as steep as lets them stay within the cell. */
const hatching = ({ x, y, width }: Box): string =>
  Array.from(
    { length: Math.max(1, Math.floor((width - 1) / 4)) },
    (_, line) => `M${x + line * 4} ${y + TALL}l4-${TALL}`,
  ).join("");
