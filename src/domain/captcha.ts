// The captchas that a site can show in its form while it sends unusually many mails to strangers.
//
// The facts about the providers in this table are from their documentation:
// Turnstile: https://developers.cloudflare.com/turnstile/ (server-side validation, Content Security Policy)
// hCaptcha: https://docs.hcaptcha.com/ (siteverify, Content-Security-Policy settings)
// Friendly Captcha: https://developer.friendlycaptcha.com/docs/v2/ (siteverify, CSP)

/** A provider, by its name in the option. */
export type CaptchaProvider = "turnstile" | "hcaptcha" | "friendly-captcha";

export const CAPTCHA_PROVIDERS: readonly CaptchaProvider[] = [
  "turnstile",
  "hcaptcha",
  "friendly-captcha",
];

/** The operator's keys from a provider. The site key is public. */
export type CaptchaSettings = {
  readonly provider: CaptchaProvider;
  readonly siteKey: string;
  readonly secret: string;
};

/** What a page needs to show the captcha, and what programs are told. */
export type AskedCaptcha = Pick<CaptchaSettings, "provider" | "siteKey">;

/** A script from another host, and the Content-Security-Policy directives that it needs, separated by "; ". */
export type OutsideScript = {
  readonly url: string;
  /** The digest of the file in the format of subresource integrity, if the file never changes. */
  readonly integrity?: string;
  readonly allows: string;
};

/** A request to a provider about one token. */
type Question = {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
};

type ProviderFacts = {
  readonly name: string;
  /** The attributes of the element that the script fills. The compact size fits a screen of 320 pixels. */
  readonly widget: Readonly<Record<string, string>>;
  readonly script: OutsideScript;
  /** The fields that the widget adds to the form. The first contains the token. */
  readonly fields: readonly [string, ...string[]];
  readonly verifyAt: string;
  readonly question: (settings: CaptchaSettings, token: string) => Question;
  /** The error codes that no visitor can cause: wrong keys, or a failure of the provider. */
  readonly faults: readonly string[];
  /** The public keys for tests. They accept every visitor, or none. */
  readonly testKeys?: RegExp;
};

const CLOUDFLARE = "https://challenges.cloudflare.com";
const HCAPTCHA = "https://hcaptcha.com https://*.hcaptcha.com";
const FRIENDLY_SDK = "https://cdn.jsdelivr.net/npm/@friendlycaptcha/sdk@1.0.2/site.min.js";

export const captchaProviders: Readonly<Record<CaptchaProvider, ProviderFacts>> = {
  turnstile: {
    name: "Cloudflare Turnstile",
    widget: { class: "cf-turnstile", "data-size": "compact" },
    script: {
      url: `${CLOUDFLARE}/turnstile/v0/api.js`,
      allows: `script-src ${CLOUDFLARE}; frame-src ${CLOUDFLARE}`,
    },
    fields: ["cf-turnstile-response"],
    verifyAt: `${CLOUDFLARE}/turnstile/v0/siteverify`,
    question: ({ secret }, response) => ({ headers: {}, fields: { secret, response } }),
    faults: ["missing-input-secret", "invalid-input-secret", "internal-error"],
    // https://developers.cloudflare.com/turnstile/troubleshooting/testing/
    testKeys: /^[123]x0{20,}[A-F]{2}$/,
  },
  hcaptcha: {
    name: "hCaptcha",
    widget: { class: "h-captcha", "data-size": "compact" },
    script: {
      url: "https://js.hcaptcha.com/1/api.js?recaptchacompat=off",
      allows: ["script-src", "frame-src", "style-src", "connect-src"]
        .map((directive) => `${directive} ${HCAPTCHA}`)
        .join("; "),
    },
    // The widget may add the second field, for compatibility with reCAPTCHA.
    fields: ["h-captcha-response", "g-recaptcha-response"],
    verifyAt: "https://api.hcaptcha.com/siteverify",
    question: ({ secret, siteKey: sitekey }, response) => ({
      headers: {},
      fields: { secret, sitekey, response },
    }),
    faults: ["missing-input-secret", "invalid-input-secret"],
    // https://docs.hcaptcha.com/#integration-testing-test-keys
    testKeys: /^(?:[123]0000000-ffff-ffff-ffff-\d{12}|0x0{40})$/,
  },
  "friendly-captcha": {
    name: "Friendly Captcha",
    widget: { class: "frc-captcha" },
    script: {
      url: FRIENDLY_SDK,
      integrity: "sha384-PlTUwS206S5stm69A6ULL0xNfgrDI6zspceDmfFtJGdNblYUuExQauIm9leAc/Ck",
      allows: `script-src ${FRIENDLY_SDK}; frame-src https://*.frcapi.com`,
    },
    fields: ["frc-captcha-response"],
    verifyAt: "https://global.frcapi.com/api/v2/captcha/siteverify",
    question: ({ secret, siteKey: sitekey }, response) => ({
      headers: { "x-api-key": secret },
      fields: { sitekey, response },
    }),
    faults: ["auth_required", "auth_invalid", "sitekey_invalid"],
  },
};

/** All providers' tokens match this. Friendly Captcha's widget sends a value that starts with a dot while it has no token yet. */
const TOKEN = /^(?!\.)[\x21-\x7e]{1,4096}$/;

/** The token in the fields of a form or in JSON; undefined if there is none. */
export function captchaTokenIn(
  { fields: [field] }: Pick<ProviderFacts, "fields">,
  sent: Readonly<Record<string, unknown>>,
): string | undefined {
  const token = sent["captcha"] ?? sent[field];
  return typeof token === "string" && TOKEN.test(token) ? token : undefined;
}
