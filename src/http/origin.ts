// Which POSTs come from our own pages. No state change without this check; login and register too.

export type OriginVerdict = "ours" | "needs-form-token" | "cross-site";

/**
 * `Origin`, where it names one, must be ours to the letter; else `Sec-Fetch-Site` must say so; else
 * the sender is no browser: JSON passes, because a page of another site cannot send it without
 * asking first, and a form has to carry the token of its session (ASVS 3.5.1, 3.5.2).
 *
 * `Origin: null` names nobody. A proxy that adds `Referrer-Policy: no-referrer`, or a browser set to
 * tell as little as it can, makes it of our own forms; a sandboxed frame makes it of anybody's. So
 * `Sec-Fetch-Site: same-origin`, which no page can set, decides, and where that is missing the form
 * token does, of JSON too.
 */
export function judgeOrigin(headers: Headers, baseUrl: string, isJson: boolean): OriginVerdict {
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site") return "cross-site";
  const origin = headers.get("origin");
  const namesNobody = origin === "null";
  if (origin !== null && !namesNobody) {
    return origin === new URL(baseUrl).origin ? "ours" : "cross-site";
  }
  if (site === "same-origin") return "ours";
  if (site !== null && site !== "none") return "cross-site";
  if (namesNobody) return "needs-form-token";
  return site === "none" || isJson ? "ours" : "needs-form-token";
}
