// Which paths are Postern's: below its base path, as mail programs left them, and with or without a slash at the end.

import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { ownPath } from "../domain/base-path.ts";
import { linkPaths } from "./link-path.ts";
import type { Peer } from "./peer.ts";
import type { Route } from "./route.ts";

export type Router = {
  /** Without handlers at first. A request that no route has goes to `notFound`. */
  readonly hono: Hono<{ Bindings: Peer }>;
  /** Whether a route has this path of Postern's own, for any method. */
  has(path: string): boolean;
  /** Whether a request is for a route, or for one but for a slash at the end. */
  handles(request: Request): boolean;
  /** The path of the route that a request is for, but for a slash at the end; undefined if there is none. */
  withoutSlash(request: Request): string | undefined;
  /** The base path below which a request would be for a route, if that is not the one that Postern has. */
  otherBase(request: Request): string | undefined;
};

/** The path of a request that is not below the base path: no route has it. */
const ELSEWHERE = "elsewhere";

/** A page below a wrong base path is noticed by these, which hosts have no pages of their own for. */
const TELLING = ["/login", "/register", "/unconfirmed", "/forgot"];

/** `isBack` tells whether a browser that was sent to this page without the slash has come back with it. */
export function routerFor(
  routes: readonly Route[],
  basePath: string,
  isBack: (request: Request, page: string) => boolean,
): Router {
  const asMailed = linkPaths(routes.map(({ path }) => path));
  const pathOf = (request: Request): string => {
    const path = asMailed(ownPath(getPath(request), basePath) ?? ELSEWHERE);
    const page = pageBefore(path);
    return page !== undefined && isBack(request, page) ? page : path;
  };
  const hono = new Hono<{ Bindings: Peer }>({ getPath: pathOf });
  // The router itself is asked, so that it and the answers never differ.
  const has = (path: string): boolean => hono.router.match("GET", path)[0].length > 0;
  /** The page of a path, but for a slash at its end. */
  const pageBefore = (path: string): string | undefined => {
    const page = path.slice(0, -1);
    return path.endsWith("/") && page !== "" && has(page) ? page : undefined;
  };
  const withoutSlash = (request: Request): string | undefined => pageBefore(pathOf(request));
  return {
    hono,
    has,
    withoutSlash,
    handles: (request) => has(pathOf(request)) || withoutSlash(request) !== undefined,
    otherBase(request) {
      const path = getPath(request);
      const page = TELLING.find((each) => path.endsWith(each));
      return page !== undefined && has(page) ? path.slice(0, -page.length) : undefined;
    },
  };
}
