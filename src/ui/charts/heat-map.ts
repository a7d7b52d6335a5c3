// Shares in rows and columns, the larger the darker: a cohort triangle.

import { html, type Markup } from "../markup.ts";
import { at, WIDTH, type Picture, type PictureWords } from "./chart.ts";

export type HeatCell = { readonly share: number | null; readonly soFar: boolean } | null;

export type HeatMap = PictureWords & {
  /** What the columns are: the heading above all of them. */
  readonly over: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly HeatCell[] }[];
};

const LEFT = 68;
const RIGHT = 6;
const TOP = 30;
const ROW = 17;
const WIDEST = 60;

/** Columns are as wide as there is room, and no wider than their text needs. */
export function heatMap({ rows, columns, over, ...words }: HeatMap): Picture {
  const width = Math.min(WIDEST, (WIDTH - LEFT - RIGHT) / Math.max(1, columns.length));
  return {
    ...words,
    height: TOP + rows.length * ROW + 16,
    body: html`
      <text class="soft" x="${LEFT}" y="10">${over}</text>
      ${columns.map(
        (column, place) =>
          html`<text class="soft mid" x="${at(LEFT + (place + 0.5) * width)}" y="24"
            >${column}</text
          >`,
      )}
      ${rows.map(({ name, cells }, row) => {
        const y = TOP + row * ROW;
        return html`
          <text class="small end" x="${LEFT - 6}" y="${y + 12}">${name}</text>
          ${cells.map((cell, place) => drawn(cell, LEFT + place * width, y, width))}
        `;
      })}
      <text class="small soft" x="${LEFT}" y="${TOP + rows.length * ROW + 12}"
        >in per cent; with a dashed border: so far</text
      >
    `,
  };
}

function drawn(cell: HeatCell, x: number, y: number, width: number): Markup {
  if (cell === null || cell.share === null) return html``;
  const tenth = Math.round(cell.share * 10);
  const part = cell.soFar ? " part" : "";
  return html`
    <rect
      class="cell s${tenth}${part}"
      x="${at(x + 1)}"
      y="${y + 1}"
      width="${at(width - 2)}"
      height="${ROW - 2}"
      rx="2"
    />
    <text class="small mid" x="${at(x + width / 2)}" y="${y + 12}"
      >${Math.round(cell.share * 100)}</text
    >
  `;
}
