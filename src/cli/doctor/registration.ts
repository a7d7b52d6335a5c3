// Who may register, and with what captcha: whether what was asked for is done, and whether those who are refused have somebody to ask.

import { askCaptcha } from "../../adapters/captcha.ts";
import { SURELY_THERE } from "../../adapters/mail-domains.ts";
import { captchaProviders } from "../../domain/captcha.ts";
import type { CaptchaFetch } from "../../ports/captcha.ts";
import type { Dns } from "../../ports/dns.ts";
import type { ServerConfig } from "../../server/config.ts";
import { oneLine } from "../output.ts";
import { checkSkew } from "./clock.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** Every list has mistakes, and whoever is refused by one can only be helped if they know where to ask. */
export function checkRefused({ options }: ServerConfig): readonly Finding[] {
  const { allowedDomains, refusedDomains, disposableAddresses, mxCheck, support } = options;
  const refuses =
    allowedDomains !== undefined ||
    refusedDomains !== undefined ||
    disposableAddresses === "refused" ||
    mxCheck === true;
  if (!refuses || support !== undefined) return [];
  const seen = "people whose address is not accepted are not told whom they can ask";
  return [warning("registration", seen, "Set POSTERN_SUPPORT, like help@example.com.")];
}

/** No provider has given it to anybody, so it counts for nothing there. */
const NO_TOKEN = "postern-doctor";

/** Whether the captcha can do what it is for; with `online`, whether its provider answers and takes the keys. */
export async function checkCaptcha(
  { options, mode }: Pick<ServerConfig, "options" | "mode">,
  online: boolean,
  fetch: CaptchaFetch,
): Promise<readonly Finding[]> {
  const { captcha: settings, limits } = options;
  if (settings === undefined) return [];
  const { provider, siteKey, secret } = settings;
  const { name, testKeys } = captchaProviders[provider];
  if (siteKey === secret) {
    const mend =
      "Set POSTERN_CAPTCHA_SECRET to the secret that the provider shows, and make a new one if this is it.";
    return [problem("captcha", "its site key, which every page shows, is also its secret", mend)];
  }
  if (mode === "production" && [siteKey, secret].some((key) => testKeys?.test(key))) {
    const seen = `${name} has a key for tests: it lets everybody through, or nobody`;
    return [problem("captcha", seen, "Set the keys of your own site.")];
  }
  if (limits === "off") {
    const seen = `${name} is never shown, because the limits are off`;
    return [warning("captcha", seen, 'Set limits to "on".')];
  }
  const seen = `${name} with the site key ${siteKey}`;
  if (!online) return [ok("captcha", `${seen} (not asked; --online does)`)];
  let date = Number.NaN;
  const noting: CaptchaFetch = async (url, init) => {
    const response = await fetch(url, init);
    date = Date.parse(response.headers.get("date") ?? "");
    return response;
  };
  const said = await askCaptcha(settings, noting, NO_TOKEN);
  const clock = Number.isNaN(date) ? [] : checkSkew("the captcha provider's", date);
  return typeof said === "boolean"
    ? [ok("captcha", `${seen}: the provider answers, and has nothing against the keys`), ...clock]
    : [
        ...clock,
        warning(
          "captcha",
          `${seen}: the provider cannot be asked (${oneLine(said)}), so forms have the proof of work`,
          "Check both keys, and that this machine reaches the provider.",
        ),
      ];
}

/** Whether the DNS that is asked for new addresses knows the world at all. */
export async function checkMxCheck(
  { options }: ServerConfig,
  dns: Dns,
): Promise<readonly Finding[]> {
  if (options.mxCheck !== true) return [];
  const { kind } = await dns.addresses(SURELY_THERE);
  if (kind === "found")
    return [ok("mx-check", "the DNS knows the internet, so it can say which domains take no mail")];
  const seen = `the DNS does not know ${SURELY_THERE}, so every new address is accepted unchecked`;
  return [
    warning("mx-check", seen, "Look at the resolvers of this machine, or set mxCheck to false."),
  ];
}
