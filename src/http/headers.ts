// Headers on every response, including errors (ASVS 3.4).

import type { Settings } from "../ports/settings.ts";

/**
 * `strict-origin`, not `no-referrer`: the latter turns the `Origin` of Postern's own form posts into `null`.
 * Links are removed from the URL before a page is shown, so nothing can leak.
 */
export function securityHeaders(
  { baseUrl, hsts }: Pick<Settings, "baseUrl" | "hsts">,
  inline: { readonly styles: readonly string[]; readonly scripts: readonly string[] },
): Readonly<Record<string, string>> {
  const hashes = (list: readonly string[]): string => list.map((hash) => `'${hash}'`).join(" ");
  const policy = [
    "default-src 'none'",
    `style-src ${hashes(inline.styles)}`,
    `script-src ${hashes(inline.scripts)}`,
    "img-src data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "strict-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
    vary: "Accept, Accept-Language, Cookie",
    ...(hsts !== false && baseUrl.startsWith("https:")
      ? {
          "strict-transport-security": `max-age=31536000${hsts === "subdomains" ? "; includeSubDomains" : ""}`,
        }
      : {}),
  };
}
