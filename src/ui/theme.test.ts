import { describe, expect, test } from "vitest";
import { stylesheet } from "./theme.ts";

type Colours = Readonly<Record<string, string>>;

const [light = "", dark = ""] = [...stylesheet.matchAll(/:root\{([^}]*)\}/g)].map(
  ([, declarations = ""]) => declarations,
);

const coloursOf = (declarations: string): Colours =>
  Object.fromEntries(
    [...declarations.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})\b/g)].map(
      ([, name = "", value = ""]) => [
        name,
        value.length === 4 ? value.replace(/[0-9a-f]/g, "$&$&") : value,
      ],
    ),
  );

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

/** Text colours and their backgrounds. */
const TEXTS = [
  ["ink", "ground"],
  ["ink", "joint"],
  ["ink", "card"],
  ["ink", "field"],
  ["ink", "good-tint"],
  ["ink", "warn-tint"],
  ["soft", "card"],
  ["soft", "joint"],
  ["link", "card"],
  ["link", "joint"],
  ["link", "good-tint"],
  ["link", "warn-tint"],
  ["deep", "card"],
  ["on-door", "door"],
  ["on-door", "deep"],
  ["on-bad", "bad"],
  ["bad", "card"],
  ["bad", "bad-tint"],
] as const;

/** What must be distinguishable from what: borders of fields, and the focus ring. */
const SHAPES = [
  ["edge", "card"],
  ["edge", "field"],
  ["edge", "ground"],
  ["brass", "card"],
  ["brass", "ground"],
  ["brass", "warn-tint"],
  ["card", "brass"],
] as const;

describe.each([
  ["light", coloursOf(light)],
  ["dark", { ...coloursOf(light), ...coloursOf(dark) }],
])("by %s", (_name, colours) => {
  test.each(TEXTS)("%s is read on %s", (text, ground) => {
    expect(contrast(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES)("%s is seen against %s", (shape, ground) => {
    expect(contrast(colours[shape]!, colours[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

test("who prefers no motion gets none, and who forces colours gets theirs", () => {
  const [still = ""] = stylesheet.split("@media (prefers-reduced-motion:no-preference)");
  expect(still).not.toMatch(/transition|animation|@keyframes/);
  expect(stylesheet).toContain("@media (forced-colors:active)");
});

test("the stylesheet asks for nothing and can stand in a style element", () => {
  expect(stylesheet).not.toMatch(/url\(|@import|@font-face|<\//);
});
