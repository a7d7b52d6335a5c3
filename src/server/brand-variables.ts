// The variables of the option `brand`. Files are read here, at the start: the library takes what is in them.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Known } from "./config-types.ts";
import { whyUnread } from "./read-text.ts";
import { yesOrNo } from "./yes-or-no.ts";

/** More than any logo may have: nothing huge is read by mistake. */
const LARGEST_FILE = 1024 * 1024;

/** The content of the file that a variable names; undefined, with a problem, if there is none. */
function contentOf(name: string, { folder, problems }: Known, variable: string): unknown {
  const path = resolve(folder, name);
  try {
    const content = readFileSync(path);
    if (content.length <= LARGEST_FILE) return new Uint8Array(content);
    problems.push(`${variable}: ${path} is too large for a logo`);
  } catch (error) {
    problems.push(`${variable}: ${whyUnread(path, error)}`);
  }
  return undefined;
}

/** Lines of a text; for places that take only one line, `\n` stands for a break. */
const inLines = (text: string): unknown => text.split(/\r?\n|\\n/);

/** `Status=https://status.example.com, Jobs=https://example.com/jobs`, or one on each line. */
const namedLinks = (text: string): unknown =>
  text
    .split(/,\s+|\r?\n/)
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...url] = pair.split("=");
      return { name: name.trim(), url: url.join("=").trim() };
    });

export const BRAND_VARIABLES = [
  { variable: "POSTERN_BRAND_THEME", option: "brand", part: "theme" },
  { variable: "POSTERN_BRAND_ACCENT", option: "brand", part: "accent" },
  { variable: "POSTERN_BRAND_CORNERS", option: "brand", part: "corners" },
  { variable: "POSTERN_BRAND_FONT", option: "brand", part: "font" },
  { variable: "POSTERN_BRAND_LOGO", option: "brand", part: "logo", read: contentOf },
  { variable: "POSTERN_BRAND_LOGO_DARK", option: "brand", part: "logoDark", read: contentOf },
  { variable: "POSTERN_BRAND_LOGO_IN_MAIL", option: "brand", part: "logoInMail", read: contentOf },
  {
    variable: "POSTERN_BRAND_LOGO_SHOWS_NAME",
    option: "brand",
    part: "logoShowsName",
    read: yesOrNo,
  },
  { variable: "POSTERN_BRAND_IMPRINT_URL", option: "brand", part: "imprintUrl" },
  { variable: "POSTERN_BRAND_LINKS", option: "brand", part: "links", read: namedLinks },
  { variable: "POSTERN_BRAND_MAIL_HEADER", option: "brand", part: "mailHeader", read: inLines },
  { variable: "POSTERN_BRAND_MAIL_FOOTER", option: "brand", part: "mailFooter", read: inLines },
] as const;

/** For `postern config`: of a picture only its size. */
export function shownBrand(part: string, value: unknown): unknown {
  if (!part.startsWith("logo") || typeof value === "boolean" || value === undefined) return value;
  const size = value instanceof Uint8Array || typeof value === "string" ? value.length : 0;
  return `a file of ${(size / 1024).toFixed(1)} KiB`;
}
