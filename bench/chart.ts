// The chart of docs/performance.md: how near each row is to its limit, as bars on one scale.

import type { Aim } from "./rows.ts";
import { missed, ratioToLimit, ratioToPeer, type Result } from "./ratios.ts";

const WIDTH = 820;
const NAMES = 330;
const BARS = 300;
const LINE = 30;
const TOP = 44;

/** Beyond twice the limit a bar is cut; the number next to it gives its full length. */
const LONGEST = 2;

/** An SVG that is readable on light and on dark pages, and has a text that describes it. */
export function chart(results: readonly Result[]): string {
  const height = TOP + results.length * LINE + 12;
  const summary = results
    .map((result) => `${plain(result.what)}: ${ratioToLimit(result).toFixed(2)} of the limit`)
    .join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title summary">
  <title id="title">Postern, held against the limit</title>
  <desc id="summary">${summary}</desc>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #24292f; }
    .quiet { fill: #57606a; }
    .met { fill: #1a7f5a; }
    .missed { fill: #bc6c00; }
    .line { stroke: #57606a; }
    .aim { stroke: #24292f; stroke-width: 2; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .quiet { fill: #9da7b1; }
      .met { fill: #3fb984; }
      .missed { fill: #e3a34f; }
      .line { stroke: #9da7b1; }
      .aim { stroke: #e6edf3; }
    }
  </style>
  <text class="quiet" x="${NAMES}" y="18">figure ÷ the limit's (the line); the mark is the aim</text>
  <line class="line" x1="${at(1)}" x2="${at(1)}" y1="${TOP - 14}" y2="${height - 12}" stroke-dasharray="3 3"/>
${results.map(bar).join("\n")}
</svg>
`;
}

function bar(result: Result, place: number): string {
  const y = TOP + place * LINE;
  const ratio = ratioToLimit(result);
  const first = result.peers?.[0];
  const times = first && ratioToPeer(result, first);
  const beside = times === undefined ? "" : ` · ${times.toFixed(1)} × ${first?.name}`;
  const aim = at(aimed(result.aim));
  return `  <text x="${NAMES - 10}" y="${y + 11}" text-anchor="end">${plain(result.what)}</text>
  <rect class="${missed(result) ? "missed" : "met"}" x="${NAMES}" y="${y}" width="${at(ratio) - NAMES}" height="14"/>
  <line class="aim" x1="${aim}" x2="${aim}" y1="${y - 3}" y2="${y + 17}"/>
  <text class="quiet" x="${NAMES + BARS + 12}" y="${y + 11}">${ratio.toFixed(2)}${beside}</text>`;
}

const at = (ratio: number): number =>
  Math.round(NAMES + (Math.min(ratio, LONGEST) / LONGEST) * BARS);

const aimed = (aim: Aim): number => ("atLeast" in aim ? aim.atLeast : aim.atMost);

const plain = (text: string): string =>
  text.replaceAll("`", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
