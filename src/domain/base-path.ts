// Where on its site a Postern stands: at the root, or below a path such as "/auth".

/** Segments of letters, digits, "_" and "-". They are part of cookie names, where a "." stands for the slash. */
export const BASE_PATH = /^(?:\/[\w-]+)*$/;

/** The path of a base URL, without a slash at the end; empty for a site's root. */
export const basePathOf = (baseUrl: string): string =>
  new URL(baseUrl).pathname.replace(/\/+$/, "");

/** The whole base URL: the origin with the base path, which either of the two contains. */
export const withBasePath = (baseUrl: string, basePath = ""): string =>
  new URL(baseUrl).origin + (basePathOf(baseUrl) || basePath);

/**
 * A path of the site as Postern's own path: "/auth/login" is "/login" below "/auth", and "/auth" is "/". Undefined for what
 * is not below the base path. "/auth/" is "//", because it is not the address of the page.
 */
export function ownPath(path: string, basePath: string): string | undefined {
  if (basePath === "") return path;
  if (path === basePath) return "/";
  if (!path.startsWith(`${basePath}/`)) return undefined;
  const own = path.slice(basePath.length);
  return own === "/" ? "//" : own;
}

/** The path on the site of one of Postern's own, with its query and hash. */
export const sitePath = (own: string, basePath: string): string =>
  basePath === "" ? own : basePath + own.replace(/^\/(?=$|[?#])/, "");
