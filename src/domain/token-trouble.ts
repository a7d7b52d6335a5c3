// What it means when a token endpoint gives no token: who can fix it, and how.

/** What an operator gave, and can correct. */
export type TokenSetting =
  "provider" | "clientId" | "clientSecret" | "refreshToken" | "tenant" | "scope" | "serviceAccount";

/** A refusal of a token endpoint (RFC 6749 section 5.2). */
export type TokenRefusal = {
  readonly status: number;
  /** Its `error`; empty if the answer has none. */
  readonly error: string;
  /** Its `error_description`; empty if the answer has none. */
  readonly description: string;
};

/** `sender`: an operator must change something. `passing`: it may work soon. */
export type TokenTrouble = {
  readonly fault: "sender" | "passing";
  /** What is wrong, and what to do. */
  readonly words: string;
  /** Which of the settings it is about, if that is known. */
  readonly setting?: TokenSetting | undefined;
};

type Known = readonly [setting: TokenSetting | undefined, words: string];

const EXPIRED: Known = [
  "refreshToken",
  "the refresh token is expired or was revoked: log the account in again to get a new one",
];

const LOCKED_OUT: Known = [
  "refreshToken",
  "a policy of the tenant demands that the account logs in again, with its second step: get a new refresh token",
];

const NO_TENANT: Known = [
  "tenant",
  "there is no such tenant: give the Directory (tenant) ID of the app registration",
];

const WRONG_SECRET: Known = [
  "clientSecret",
  "the client secret is wrong: give the Value of the secret, not its Secret ID",
];

const NO_APP: Known = [
  "clientId",
  "this tenant has no app with this client id: compare the Application (client) ID and the tenant",
];

const NO_CONSENT: Known = [
  "scope",
  "the app lacks a permission, or nobody consented to it: in the app registration, API permissions, grant admin consent",
];

const SHARED: Known = [
  "tenant",
  "this app or grant needs a tenant of its own, not common: give the Directory (tenant) ID",
];

const SCOPE: Known = [
  "scope",
  "the scope is not one that this service knows, or not one for this grant",
];

/**
 * By Microsoft's codes: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes. It warns that they
 * may change, so they only choose words; an unknown one falls back to `error`.
 */
const BY_AADSTS: Readonly<Record<string, Known>> = {
  "70002": WRONG_SECRET,
  "7000215": WRONG_SECRET,
  "7000222": [
    "clientSecret",
    "the client secret is expired: make a new one in the app registration",
  ],
  "7000218": ["clientSecret", "the client secret is missing"],
  "700025": ["clientSecret", "the app is a public client: leave the client secret out"],
  "700011": NO_APP,
  "700016": NO_APP,
  "70001": ["clientId", "the app is disabled in this tenant"],
  "7000112": ["clientId", "the app is disabled in this tenant"],
  "7000229": [
    "clientId",
    "the app has no service principal in this tenant: an admin must consent to it there",
  ],
  "650052": ["scope", "the tenant has no subscription to the service that the scope belongs to"],
  "500011": [
    "scope",
    "the tenant does not know the service in the scope: for SMTP it is https://outlook.office365.com/.default",
  ],
  "65001": NO_CONSENT,
  "650056": NO_CONSENT,
  "650057": NO_CONSENT,
  "28002": SCOPE,
  "70011": SCOPE,
  "1002012": ["scope", "for an app without a user, the scope must end with /.default"],
  "90002": NO_TENANT,
  "900021": NO_TENANT,
  "900023": NO_TENANT,
  "50194": SHARED,
  "9001023": SHARED,
  "50089": EXPIRED,
  "50132": EXPIRED,
  "50133": EXPIRED,
  "70000": EXPIRED,
  "70008": EXPIRED,
  "50173": EXPIRED,
  "700082": EXPIRED,
  "700084": EXPIRED,
  "50057": ["refreshToken", "the account of the refresh token is disabled"],
  "50076": LOCKED_OUT,
  "50078": LOCKED_OUT,
  "50079": LOCKED_OUT,
  "53003": LOCKED_OUT,
  "70043": LOCKED_OUT,
};

/** Microsoft's codes for what passes by itself (the same page). */
const PASSING_AADSTS: ReadonlySet<string> = new Set([
  "50033",
  "50196",
  "90006",
  "90012",
  "90024",
  "90033",
  "90055",
  "90090",
]);

/** Google's words: https://developers.google.com/identity/protocols/oauth2/service-account#error-codes */
const BY_WORDS: readonly (readonly [pattern: RegExp, known: Known])[] = [
  [
    /short-lived token|\biat\b|\bexp\b/,
    [undefined, "the clock of this machine is wrong: set it, and keep it set by NTP"],
  ],
  [
    /invalid jwt signature/,
    ["serviceAccount", "the key of the service account is not one of its keys, or was deleted"],
  ],
  [
    /account not found|invalid email or user/,
    ["serviceAccount", "the service account, or the mailbox of the user, does not exist"],
  ],
  [
    /unauthorized to retrieve access tokens/,
    [
      "serviceAccount",
      "the service account lacks domain-wide delegation: an admin must allow its client ID the scope https://mail.google.com/",
    ],
  ],
  [/expired or revoked/, EXPIRED],
];

const BY_ERROR: Readonly<Record<string, Known>> = {
  invalid_client: ["clientSecret", "the client id or the client secret is wrong"],
  deleted_client: ["clientId", "the client was deleted"],
  disabled_client: ["clientId", "the client is disabled"],
  unauthorized_client: [
    "clientId",
    "the client may not get tokens in this way: look at what the app is allowed",
  ],
  invalid_grant: EXPIRED,
  invalid_scope: SCOPE,
  invalid_target: SCOPE,
  unsupported_grant_type: [
    "provider",
    "the token endpoint does not know this kind of grant: look at its URL",
  ],
  access_denied: [undefined, "an administrator of the service does not allow it"],
};

/** RFC 6749 section 4.1.2.1, for endpoints that use these errors here too; RFC 8628 for the last. */
const PASSING_ERRORS: ReadonlySet<string> = new Set([
  "temporarily_unavailable",
  "server_error",
  "slow_down",
]);

/** What a refusal means. Pure, and repeats nothing of the description: it may contain anything. */
export function tokenTrouble({ status, error, description }: TokenRefusal): TokenTrouble {
  const code = /AADSTS(\d{4,8})\b/.exec(description)?.[1] ?? "";
  const named = [error, code && `AADSTS${code}`].filter(Boolean).join(", ");
  const isPassing =
    status === 429 || status >= 500 || PASSING_ERRORS.has(error) || PASSING_AADSTS.has(code);
  if (isPassing)
    return { fault: "passing", words: `it has trouble of its own (${named || status})` };
  const found =
    BY_AADSTS[code] ??
    BY_WORDS.find(([pattern]) => pattern.test(description.toLowerCase()))?.[1] ??
    (Object.hasOwn(BY_ERROR, error) ? BY_ERROR[error] : undefined);
  if (found !== undefined)
    return { fault: "sender", setting: found[0], words: `${found[1]} (${named})` };
  return named === ""
    ? {
        fault: "sender",
        setting: "provider",
        words: `its answer ${status} is none of a token endpoint: look at its URL`,
      }
    : { fault: "sender", words: `it refuses the request (${named})` };
}
