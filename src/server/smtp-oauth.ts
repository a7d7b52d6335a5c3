// POSTERN_SMTP_OAUTH and what belongs to it: how the mail server is logged in to without a password.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SmtpOptions } from "../adapters/smtp-mailer.ts";
import { oauthFault, type SmtpOAuth } from "../adapters/smtp-oauth.ts";
import { storedTokens } from "../adapters/stored-tokens.ts";
import type { TokenSetting } from "../domain/token-trouble.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Environment, Known, Provenance } from "./config-types.ts";

const VARIABLES: readonly { readonly setting: TokenSetting; readonly variable: string }[] = [
  { setting: "provider", variable: "POSTERN_SMTP_OAUTH" },
  { setting: "clientId", variable: "POSTERN_SMTP_OAUTH_CLIENT_ID" },
  { setting: "clientSecret", variable: "POSTERN_SMTP_OAUTH_CLIENT_SECRET" },
  { setting: "refreshToken", variable: "POSTERN_SMTP_OAUTH_REFRESH_TOKEN" },
  { setting: "tenant", variable: "POSTERN_SMTP_OAUTH_TENANT" },
  { setting: "scope", variable: "POSTERN_SMTP_OAUTH_SCOPE" },
  { setting: "serviceAccount", variable: "POSTERN_SMTP_OAUTH_KEY_FILE" },
];

/** The variable of each setting. */
export const OAUTH_VARIABLES = Object.fromEntries(
  VARIABLES.map(({ setting, variable }) => [setting, variable]),
) as Readonly<Record<TokenSetting, string>>;

const SECRETS: ReadonlySet<TokenSetting> = new Set(["clientSecret", "refreshToken"]);

const SETTINGS = VARIABLES.map(({ setting }) => setting);

/** What is given about OAuth, or a message about it; undefined if nothing is. */
export function parseOAuth({
  environment,
  folder,
}: Pick<Known, "environment" | "folder">): SmtpOAuth | string | undefined {
  const given = SETTINGS.filter((setting) => environment[OAUTH_VARIABLES[setting]] !== undefined);
  if (given.length === 0) return undefined;
  const settings = Object.fromEntries(
    given.map((setting) => [setting, environment[OAUTH_VARIABLES[setting]]]),
  ) as Partial<Record<TokenSetting, string>>;
  const { provider, serviceAccount: file } = settings;
  if (provider === undefined)
    return `${OAUTH_VARIABLES.provider}: give microsoft, google, or the URL of a token endpoint, with ${OAUTH_VARIABLES[given[0]!]}`;
  if (file === undefined) return { ...settings, provider };
  const serviceAccount = readKey(resolve(folder, file));
  return serviceAccount === undefined
    ? `${OAUTH_VARIABLES.serviceAccount}: the file ${file} cannot be read`
    : { ...settings, provider, serviceAccount };
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** What is wrong with these options, with the variable to change. */
export function oauthProblem(options: SmtpOptions): string | undefined {
  const { oauth, user, password } = options;
  if (oauth === undefined) return undefined;
  if (password !== undefined)
    return "SMTP_URL: leave the password out, and APP_MAIL_PASSWORD too: POSTERN_SMTP_OAUTH takes its place";
  if (user === undefined)
    return "SMTP_URL: give the address of the mailbox as its user, like smtp://accounts%40example.com@smtp.example.com:587";
  const fault = oauthFault(options);
  return fault && `${OAUTH_VARIABLES[fault.setting]}: ${fault.words}`;
}

/** What `postern config` shows of these variables. */
export const oauthProvenance = (environment: Environment): readonly Provenance[] =>
  SETTINGS.map((setting) => {
    const name = OAUTH_VARIABLES[setting];
    const value = environment[name];
    return {
      name,
      value: value === undefined ? "not set" : SECRETS.has(setting) ? "(secret)" : value,
      from: value === undefined ? "default" : "environment",
    };
  });

/** The same options, with access tokens that all processes of a site share. */
export function withSharedTokens(
  options: SmtpOptions,
  {
    store,
    secret,
    clock,
  }: { readonly store: Store; readonly secret: string; readonly clock: Clock },
): SmtpOptions {
  const { oauth } = options;
  if (oauth === undefined) return options;
  return { ...options, oauth: { ...oauth, clock, tokens: storedTokens(store, secret) } };
}
