// How mails look: the brand as styles that stand on each element, because many mail programs know no others.

import { createHash } from "node:crypto";
import { withCorners, type Brand, type Picture } from "../domain/brand.ts";
import { parseColour } from "../domain/colour.ts";
import type { Colours, Palette } from "../domain/palette.ts";
import { html, type Markup } from "./markup.ts";

type Logo = {
  readonly contentId: string;
  readonly type: "image/png";
  readonly name: string;
  readonly content: Uint8Array;
  /** As it is shown, in pixels. */
  readonly width: number;
  readonly height: number;
};

/** Attributes of each part of a mail, ready to be put into its tag, and what never changes. */
export type MailStyle = {
  readonly logo: Logo | undefined;
  /** What stands before the name: a small door, unless there is a logo or none of both. */
  readonly door: Markup;
  readonly page: Markup;
  readonly ground: Markup;
  readonly head: Markup;
  readonly headLine: Markup;
  readonly card: Markup;
  readonly heading: Markup;
  readonly small: Markup;
  readonly code: Markup;
  readonly button: Markup;
  readonly buttonLink: Markup;
  readonly link: Markup;
  readonly foot: Markup;
  /** For mail programs that know the reader's preference; the others show the light version, which is complete. */
  readonly dark: Markup;
};

const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const SERIF = "'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif";

/** What keeps the name apart from what is before it: a margin would be on one side, in whatever direction people read. */
export const BEFORE_NAME = "\u2002";

const made = new WeakMap<Brand, MailStyle>();

/** Made once for each brand. */
export function mailStyleOf(brand: Brand): MailStyle {
  const known = made.get(brand) ?? styleOf(brand);
  made.set(brand, known);
  return known;
}

function styleOf(brand: Brand): MailStyle {
  const { theme, palette, corners, hasAccent, logoInMail } = brand;
  const hasDoor = theme === "postern";
  const font = brand.font?.replaceAll('"', "'");
  const sans = font ?? SANS;
  const serif = font ?? (hasDoor ? SERIF : SANS);
  const colours = inFull(palette.light);
  const style = (css: string): Markup => html`style="${withCorners(css, corners)}"`;
  const leaf = `display:inline-block;width:17px;height:24px;border-radius:9px 9px 0 0;background:${colours.leaf};vertical-align:bottom`;
  return {
    logo: logoInMail && logoOf(logoInMail),
    door: hasDoor ? html`<span class="leaf" ${style(leaf)}></span>${BEFORE_NAME}` : html``,
    page: style(`margin:0;padding:0;background:${colours.ground}`),
    ground: style(`background:${colours.ground}`),
    head: style(
      `padding:0 8px 16px;overflow-wrap:anywhere;font:bold 20px/24px ${serif};color:${colours.ink}`,
    ),
    headLine: style(`font:14px/1.5 ${sans};color:${colours.soft}`),
    card: style(
      `padding:32px 28px 12px;background:${colours.card};border:1px solid ${colours.line};border-radius:16px;font:16px/1.55 ${sans};color:${colours.ink}`,
    ),
    heading: style(`margin:0 0 20px;overflow-wrap:anywhere;font:bold 26px/1.25 ${serif}`),
    small: style(`margin:0 0 20px;font-size:14px;color:${colours.soft}`),
    code: style(
      `margin:0 0 20px;padding:12px 16px;background:${colours["good-tint"]};border-radius:10px;font:bold 26px/1.3 Consolas,Menlo,monospace;letter-spacing:4px`,
    ),
    button: html`bgcolor="${colours.door}"
    ${style(`border-radius:10px;background:${colours.door};mso-padding-alt:13px 26px`)}`,
    buttonLink: style(
      `display:inline-block;padding:13px 26px;mso-padding-alt:0;font:bold 16px/1.4 ${sans};color:${colours["on-door"]};text-decoration:none`,
    ),
    link: style(`color:${colours.link};word-break:break-word`),
    foot: style(
      `padding:20px 8px 0;overflow-wrap:anywhere;font:14px/1.5 ${sans};color:${colours.soft}`,
    ),
    dark: darkOf(palette, hasAccent, logoInMail !== undefined),
  };
}

/** With six digits each: some mail programs know no others. */
const inFull = (colours: Colours): Colours =>
  Object.fromEntries(
    Object.entries(colours).map(([name, value]) => [name, parseColour(value) ?? value]),
  ) as Colours;

/** The largest size, in pixels. */
const LOGO = { width: 220, height: 36 };

/** Named by its content: the same logo has the same name at every try of a mail. */
function logoOf({ content, width, height }: Picture): Logo {
  const scale = Math.min(LOGO.width / width, LOGO.height / height);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return {
    contentId: `${hash}@logo.invalid`,
    type: "image/png",
    name: "logo.png",
    content,
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  };
}

/**
 * Roundcube drops all of it if `body` has a class. A logo is drawn for light paper, and keeps a piece of it. The usual
 * accent can also be seen as it is in light.
 */
const darkOf = ({ dark, light }: Palette, hasAccent: boolean, hasLogo: boolean): Markup =>
  html`<style>
    :root {
      color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      body,
      .ground {
        background: ${dark.ground} !important;
      }
      .card {
        background: ${dark.card} !important;
        border-color: ${dark.line} !important;
      }
      .ink {
        color: ${dark.ink} !important;
      }
      .soft {
        color: ${dark.soft} !important;
      }
      .link {
        color: ${dark.link} !important;
      }
      .tint {
        background: ${dark["good-tint"]} !important;
      }
      .leaf {
        background: ${dark.leaf} !important;
      }
      ${hasLogo ? html`.logo { padding: 4px; background: ${light.card}; }` : ""}
      ${
      hasAccent
        ? html`.button td { background: ${dark.door} !important; } .button a { color:
          ${dark["on-door"]} !important; }`
        : ""
    }
    }
  </style>`;
