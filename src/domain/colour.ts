// Colours in sRGB and in OKLCH, and contrast as WCAG 2 defines it.

/** A colour by lightness (0 to 1), chroma (0 is grey) and hue (radians). Equal steps look equally large. */
export type Oklch = { readonly l: number; readonly c: number; readonly h: number };

/** `#rrggbb` in lower case, from `#rgb` or `#rrggbb`; undefined for anything else. */
export function parseColour(text: string): string | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

/** From 1 (the same) to 21 (black on white): WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** A colour over another, of which so much is covered: what a browser shows of an opacity. */
export function mixed(below: string, above: string, share: number): string {
  const [under, over] = [partsOf(below), partsOf(above)];
  const parts = under.map((part, at) => Math.round(part + (over[at]! - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The three parts, from 0 to 255. */
function partsOf(colour: string): Three {
  const long = parseColour(colour) ?? "#000000";
  const part = (at: number): number => Number.parseInt(long.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function luminance(colour: string): number {
  const [red, green, blue] = linearOf(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

type Three = readonly [number, number, number];

/** The three parts as amounts of light (IEC 61966-2-1). */
function linearOf(colour: string): Three {
  const part = (byte: number): number => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = partsOf(colour);
  return [part(red), part(green), part(blue)];
}

/** By the matrices of Björn Ottosson, "A perceptual color space for image processing" (2020), also in CSS Color 4. */
export function oklchOf(colour: string): Oklch {
  const [r, g, b] = linearOf(colour);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const toRed = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const toYellow = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return { l, c: Math.hypot(toRed, toYellow), h: Math.atan2(toYellow, toRed) };
}

/** The colour as `#rrggbb`; with less chroma if screens cannot show it otherwise. */
export function hexOf({ l, c, h }: Oklch): string {
  const lightness = Math.min(Math.max(l, 0), 1);
  for (let chroma = c; chroma > 0.0005; chroma *= 0.97) {
    const parts = sRgbOf({ l: lightness, c: chroma, h });
    if (parts.every((part) => part > -0.0005 && part < 1.0005)) return inDigits(parts);
  }
  return inDigits(sRgbOf({ l: lightness, c: 0, h }));
}

function sRgbOf({ l, c, h }: Oklch): Three {
  const [toRed, toYellow] = [c * Math.cos(h), c * Math.sin(h)];
  const long = (l + 0.3963377774 * toRed + 0.2158037573 * toYellow) ** 3;
  const medium = (l - 0.1055613458 * toRed - 0.0638541728 * toYellow) ** 3;
  const short = (l - 0.0894841775 * toRed - 1.291485548 * toYellow) ** 3;
  const encoded = (part: number): number =>
    part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
  return [
    encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function inDigits(parts: Three): string {
  const digits = parts.map((part) =>
    Math.round(Math.min(Math.max(part, 0), 1) * 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${digits.join("")}`;
}
