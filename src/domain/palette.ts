// The colours of pages and mails. From a site's accent follow pairs that can be read, in light and in dark.

import { contrast, hexOf, oklchOf } from "./colour.ts";

/** Every colour of a page by its name in the stylesheet, as CSS writes it. */
export type Colours = Readonly<
  Record<
    | "ground"
    | "joint"
    | "card"
    | "field"
    | "ink"
    | "soft"
    | "line"
    | "edge"
    | "door"
    | "on-door"
    | "hover"
    | "deep"
    | "link"
    | "ring"
    | "brass"
    | "lamp"
    | "knob"
    | "stone"
    | "leaf"
    | "bad"
    | "on-bad"
    | "bad-tint"
    | "good-tint"
    | "warn-tint"
    | "shade",
    string
  >
>;

/** What follows from the accent. `deep` is a link under the pointer, `hover` a button. */
type Accents = Pick<
  Colours,
  "door" | "on-door" | "hover" | "deep" | "link" | "ring" | "leaf" | "good-tint"
>;

/** What stays the same for every accent. */
type Neutrals = Omit<Colours, keyof Accents>;

/** The colours of a theme, by day and by night. */
export type Palette = { readonly light: Colours; readonly dark: Colours };

/** `postern` has a door in a stone wall; `plain` has neither. */
export type ThemeName = "postern" | "plain";

/** Limestone and brass. */
const LIMESTONE: Readonly<Record<keyof Palette, Neutrals>> = {
  light: {
    ground: "#efebe1",
    joint: "#e1dac9",
    card: "#fffdf8",
    field: "#fff",
    ink: "#1c2826",
    soft: "#56615d",
    line: "#ddd6c6",
    edge: "#77817b",
    brass: "#b06a08",
    lamp: "#fbe3a6",
    knob: "#f2c14e",
    stone: "#c9bfa8",
    bad: "#a5281f",
    "on-bad": "#fff",
    "bad-tint": "#fbece9",
    "warn-tint": "#fcf1da",
    shade: "rgb(58 48 24 / 12%)",
  },
  dark: {
    ground: "#0e1514",
    joint: "#192421",
    card: "#182321",
    field: "#101817",
    ink: "#ebeee7",
    soft: "#a9b6b0",
    line: "#2c3a37",
    edge: "#7a8a83",
    brass: "#f2b857",
    lamp: "#ffd98a",
    knob: "#c98a1b",
    stone: "#52625d",
    bad: "#ff9f92",
    "on-bad": "#2d0905",
    "bad-tint": "#36201e",
    "warn-tint": "#352a15",
    shade: "rgb(0 0 0 / 45%)",
  },
};

/** Greys, which go with every accent. */
const PLAIN: typeof LIMESTONE = {
  light: {
    ...LIMESTONE.light,
    ground: "#f4f5f7",
    joint: "#f4f5f7",
    card: "#ffffff",
    ink: "#1b1f24",
    soft: "#57606a",
    line: "#d9dde2",
    edge: "#79818b",
    shade: "rgb(20 24 30 / 9%)",
  },
  dark: {
    ...LIMESTONE.dark,
    ground: "#111417",
    joint: "#111417",
    card: "#1a1f24",
    field: "#12161a",
    ink: "#eceff2",
    soft: "#a7b0b9",
    line: "#313840",
    edge: "#7f8993",
  },
};

const NEUTRALS: Readonly<Record<ThemeName, typeof LIMESTONE>> = {
  postern: LIMESTONE,
  plain: PLAIN,
};

/** The accent of a site that chooses none: bottle green. */
export const STANDARD_ACCENT = "#1d5c4c";

/** Chosen by eye, and therefore not computed. */
const BOTTLE_GREEN: Readonly<Record<keyof Palette, Accents>> = {
  light: {
    door: STANDARD_ACCENT,
    "on-door": "#fff",
    hover: "#123f34",
    deep: "#123f34",
    link: "#175545",
    ring: "#b06a08",
    leaf: STANDARD_ACCENT,
    "good-tint": "#e5f1eb",
  },
  dark: {
    door: "#8fd3bb",
    "on-door": "#08261d",
    hover: "#b5e6d4",
    deep: "#b5e6d4",
    link: "#95d8c0",
    ring: "#f2b857",
    leaf: "#2b7963",
    "good-tint": "#17332b",
  },
};

