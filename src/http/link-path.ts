// Reads the path of a mailed link although characters were added to its end.

import { findToken } from "../domain/link-text.ts";

/** Where a link's token stands in a path: after `before` and before `behind`, which may be empty. */
type Place = { readonly before: string; readonly behind: string };

/** No path of a link is shorter, and most other paths are. */
const SHORTEST = 80;

/** Further steps of a path: names after slashes. The rest of an HTML tag is not one. */
const STEPS = /^[^\w<]*\/+(\w[\w-]*)(?:[^\w<]*\/+(\w[\w-]*))?/;

/**
 * Turns a path with a token in it into the path of a route that takes a link; any other path stays as it is. It
 * removes what no link contains: text after the token (a dot, a bracket, a slash, the next sentence), doubled
 * slashes, and spaces and line breaks anywhere. A further name after the token means another page, or none.
 */
export function linkPaths(patterns: readonly string[]): (path: string) => string {
  const places = patterns.flatMap((pattern): readonly Place[] => {
    const [before, behind] = pattern.split(":link");
    return before === undefined || behind === undefined ? [] : [{ before, behind }];
  });
  return (path) => {
    const found = path.length < SHORTEST ? undefined : findToken(path);
    if (found === undefined) return path;
    const before = found.before.replace(/[^\w/-]/g, "").replace(/\/+/g, "/");
    const [, step = "", another] = STEPS.exec(found.behind) ?? [];
    if (another !== undefined) return path;
    // Words after a space have become part of the step; the route's own name comes first.
    const place = places
      .filter((each) => each.before === before)
      .find(({ behind }) => (behind === "" ? step === "" : `/${step}`.startsWith(behind)));
    return place === undefined ? path : `${before}${found.token}${place.behind}`;
  };
}
