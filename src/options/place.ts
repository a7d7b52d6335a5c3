// The options about where Postern stands on its site, and which of its pages it has there.

import { z } from "zod";
import { BASE_PATH, basePathOf, ownPath, withBasePath } from "../domain/base-path.ts";
import { isLeftOut, OPTIONAL_ROUTES, type OptionalRoute } from "../domain/optional-routes.ts";
import type { Settings } from "../ports/settings.ts";

const baseUrlOption = z.string().transform((value, context) => {
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") {
    const path = basePathOf(value);
    if (BASE_PATH.test(path)) return url.origin + path;
  }
  context.addIssue({
    code: "custom",
    message: "give the URL people use, like https://accounts.example.com",
  });
  return z.NEVER;
});

const basePathOption = z
  .string()
  .transform((path) => path.replace(/\/+$/, ""))
  .refine((path) => BASE_PATH.test(path));

const routes = z
  .partialRecord(z.enum(OPTIONAL_ROUTES), z.boolean())
  .transform((given) => OPTIONAL_ROUTES.filter((name) => given[name] === false));

export const placeOptions = {
  baseUrl: baseUrlOption,
  basePath: basePathOption.optional(),
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
  !chosen.basePath ||
  !URL.canParse(chosen.baseUrl) ||
  ["", chosen.basePath].includes(basePathOf(chosen.baseUrl));

/** Whether there is a page to go home to: below a base path, nobody answers for what is left out. */
export function hasHome(chosen: Chosen): boolean {
  if (!URL.canParse(`${chosen.baseUrl}${chosen.basePath ?? ""}`)) return true;
  const { basePath, leftOut, home } = placeFrom(chosen);
  const own = ownPath(new URL(home, chosen.baseUrl).pathname, basePath);
  return basePath === "" || own === undefined || !isLeftOut(leftOut, own);
}

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
