// The path of a mailed link, as it was mailed: a letter too many at its end is no other page.

import { findToken } from "../domain/link-text.ts";

/** Where a link's token stands in a path: behind `before`, in front of `behind`, which may be empty. */
type Place = { readonly before: string; readonly behind: string };

/** No path of a link is shorter, and most paths are. */
const SHORTEST = 80;

/** Further steps of a path: names behind slashes. The rest of an HTML tag is none. */
const STEPS = /^[^\w<]*\/+(\w[\w-]*)(?:[^\w<]*\/+(\w[\w-]*))?/;

/**
 * Makes of a path with a token in it the path that a route has, for the routes that take a link; any
 * other path stays as it is. Left off is what is in no link: what stands behind the token (a dot, a
 * bracket, a slash, the next sentence), doubled slashes, blanks and line breaks anywhere. A further
 * name behind the token is another page, or none.
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
    // Words that followed a blank are part of the step by now; the route's own name comes first.
    const place = places
      .filter((each) => each.before === before)
      .find(({ behind }) => (behind === "" ? step === "" : `/${step}`.startsWith(behind)));
    return place === undefined ? path : `${before}${found.token}${place.behind}`;
  };
}
