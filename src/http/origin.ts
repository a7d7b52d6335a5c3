// Which POSTs come from our own pages. No state change without this check; login and register too.

export type OriginVerdict = "ours" | "needs-form-token" | "cross-site";

/**
 * `Origin`, where present, must be ours to the letter (`null` is not); else `Sec-Fetch-Site` must
 * say so; else the sender is no browser: JSON passes, because a page of another site cannot send
 * it without asking first, and a form has to carry the token of its session (ASVS 3.5.1, 3.5.2).
 */
export function judgeOrigin(headers: Headers, baseUrl: string, isJson: boolean): OriginVerdict {
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site") return "cross-site";
  const origin = headers.get("origin");
  if (origin !== null) return origin === new URL(baseUrl).origin ? "ours" : "cross-site";
  if (site !== null) return site === "same-origin" || site === "none" ? "ours" : "cross-site";
  return isJson ? "ours" : "needs-form-token";
}