/** The contrast of text, and of what must be seen but holds no text (WCAG 2.2, 1.4.3 and 1.4.11). */
const OF_TEXT = 4.5;
const OF_SHAPES = 3;

/** Every colour of a theme with an accent that `wrongAccent` has nothing against, as `#rgb` or `#rrggbb`. */
export function paletteOf(theme: ThemeName, accent: string = STANDARD_ACCENT): Palette {
  const { light, dark } = NEUTRALS[theme];
  const day = accent === STANDARD_ACCENT ? BOTTLE_GREEN.light : byDay(light, accent);
  const night = accent === STANDARD_ACCENT ? BOTTLE_GREEN.dark : byNight(accent);
  return {
    light: { ...light, ...day, ...lampOf(theme, day) },
    dark: { ...dark, ...night, ...lampOf(theme, night) },
  };
}

/** Where there is no door, no lamp shines behind it: what waits for something glows in the accent. */
const lampOf = (theme: ThemeName, accents: Accents): Partial<Neutrals> =>
  theme === "plain" ? { lamp: accents["good-tint"], knob: accents.door } : {};

/**
 * The nearest accent that can be used, if this one cannot. In light, buttons have exactly this colour. Their label is
 * white or black, and one of both can always be read on it. But a pale button cannot be told from the card.
 */
export function wrongAccent(accent: string): string | undefined {
  const cards = Object.values(NEUTRALS).flatMap(({ light }) => [light.card, light.field]);
  const isSeen = (door: string): boolean => reaches(OF_SHAPES, door, [...cards, tintOf(door)]);
  return isSeen(accent) ? undefined : darker(accent, isSeen);
}

/** Whether a colour has this contrast against each of the others. */
const reaches = (ratio: number, colour: string, others: readonly string[]): boolean =>
  others.every((other) => contrast(colour, other) >= ratio);

/** The same colour, or as little darker as it has to be. */
function darker(colour: string, isEnough: (colour: string) => boolean): string {
  const { l, c, h } = oklchOf(colour);
  for (let lightness = l, each = colour; ; lightness -= 0.004) {
    if (isEnough(each) || lightness <= 0) return each;
    each = hexOf({ l: lightness - 0.004, c, h });
  }
}

/** The first of these steps in lightness after which a colour will do; the colour itself, if none is. */
function moved(
  colour: string,
  steps: readonly number[],
  isEnough: (colour: string) => boolean,
): string {
  const { l, c, h } = oklchOf(colour);
  return steps.map((step) => hexOf({ l: l + step, c, h })).find(isEnough) ?? colour;
}

/** What is lightly coloured by the accent. */
function tintOf(accent: string): string {
  const { c, h } = oklchOf(accent);
  return hexOf({ l: 0.95, c: Math.min(c / 4, 0.025), h });
}

function byDay(neutral: Neutrals, accent: string): Accents {
  const tint = tintOf(accent);
  const label = contrast(accent, "#fff") >= OF_TEXT ? "#fff" : "#000";
  const grounds = [neutral.card, neutral.field, neutral.ground, neutral.joint];
  const tints = [tint, neutral["warn-tint"], neutral["bad-tint"]];
  const link = darker(accent, (each) => reaches(OF_TEXT, each, [...grounds, ...tints]));
  return {
    door: accent,
    "on-door": label,
    hover: moved(
      accent,
      [-0.08, 0.1, -0.05, 0.05, -0.03, 0.03],
      (each) => contrast(each, label) >= OF_TEXT && reaches(OF_SHAPES, each, [neutral.card, tint]),
    ),
    deep: moved(link, oklchOf(link).l > 0.3 ? [-0.1] : [0.1], (each) =>
      reaches(OF_TEXT, each, grounds),
    ),
    link,
    ring: darker(accent, (each) => reaches(OF_SHAPES, each, [...grounds, ...tints])),
    leaf: accent,
    "good-tint": tint,
  };
}

/** Every hue has light colours that stand out against the dark: none is refused for the night. */
function byNight(accent: string): Accents {
  const { c, h } = oklchOf(accent);
  const at = (l: number, most: number): string => hexOf({ l, c: Math.min(c, most), h });
  return {
    door: at(0.82, 0.11),
    "on-door": at(0.2, 0.04),
    hover: at(0.9, 0.07),
    deep: at(0.9, 0.07),
    link: at(0.84, 0.1),
    ring: at(0.82, 0.13),
    leaf: at(0.52, 0.12),
    "good-tint": at(0.3, 0.03),
  };
}
