import { expect, test } from "vitest";
import { contrast, mixed } from "../../domain/colour.ts";
import { paletteOf, STANDARD_ACCENT } from "../../domain/palette.ts";
import { html } from "../markup.ts";
import { chartStyleOf, toneOf } from "./chart.ts";
import { FIGURE_STYLE } from "./figure.ts";
import { heatMap } from "./heat-map.ts";
import { shareBars } from "./share-bars.ts";
import { shareLines } from "./share-lines.ts";

const ACCENTS = [STANDARD_ACCENT, "#000000", "#0044ff", "#c2185b", "#7a5200", "#e65100", "#555555"];

const WORDS = { id: "one", title: "One", description: "Two" };

test.each(ACCENTS)("the number in each cell can be read, in light and in dark: %s", (accent) => {
  for (const theme of ["postern", "plain"] as const) {
    for (const colours of Object.values(paletteOf(theme, accent))) {
      const { card, door, ink } = colours;
      const tone = toneOf(colours);
      expect(tone).toBeGreaterThan(0.15);
      for (const share of [0, 0.25, 0.5, 0.75, 1]) {
        // A hatched cell has lines in the colour of the card.
        for (const below of [mixed(card, door, tone * share), card]) {
          expect(contrast(below, ink)).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  }
});

test("styles of charts stand in a template as they are", () => {
  for (const style of [chartStyleOf(paletteOf("postern")), FIGURE_STYLE]) {
    expect(html`${style}`.toString()).toBe(style);
  }
});

test("cells of one colour are one path, those that are so far are hatched, and what cannot be is left out", () => {
  const done = { share: 0.5, soFar: false };
  const { body } = heatMap({
    ...WORDS,
    over: "days",
    columns: ["1", "2"],
    rows: [
      { name: "Monday", cells: [done, done] },
      { name: "Tuesday", cells: [{ share: 0.25, soFar: true }, null] },
      { name: "Wednesday", cells: [{ share: null, soFar: true }, null] },
    ],
    legend: { numbers: "per cent", soFar: "so far" },
  });
  const drawn = body.toString();
  expect(drawn.match(/<path fill-opacity="[^"]+"/g)).toEqual([
    '<path fill-opacity="0.5"',
    '<path fill-opacity="0.25"',
  ]);
  expect(drawn.match(/<tspan[^>]*>(\d+)/g)!.map((each) => each.replace(/.*>/, ""))).toEqual([
    "1",
    "2",
    "50",
    "50",
    "25",
  ]);
  const [, outlines = ""] = /class="part" d="([^"]*)"/.exec(drawn) ?? [];
  // One cell, and the sample in the legend.
  expect(outlines.match(/M/g)).toHaveLength(2);
});

test("bars have one scale, a name that is too long ends in dots, and a share of nobody has no bar", () => {
  const drawn = shareBars({
    ...WORDS,
    bars: [
      { name: "a-very-long-name.of-a-domain.example", share: 1, label: "100 %" },
      { name: "half", share: 0.5, label: "50 %" },
      { name: "nobody", share: null, label: "—" },
    ],
  }).body.toString();
  expect(drawn).toContain("a-very-long-name.o…");
  const widths = [...drawn.matchAll(/class="bar"[^>]*?width="([\d.]+)"/g)].map(([, each]) => each);
  expect(widths.map(Number)).toEqual([152, 76]);
});

test("a cohort between two empty ones is a point, and the others are a line", () => {
  const point = (share: number | null) => ({ share, soFar: false });
  const drawn = shareLines({
    ...WORDS,
    places: ["1", "2", "3", "4", "5"],
    series: [{ name: "all", points: [0.5, 0.6, null, 0.7, null].map(point) }],
  }).body.toString();
  expect(drawn.match(/<circle/g)).toHaveLength(1);
});
