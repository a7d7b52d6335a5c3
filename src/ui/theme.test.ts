import { describe, expect, test } from "vitest";
import { standardBrand, type Brand } from "../domain/brand.ts";
import { contrast, hexOf, oklchOf, parseColour } from "../domain/colour.ts";
import { paletteOf, wrongAccent, type Colours, type ThemeName } from "../domain/palette.ts";
import { stylesOf } from "./theme.ts";

const styleOf = (brand: Brand): string =>
  Object.values(stylesOf(brand))
    .map(({ css }) => css)
    .join("");

const stylesheet = styleOf(standardBrand);

const THEMES: readonly ThemeName[] = ["postern", "plain"];

/** Text colours and their backgrounds. */
const TEXTS = [
  ["ink", "ground"],
  ["ink", "joint"],
  ["ink", "card"],
  ["ink", "field"],
  ["ink", "good-tint"],
  ["ink", "warn-tint"],
  ["soft", "card"],
  ["soft", "ground"],
  ["soft", "joint"],
  ["link", "card"],
  ["link", "ground"],
  ["link", "joint"],
  ["link", "good-tint"],
  ["link", "warn-tint"],
  ["deep", "card"],
  ["deep", "ground"],
  ["on-door", "door"],
  ["on-door", "hover"],
  ["on-bad", "bad"],
  ["bad", "card"],
  ["bad", "bad-tint"],
] as const;

/** What must be distinguishable from what: buttons, signs, borders of fields, and the focus ring. */
const SHAPES = [
  ["edge", "card"],
  ["edge", "field"],
  ["edge", "ground"],
  ["ring", "card"],
  ["ring", "field"],
  ["ring", "ground"],
  ["ring", "good-tint"],
  ["ring", "warn-tint"],
  ["ring", "bad-tint"],
  ["door", "card"],
  ["door", "field"],
  ["door", "good-tint"],
  ["hover", "card"],
  ["brass", "warn-tint"],
  ["card", "brass"],
] as const;

/** The pairs that cannot be told apart, with their contrast. */
function unreadable(colours: Colours): readonly string[] {
  const wrong = (pairs: readonly (readonly [keyof Colours, keyof Colours])[], least: number) =>
    pairs.flatMap(([one, other]) => {
      const ratio = contrast(colours[one], colours[other]);
      return ratio >= least ? [] : [`${one} on ${other}: ${ratio.toFixed(2)}`];
    });
  return [...wrong(TEXTS, 4.5), ...wrong(SHAPES, 3)];
}

/** Every hue, from grey to vivid, from black to white. */
const ACCENTS = Array.from({ length: 24 }, (_, hue) => (hue / 12) * Math.PI).flatMap((h) =>
  [0, 0.04, 0.1, 0.2, 0.3].flatMap((c) =>
    Array.from({ length: 21 }, (_, step) => hexOf({ l: step / 20, c, h })),
  ),
);

describe.each(THEMES)("in the theme %s", (theme) => {
  test("the usual accent can be read, by day and by night", () => {
    const { light, dark } = paletteOf(theme);
    expect(unreadable(light)).toEqual([]);
    expect(unreadable(dark)).toEqual([]);
  });

  test("every accent can be read, by day and by night, or has a neighbour that can", () => {
    const wrong = ACCENTS.flatMap((given) => {
      const accent = wrongAccent(given) ?? given;
      const { light, dark } = paletteOf(theme, accent);
      const all = [wrongAccent(accent) ?? [], unreadable(light), unreadable(dark)].flat();
      return all.map((words) => `${given} as ${accent}: ${words}`);
    });
    expect(wrong).toEqual([]);
  });
});

test("only what is too pale for a button by day is refused, for the same hue and a little darker", () => {
  expect(
    ["#000000", "#1a4fd6", "#b00020", "#7a1fa2", "#808080"].map((accent) => wrongAccent(accent)),
  ).toEqual(Array(5).fill(undefined));
  const nearest = wrongAccent("#ffd400")!;
  expect(Math.abs(oklchOf(nearest).h - oklchOf("#ffd400").h)).toBeLessThan(0.1);
  expect(contrast(nearest, "#ffffff")).toBeLessThan(4);
});

test("an accent is used on buttons exactly as it was given", () => {
  expect(paletteOf("plain", "#7a1fa2").light.door).toBe("#7a1fa2");
});

test("a colour is three or six digits", () => {
  expect(["#Abc", " #1D5C4C ", "1d5c4c", "#12345", "red", "rgb(0 0 0)"].map(parseColour)).toEqual([
    "#aabbcc",
    "#1d5c4c",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a colour comes back from lightness, chroma and hue as it was", () => {
  const colours = ["#000000", "#ffffff", "#1d5c4c", "#ff0000", "#0000ff", "#808080"];
  expect(colours.map((colour) => hexOf(oklchOf(colour)))).toEqual(colours);
});

const branded = (brand: Partial<Brand>): string => styleOf({ ...standardBrand, ...brand });

test("every text on a background of its own is in the list of pairs above", () => {
  const pairs = [
    ...branded({ palette: paletteOf("plain", "#7a1fa2"), hasAccent: true }).matchAll(
      /\{([^{}]*)\}/g,
    ),
  ]
    .map(([, rule = ""]) => [
      /(?:^|;)color:var\(--([\w-]+)\)/.exec(rule)?.[1],
      /(?:^|;)background:var\(--([\w-]+)\)/.exec(rule)?.[1],
    ])
    .filter((pair) => pair.every((name) => name !== undefined));
  const known = [...TEXTS, ...SHAPES].map((pair) => pair.join(" on "));
  expect(pairs.length).toBeGreaterThan(4);
  expect(pairs.map((pair) => pair.join(" on ")).filter((pair) => !known.includes(pair))).toEqual(
    [],
  );
});

test("only corners in pixels follow the brand: circles stay circles", () => {
  const radii = (css: string) => new Set(css.match(/border-radius:[^;}]+/g));
  expect(radii(branded({ corners: "sharp" }))).not.toContain("border-radius:10px");
  expect(radii(branded({ corners: "sharp" }))).toContain("border-radius:0px");
  expect(radii(branded({ corners: "round" }))).toContain("border-radius:20px");
  expect(radii(branded({ corners: "round" }))).toContain("border-radius:50%");
});

test("the plain theme has no door, no wall and no arch, and is smaller", () => {
  const plain = branded({ theme: "plain", palette: paletteOf("plain") });
  expect(plain).not.toMatch(/\.door|\.arch|gradient|Palatino/);
  expect(plain.length).toBeLessThan(stylesheet.length);
});

test("a font of the site is used for everything", () => {
  const styled = branded({ font: `"Inter", sans-serif` });
  expect(styled).toContain(`1.0625rem/1.55 "Inter",sans-serif`);
  expect(styled).not.toContain("Palatino");
});

test("who prefers no motion gets none, and who forces colours gets theirs", () => {
  const [still = ""] = stylesheet.split("@media (prefers-reduced-motion:no-preference)");
  expect(still).not.toMatch(/transition|animation|@keyframes/);
  expect(stylesheet).toContain("@media (forced-colors:active)");
});

test("the stylesheet asks for nothing and can stand in a style element", () => {
  expect(stylesheet).not.toMatch(/url\(|@import|@font-face|<\//);
});
