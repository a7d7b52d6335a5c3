// What the brand of a site adds to each page. Made once, when the site starts.

import type { Brand, Picture } from "../domain/brand.ts";
import { door, doorIcon, type DoorState } from "./door.ts";
import { html, type Markup } from "./markup.ts";
import { stylesOf } from "./theme.ts";

export type Look = {
  readonly styles: ReturnType<typeof stylesOf>;
  /** The icon of the browser's tab; a data URL causes no request. */
  readonly icon: string;
  /** The logo and the name in the header. */
  mark(state: DoorState): Markup;
  /** What stands above the content. */
  arch(state: DoorState): Markup;
};

export function lookOf(brand: Brand, appName: string): Look {
  const hasDoor = brand.theme === "postern";
  const logo = brand.logo === undefined ? undefined : logoOf(brand, brand.logo, appName);
  const name = html`<span dir="auto">${appName}</span>`;
  return {
    styles: stylesOf(brand),
    icon: iconOf(brand, appName),
    mark: (state) => logo ?? (hasDoor ? html`${door(state)}${name}` : name),
    arch: (state) => (hasDoor ? html`<div class="arch">${door(state)}</div>` : html``),
  };
}

/** As an image, an SVG can neither run scripts nor load anything, whatever it contains. */
function logoOf({ logoDark, logoShowsName }: Brand, logo: Picture, appName: string): Markup {
  const dark =
    logoDark === undefined
      ? ""
      : html`<source media="(prefers-color-scheme: dark)" srcset="${dataUrl(logoDark)}" />`;
  return html`<picture
      >${dark}<img
        src="${dataUrl(logo)}"
        alt="${logoShowsName ? appName : ""}"
        width="${logo.width}"
        height="${logo.height}" /></picture
    >${logoShowsName ? "" : html`<span dir="auto">${appName}</span>`}`;
}

/** The widest that can still be told apart in a tab. */
const NEARLY_SQUARE = 1.6;

function iconOf({ theme, palette, logo, corners }: Brand, appName: string): string {
  if (logo !== undefined && logo.width / logo.height <= NEARLY_SQUARE) return dataUrl(logo);
  const { door: accent, "on-door": label } = palette.light;
  if (theme === "postern") return doorIcon(accent);
  const letter = [...appName.trim()][0]?.toLocaleUpperCase("en") ?? "";
  const radius = { sharp: 0, soft: 7, round: 16 }[corners];
  const drawn = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <rect width="32" height="32" rx="${radius}" fill="${accent}" />
    <text
      x="16"
      y="23"
      text-anchor="middle"
      font-family="sans-serif"
      font-size="20"
      font-weight="700"
      fill="${label}"
    >
      ${letter}
    </text>
  </svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn.toString())}`;
}

/** Without white space and commas, so that it can stand in `srcset` too. */
function dataUrl({ type, content }: Picture): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (type === "image/png") return `data:${type};base64,${bytes.toString("base64")}`;
  return `data:${type},${bytes.toString("utf8").replace(/[^\w=/.:;()+-]/gu, encodeURIComponent)}`;
}
