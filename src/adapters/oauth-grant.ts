// How access tokens are asked for, read from what an operator gives.

import { createHash, createPrivateKey, type KeyObject } from "node:crypto";
import { isLoopbackHost } from "../domain/loopback.ts";
import type { TokenSetting } from "../domain/token-trouble.ts";

/** The account at an OAuth service with which mails are sent. */
export type OAuthOptions = {
  /** `microsoft` (Microsoft 365), `google`, or the https URL of a token endpoint. */
  readonly provider: string;
  /** The client (the app), as the service names it. Not with `serviceAccount`. */
  readonly clientId?: string | undefined;
  /** Default: the client is public and has none, which needs a `refreshToken`. */
  readonly clientSecret?: string | undefined;
  /** What a person's consent gave the client. Default: the client acts for itself (client credentials). */
  readonly refreshToken?: string | undefined;
  /** With `microsoft`: the tenant's id, or one of its domains. */
  readonly tenant?: string | undefined;
  /** What the token is for. Default: what sending mails needs at Microsoft and Google; none elsewhere. */
  readonly scope?: string | undefined;
  /** With `google`: the JSON text of the key file of a service account with domain-wide delegation. */
  readonly serviceAccount?: string | undefined;
};

/** A way to get an access token (RFC 6749 sections 4.4 and 6, RFC 7523 section 2.1). */
export type Grant = {
  /** The token endpoint. */
  readonly url: string;
  readonly scope: string | undefined;
} & (
  | {
      readonly kind: "client-credentials";
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "refresh-token";
      readonly clientId: string;
      readonly clientSecret: string | undefined;
      readonly refreshToken: string;
    }
  | {
      readonly kind: "service-account";
      readonly email: string;
      readonly keyId: string | undefined;
      readonly privateKey: KeyObject;
      /** The user for whom the service account acts. */
      readonly subject: string;
    }
);

/** What is wrong with the options, and what to give instead. Contains no secret. */
export type GrantFault = { readonly setting: TokenSetting; readonly words: string };

/** What tokens are for, where `scope` does not say it. */
export type TokenUse = {
  /** At Microsoft: for an app by itself, and for an app for which a person logged in. */
  readonly microsoft: { readonly app: string; readonly person: string };
  readonly google: string;
  /** The user of the mailbox, for whom a service account acts. */
  readonly subject: string;
};

const NAMES: Readonly<Record<keyof OAuthOptions, true>> = {
  provider: true,
  clientId: true,
  clientSecret: true,
  refreshToken: true,
  tenant: true,
  scope: true,
  serviceAccount: true,
};

/** Reads the options, or says which of them to change. */
export function readGrant(options: OAuthOptions, use: TokenUse): Grant | GrantFault {
  const control = Object.keys(NAMES).find((name) =>
    hasControl(options[name as keyof OAuthOptions]),
  );
  if (control !== undefined && control !== "serviceAccount")
    return fault(control as TokenSetting, "it contains a line break or another control character");
  if (options.provider === "microsoft") return ofMicrosoft(options, use);
  if (options.tenant !== undefined)
    return fault("tenant", "only the provider microsoft has tenants: leave it out");
  if (options.provider === "google" && options.serviceAccount !== undefined)
    return ofServiceAccount(options, options.serviceAccount, use);
  if (options.serviceAccount !== undefined)
    return fault("serviceAccount", "only the provider google has these: leave it out");
  if (options.provider === "google") return ofGoogle(options);
  const url = URL.parse(options.provider);
  if (url === null || !isSafe(url))
    return fault("provider", "give microsoft, google, or the https URL of a token endpoint");
  return ofClient(url.href, options.scope, options);
}

const hasControl = (text: string | undefined): boolean => /\p{Cc}/u.test(text ?? "");

const fault = (setting: TokenSetting, words: string): GrantFault => ({ setting, words });

/** Secrets are sent there: in clear text only on this machine. */
const isSafe = ({ protocol, hostname, username, password, hash }: URL): boolean =>
  (protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname))) &&
  `${username}${password}${hash}` === "";

/** Tenants that stand for many: with them, an app cannot act for itself. */
const SHARED_TENANTS = new Set(["common", "organizations", "consumers"]);

function ofMicrosoft(options: OAuthOptions, { microsoft }: TokenUse): Grant | GrantFault {
  const { tenant, refreshToken, scope } = options;
  if (options.serviceAccount !== undefined)
    return fault("serviceAccount", "only the provider google has these: leave it out");
  if (tenant === undefined || !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(tenant))
    return fault("tenant", "give the Directory (tenant) ID of the app registration");
  if (refreshToken === undefined && SHARED_TENANTS.has(tenant.toLowerCase()))
    return fault("tenant", `"${tenant}" is no tenant of its own: give the Directory (tenant) ID`);
  const url = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
  const usual = refreshToken === undefined ? microsoft.app : microsoft.person;
  return ofClient(url, scope ?? usual, options);
}

const GOOGLE = "https://oauth2.googleapis.com/token";

function ofGoogle(options: OAuthOptions): Grant | GrantFault {
  if (options.refreshToken === undefined)
    return fault(
      "refreshToken",
      "Google gives an app no token for itself: give a refresh token, or the key file of a service account",
    );
  return ofClient(GOOGLE, options.scope, options);
}

function ofClient(
  url: string,
  scope: string | undefined,
  { clientId, clientSecret, refreshToken }: OAuthOptions,
): Grant | GrantFault {
  if (clientId === undefined) return fault("clientId", "give the id of the client (the app)");
  if (refreshToken !== undefined)
    return { kind: "refresh-token", url, scope, clientId, clientSecret, refreshToken };
  if (clientSecret !== undefined)
    return { kind: "client-credentials", url, scope, clientId, clientSecret };
  return fault("clientSecret", "give the client's secret, or a refresh token");
}

function ofServiceAccount(
  { clientId, clientSecret, refreshToken, scope }: OAuthOptions,
  text: string,
  { google, subject }: TokenUse,
): Grant | GrantFault {
  if ([clientId, clientSecret, refreshToken].some((each) => each !== undefined))
    return fault("serviceAccount", "a service account needs no client and no refresh token");
  const key = readKeyFile(text);
  if (key === undefined)
    return fault(
      "serviceAccount",
      "give the key file of a service account, as Google made it (JSON)",
    );
  const url = URL.parse(key.url);
  if (url === null || !isSafe(url)) return fault("serviceAccount", "its token_uri is no https URL");
  return {
    kind: "service-account",
    url: url.href,
    scope: scope ?? google,
    subject,
    ...key.account,
  };
}

/** https://developers.google.com/identity/protocols/oauth2/service-account */
function readKeyFile(text: string) {
  try {
    const file = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { client_email: email, private_key: pem, private_key_id: keyId, token_uri } = file;
    if (typeof email !== "string" || typeof pem !== "string") return undefined;
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== "rsa") return undefined;
    const account = { email, privateKey, keyId: typeof keyId === "string" ? keyId : undefined };
    return { url: typeof token_uri === "string" ? token_uri : GOOGLE, account };
  } catch {
    return undefined;
  }
}

/**
 * Names what a grant gives tokens for, so that all processes with these settings share them. A new refresh token of the
 * operator is another name: it replaces what came of the old one. A new client secret is not. A digest, which gives
 * away none of it.
 */
export function nameOfGrant(grant: Grant): string {
  const [who, what] =
    grant.kind === "service-account"
      ? [grant.email, grant.subject]
      : [grant.clientId, grant.kind === "refresh-token" ? grant.refreshToken : ""];
  const parts = [grant.kind, grant.url, who, what, grant.scope ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
