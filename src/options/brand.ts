// The option `brand`: how the site looks, on pages and in mails.

import { z } from "zod";
import { standardBrand, type Brand, type Picture } from "../domain/brand.ts";
import { parseColour } from "../domain/colour.ts";
import { paletteOf, STANDARD_ACCENT, wrongAccent } from "../domain/palette.ts";
import { isPng, readPng } from "../domain/png.ts";
import { readSvg } from "./svg.ts";
import { isRecord } from "./values.ts";

const KIB = 1024;

/** Every page carries its logo, and every mail its own. */
const LARGEST = { page: 8 * KIB, mail: 16 * KIB };

/** A wider one would leave no room for anything beside it on a phone. */
const WIDEST = 8;

const MOST_LINES = 10;
const LONGEST_LINE = 200;
const MOST_LINKS = 10;

/** The message says everything: what was given is not repeated after it. */
function refuse(context: z.core.$RefinementCtx, message: string, ...path: string[]): never {
  context.addIssue({ code: "custom", message, path, params: { isComplete: true } });
  return z.NEVER;
}

const file = <Given extends string | Uint8Array>() =>
  z.custom<Given>(
    (value) => typeof value === "string" || value instanceof Uint8Array,
    "give the content of a file, not its name",
  );

function readLogo(
  given: string | Uint8Array,
  context: z.core.$RefinementCtx,
  most: number,
): Picture {
  const content = typeof given === "string" ? new TextEncoder().encode(given) : given;
  const isAPng = isPng(content);
  const text = new TextDecoder().decode(content).replace(/^\uFEFF/, "");
  if (!isAPng && !text.trimStart().startsWith("<"))
    return refuse(context, "this is neither an SVG nor a PNG: export it as one of them");
  // What an editor adds is removed below. But nothing huge is read.
  if (content.length > 8 * most) return refuse(context, tooLarge(content.length, most));
  const read = isAPng ? readPng(content) : readSvg(text);
  if (!read.ok) return refuse(context, read.words);
  const { width, height, content: kept } = read.value;
  if (kept.length > most) return refuse(context, tooLarge(kept.length, most));
  if (width <= WIDEST * height && height <= 2 * width) return read.value;
  return refuse(
    context,
    `this picture is ${width} × ${height}: give one at most ${WIDEST} times as wide as high, and at most twice as high as wide`,
  );
}

const logo = file<string | Uint8Array>().transform((given, context) =>
  readLogo(given, context, LARGEST.page),
);

const logoInMail = file<Uint8Array>().transform((given, context) => {
  const picture = readLogo(given, context, LARGEST.mail);
  // What is refused already is no picture.
  if (context.issues.length > 0 || picture.type === "image/png") return picture;
  return refuse(context, "give a PNG: mail programs do not show an SVG");
});

const tooLarge = (size: number, most: number): string =>
  `this file has ${Math.ceil(size / KIB)} KiB: give at most ${most / KIB}, from a simpler drawing or with fewer pixels`;

const A_COLOUR = "give a colour like #1d5c4c";

const accent = z.string(A_COLOUR).transform((given, context): string => {
  const colour = parseColour(given);
  if (colour === undefined) return refuse(context, `${A_COLOUR}, not "${given.slice(0, 30)}"`);
  const nearest = wrongAccent(colour);
  if (nearest === undefined) return colour;
  return refuse(
    context,
    `${colour} is too pale: its buttons could not be told from the page; the nearest colour that works is ${nearest}`,
  );
});

const GENERIC = "serif|sans-serif|monospace|system-ui|ui-serif|ui-sans-serif|ui-rounded";

/** Names of fonts, and nothing else that CSS could read. */
const FONTS = new RegExp(
  `^(?:(?:"[\\p{L}\\p{N} .-]{1,60}"|'[\\p{L}\\p{N} .-]{1,60}'|-?[\\p{L}][\\p{L}\\p{N} -]{0,60}), *){0,12}(?:${GENERIC})$`,
  "u",
);

const A_FONT = `give names with commas and a general one last, like "Inter, 'Segoe UI', sans-serif"; fonts are not loaded, so give some that readers have`;

const font = z.string(A_FONT).refine((given) => FONTS.test(given), A_FONT);

/** One text with line breaks, or a list. */
const lines = z
  .custom<string | readonly string[]>(
    (value) => [value].flat().every((line) => typeof line === "string"),
    "give a text, or a list of lines",
  )
  .transform((given, context): readonly string[] => {
    const all = [given].flat().flatMap((text) => text.split(/\r?\n/));
    const kept = all.map((line) => line.trim()).filter((line) => line !== "");
    if (kept.length <= MOST_LINES && kept.every(({ length }) => length <= LONGEST_LINE))
      return kept;
    return refuse(context, `give at most ${MOST_LINES} lines of ${LONGEST_LINE} characters`);
  });

const webUrl = z.url({
  protocol: /^https?$/,
  error: "give a whole URL, like https://example.com/imprint",
});

const A_LINK = "give a name of 1 to 40 characters and a whole URL: { name, url }";

const links = z
  .array(
    z.strictObject({ name: z.string(A_LINK).min(1, A_LINK).max(40, A_LINK), url: webUrl }, A_LINK),
    "give a list of { name, url }",
  )
  .max(MOST_LINKS, `give at most ${MOST_LINKS}`);

const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, `give ${values.map((value) => `"${value}"`).join(" or ")}`);

const parts = z.strictObject({
  theme: oneOf("postern", "plain").optional(),
  accent: accent.optional(),
  corners: oneOf("sharp", "soft", "round").optional(),
  font: font.optional(),
  logo: logo.optional(),
  logoDark: logo.optional(),
  logoInMail: logoInMail.optional(),
  logoShowsName: z.boolean("give true or false").optional(),
  imprintUrl: webUrl.optional(),
  links: links.optional(),
  mailHeader: lines.optional(),
  mailFooter: lines.optional(),
});

/** The brand of a site, complete and checked. */
export const brand = z
  .custom<z.input<typeof parts>>(isRecord)
  .pipe(parts)
  .transform((given, context): Brand => {
    const { theme = standardBrand.theme, logo: onPages } = given;
    if (given.logoDark !== undefined && onPages === undefined)
      return refuse(context, "give logo as well, for light pages", "logoDark");
    const palette = paletteOf(theme, given.accent);
    return {
      theme,
      palette,
      hasAccent: palette.light.door !== STANDARD_ACCENT,
      corners: given.corners ?? standardBrand.corners,
      font: given.font,
      logo: onPages,
      logoDark: given.logoDark,
      // A PNG serves both.
      logoInMail: given.logoInMail ?? (onPages?.type === "image/png" ? onPages : undefined),
      logoShowsName: given.logoShowsName ?? standardBrand.logoShowsName,
      imprintUrl: given.imprintUrl,
      links: given.links ?? standardBrand.links,
      mailHeader: given.mailHeader ?? standardBrand.mailHeader,
      mailFooter: given.mailFooter ?? standardBrand.mailFooter,
    };
  });
