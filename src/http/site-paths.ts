// Where Postern's own pages are on the site. Everywhere else its code names them by their own paths, as if it stood at the root.

import { sitePath } from "../domain/base-path.ts";
import { isLeftOut } from "../domain/optional-routes.ts";
import type { Settings } from "../ports/settings.ts";

/** How Postern's own paths become paths of the site. A page of the host is a whole URL, or a path below no route, and stays. */
export type SitePaths = {
  /** The address of a page: "/login" is "/auth/login" below "/auth". An address of the site stays as it is. */
  at(path: string): string;
  /** The same for all addresses in finished markup, where their attributes lead to pages that Postern has. */
  inMarkup(markup: string, has: (path: string) => boolean): string;
};

/**
 * Every attribute whose value is a path. Quotes are escaped in texts and in values, so nothing else looks like this. Scripts
 * read the base path from `data-base` of the document.
 */
const ADDRESSES = /(\s(?:href|action|formaction|src|data-ask|data-next)=")(\/[^"]*)/g;

const withoutQuery = (path: string): string => path.replace(/[?#].*$/s, "");

/** Whoever would go to a page that the site leaves out goes home. */
export function sitePathsOf({
  basePath,
  home,
  leftOut,
}: Pick<Settings, "basePath" | "home" | "leftOut">): SitePaths {
  const isOfSite = (path: string): boolean =>
    !path.startsWith("/") ||
    (basePath !== "" && `${withoutQuery(path)}/`.startsWith(`${basePath}/`));
  const at = (path: string): string => {
    if (isOfSite(path)) return path;
    return isLeftOut(leftOut, withoutQuery(path)) ? home : sitePath(path, basePath);
  };
  const changes = basePath !== "" || leftOut.length > 0;
  return {
    at,
    inMarkup(markup, has) {
      if (!changes) return markup;
      return markup.replace(ADDRESSES, (whole, attribute: string, path: string) => {
        const own = withoutQuery(path);
        return has(own) || isLeftOut(leftOut, own) ? attribute + at(path) : whole;
      });
    },
  };
}
