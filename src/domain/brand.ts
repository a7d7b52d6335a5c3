// How a site looks: what pages and mails take from its brand.

import { paletteOf, type Palette, type ThemeName } from "./palette.ts";
import type { Done } from "./result.ts";

/** A checked picture, as it is put into pages and mails. Sizes are in pixels. */
export type Picture = {
  readonly type: "image/svg+xml" | "image/png";
  readonly content: Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** A picture, or what is wrong with the file, and what to do about it. */
export type ReadPicture = Done<Picture> | { readonly ok: false; readonly words: string };

/** The corners of cards, fields and buttons. */
export type Corners = "sharp" | "soft" | "round";

/** A link in the foot of pages. */
export type FootLink = { readonly name: string; readonly url: string };

/** The brand of a site, checked and complete. */
export type Brand = {
  /** `postern` has a door in a stone wall; `plain` has neither. */
  readonly theme: ThemeName;
  readonly palette: Palette;
  /** Whether the colours are the site's own. */
  readonly hasAccent: boolean;
  readonly corners: Corners;
  /** Font families in order, as CSS writes them. */
  readonly font: string | undefined;
  /** For pages; the name stands beside it, unless it shows the name itself. */
  readonly logo: Picture | undefined;
  /** For pages in dark colours. */
  readonly logoDark: Picture | undefined;
  /** A PNG for mails. */
  readonly logoInMail: Picture | undefined;
  readonly logoShowsName: boolean;
  readonly imprintUrl: string | undefined;
  /** More links in the foot of pages. */
  readonly links: readonly FootLink[];
  /** Lines of text at the head of each mail, and at its foot. */
  readonly mailHeader: readonly string[];
  readonly mailFooter: readonly string[];
};

/** The brand of a site that chooses nothing. */
export const standardBrand: Brand = {
  theme: "postern",
  palette: paletteOf("postern"),
  hasAccent: false,
  corners: "soft",
  font: undefined,
  logo: undefined,
  logoDark: undefined,
  logoInMail: undefined,
  logoShowsName: false,
  imprintUrl: undefined,
  links: [],
  mailHeader: [],
  mailFooter: [],
};

/** How much larger or smaller each corner is than the usual one. */
const CORNER_SCALE: Readonly<Record<Corners, number>> = { sharp: 0, soft: 1, round: 2 };

/** A style with the brand's corners. Only radii in pixels follow them; circles stay circles. */
export const withCorners = (css: string, corners: Corners): string =>
  corners === "soft"
    ? css
    : css.replace(
        /(border-radius: ?)(\d+)px/g,
        (_, property: string, radius: string) =>
          `${property}${Number(radius) * CORNER_SCALE[corners]}px`,
      );
