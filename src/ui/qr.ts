// QR codes, as SVG in the page.

import { encode } from "uqr";
import { html, type Markup } from "./markup.ts";

/** In modules: cameras need this much white around the code (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** In CSS pixels: each module is a few pixels wide, and the picture fits on the narrowest phone. */
const WIDTH = 240;

/**
 * A QR code for cameras, always dark on white, because many apps cannot read one with light modules on a dark page. `alternative` says
 * what it is for those who cannot see it: they need the same text on the page. Throws RangeError for more than 2,953 bytes.
 *
 * @example
 * qr("otpauth://totp/Acme:ada%40example.com?secret=…", words.app.picture);
 */
export function qr(text: string, alternative: string): Markup {
  const { data, size } = encode(text, { border: QUIET_ZONE });
  return html`<svg
    role="img"
    aria-label="${alternative}"
    width="${WIDTH}"
    height="${WIDTH}"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${data.map(runs)}" fill="#000" />
  </svg>`;
}

/** The dark runs of a line: one rectangle for each makes half as much markup as one for each module. */
const runs = (line: readonly boolean[], y: number): string =>
  [
    ...line
      .map((dark) => (dark ? "1" : "0"))
      .join("")
      .matchAll(/1+/g),
  ]
    .map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join("");
