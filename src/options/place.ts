// The options about where Postern stands on its site, and which of its pages it has there.

import { z } from "zod";
import { BASE_PATH, basePathOf, ownPath, withBasePath } from "../domain/base-path.ts";
import { OPTIONAL_ROUTES, type OptionalRoute } from "../domain/optional-routes.ts";
import type { Settings } from "../ports/settings.ts";

const whereReached = z.string().transform((value, context) => {
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") {
    const base = basePathOf(value);
    if (BASE_PATH.test(base)) return url.origin + base;
  }
  context.addIssue({
    code: "custom",
    message: "give the URL people use, like https://accounts.example.com",
  });
  return z.NEVER;
});

const path = z
  .string()
  .transform((given) => given.replace(/\/+$/, ""))
  .refine((given) => BASE_PATH.test(given));

const routes = z
  .partialRecord(z.enum(OPTIONAL_ROUTES), z.boolean())
  .transform((given) => OPTIONAL_ROUTES.filter((name) => given[name] === false));

export const placeOptions = {
  baseUrl: whereReached,
  basePath: path.optional(),
  routes: routes.default([]),
  home: z
    .string()
    .regex(/^\/(?![/\\])/, "give a path of this site, like /dashboard")
    .default("/"),
};

type Chosen = {
  readonly baseUrl: string;
  readonly basePath?: string | undefined;
  readonly routes: readonly OptionalRoute[];
  readonly home: string;
};

/** Whether the base path is given once, or twice alike. */
export const isOnePlace = (chosen: Chosen): boolean =>
  !chosen.basePath || ["", chosen.basePath].includes(basePathOf(chosen.baseUrl));

/** A page of the host is a whole URL below a base path, because a path would be one of Postern's own. */
export function placeFrom(
  chosen: Chosen,
): Pick<Settings, "baseUrl" | "basePath" | "leftOut" | "home"> {
  const baseUrl = withBasePath(chosen.baseUrl, chosen.basePath);
  const basePath = basePathOf(baseUrl);
  const isPath = ownPath(chosen.home, basePath) !== undefined;
  return {
    baseUrl,
    basePath,
    leftOut: chosen.routes,
    home: isPath ? chosen.home : new URL(baseUrl).origin + chosen.home,
  };
}
