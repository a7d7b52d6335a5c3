// The configuration that the server would start with: complete, safe, and with a secret that cannot be guessed.

import { statSync } from "node:fs";
import { whyNoPasskeys } from "../../domain/passkey-site.ts";
import { isPng } from "../../domain/png.ts";
import { parseSender } from "../../domain/sender.ts";
import type { BrandOptions } from "../../options/types.ts";
import { inPairs } from "../../server/config-options.ts";
import type { ServerConfig } from "../../server/config.ts";
import type { Environment } from "../../server/config-types.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** A key made by `postern secret` has 256 bits; 128 are more than anybody can ever try. */
const ENOUGH_BITS = 128;

/**
 * The problems that would keep the server from starting, and those with which it would start but work badly.
 */
export function checkConfiguration(
  config: ServerConfig,
  problems: readonly string[],
): readonly Finding[] {
  const found = problems.map((words) => {
    const [variable = "", ...rest] = words.split(": ");
    return problem("configuration", `${variable} cannot be used`, rest.join(": "));
  });
  const behindProxy = config.options.baseUrl.startsWith("https:");
  if (behindProxy && config.trustedProxies.length === 0) {
    found.push(
      warning(
        "configuration",
        "https comes from a proxy, and none is trusted: all people share the limits of one client",
        "Name the proxy's network in POSTERN_TRUSTED_PROXIES, like 127.0.0.0/8.",
      ),
    );
  }
  if (senderAddress(config) === undefined) {
    const isReal = config.mail.length > 0 || config.mode === "production";
    found.push(
      (isReal ? problem : warning)(
        "configuration",
        `mails are from ${config.options.mailFrom ?? "postern@localhost"}, which nobody can answer`,
        'Set POSTERN_MAIL_FROM to an address of your domain, like "Acme <accounts@example.com>".',
      ),
    );
  }
  found.push(...checkPasskeys(config.options));
  const { brand = {} } = config.options;
  if (brand.logo !== undefined && brand.logoInMail === undefined && !isPngFile(brand.logo)) {
    found.push(
      warning(
        "configuration",
        "mails have the name of the site and no logo: mail programs do not show an SVG",
        "Give the logo as a PNG too, as POSTERN_BRAND_LOGO_IN_MAIL.",
      ),
    );
  }
  const { limits = "on" } = config.options;
  const counted = typeof limits === "string" ? "" : `; limits of one client: ${inPairs(limits)}`;
  return found.length > 0
    ? found
    : [ok("configuration", `complete, for ${config.mode}${counted}${brandInWords(brand)}`)];
}

/** Only where the operator has not switched them off: there are none at this base URL. */
function checkPasskeys({ baseUrl, passkeys }: ServerConfig["options"]): readonly Finding[] {
  const why = passkeys !== false && URL.canParse(baseUrl) ? whyNoPasskeys(baseUrl) : undefined;
  if (why === undefined) return [];
  const seen = {
    "ip-address": "passkeys are off: browsers make none for an IP address",
    "no-https": "passkeys are off: browsers make none without https",
  };
  const mend =
    "Set POSTERN_BASE_URL to a name with https, like https://accounts.example.com, or POSTERN_PASSKEYS to false.";
  return [warning("configuration", seen[why], mend)];
}

const isPngFile = (content: string | Uint8Array): boolean =>
  typeof content !== "string" && isPng(content);

/** Nothing for the usual one. */
function brandInWords({ theme, accent, logo }: BrandOptions): string {
  const parts = [theme, accent, logo && "with a logo"].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : `; brand: ${parts.join(", ")}`;
}

/** The address that mails come from; undefined if its domain is not a public one. */
export function senderAddress({ options }: ServerConfig): string | undefined {
  const address = parseSender(options.mailFrom ?? "")?.address ?? "";
  return address.split("@")[1]?.includes(".") === true ? address : undefined;
}

/** Whether the secret is too long to guess, and who can read it. */
export function checkSecret(config: ServerConfig, environment: Environment): readonly Finding[] {
  if (config.secret === "") return [];
  const keys = config.secret.split(",").map((key) => key.trim());
  const bits = Math.min(...keys.map(bitsOf));
  const ring = keys.length === 1 ? "one key" : `${keys.length} keys`;
  const seen = `${ring} of ${bits} bits at most`;
  const strength =
    bits >= ENOUGH_BITS
      ? ok("secret", seen)
      : warning("secret", seen, "Put a key of `postern secret` in front of it: new,old");
  const file = environment["POSTERN_SECRET"] === undefined && environment["POSTERN_SECRET_FILE"];
  return [strength, ...(file ? checkPrivate("secret", file) : [])];
}

/** How many bits a key has at most: if each character was chosen at random from all characters of its kind. */
function bitsOf(key: string): number {
  const alphabets = [/[0-9]/, /[a-f]/, /[g-z]/, /[A-Z]/, /[^0-9a-zA-Z]/];
  const sizes = [10, 6, 20, 26, 2];
  const size = alphabets.reduce((sum, one, at) => sum + (one.test(key) ? (sizes[at] ?? 0) : 0), 0);
  return Math.floor(Math.min(key.length * Math.log2(size), new Set(key).size * 16));
}

/** Only its owner may read a file that holds secrets. Windows has other permissions, which are not checked. */
export function checkPrivate(check: string, path: string): readonly Finding[] {
  if (process.platform === "win32") return [];
  const rights = statSync(path, { throwIfNoEntry: false })?.mode;
  if (rights === undefined || (rights & 0o077) === 0) return [];
  const others = (rights & 0o007) !== 0 ? "everybody on this machine" : "its group";
  const seen = `${path} can be reached by ${others} (${(rights & 0o777).toString(8)})`;
  return [warning(check, seen, `chmod 600 ${path}`)];
}
