// Asks a token endpoint for an access token, once.

import { sign } from "node:crypto";
import { days, minutes, seconds, type Duration, type Instant } from "../domain/time.ts";
import { tokenTrouble, type TokenTrouble } from "../domain/token-trouble.ts";
import type { Grant } from "./oauth-grant.ts";

/** What a token endpoint gave (RFC 6749 section 5.1). */
export type GivenToken = {
  readonly ok: true;
  readonly access: string;
  /** How long the access token is good for. */
  readonly life: Duration;
  /** A refresh token in the place of the one that was sent; undefined if that one stays. */
  readonly refresh: string | undefined;
};

/** Why it gave none. `words` begin with the endpoint's name, and contain no secret and no token. */
export type NoToken = TokenTrouble & {
  readonly ok: false;
  /** How long the endpoint asked to wait. */
  readonly retryAfter?: Duration | undefined;
};

const PATIENCE: Duration = seconds(10);

/** In bytes: Microsoft's tokens have about 3,000. */
const LARGEST_ANSWER = 256 * 1_024;

/** RFC 6749 only recommends to say how long a token lives. A token that ends earlier is refused, and renewed then. */
const USUAL_LIFE: Duration = minutes(30);

/** No service is believed for longer: times in the database are whole numbers, and the token may be refused sooner. */
const LONGEST_LIFE: Duration = days(365);

/** RFC 6750 section 2.1, and nothing that could end a line or a field of a login. */
const TOKEN = /^[\x21-\x7e]{1,16000}$/;

/** Asks with `refresh` in the place of the grant's own refresh token, if there is a newer one. Never throws. */
export async function requestToken(
  grant: Grant,
  refresh: string | undefined,
  now: Instant,
): Promise<GivenToken | NoToken> {
  const { host } = new URL(grant.url);
  try {
    const response = await fetch(grant.url, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(fieldsOf(grant, refresh, now)),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const answer = readAnswer(await textOf(response));
    if (response.ok && answer.access !== undefined) return { ok: true, ...given(answer) };
    const trouble = tokenTrouble({ status: response.status, ...answer });
    const words = `${host} gives no access token: ${trouble.words}`;
    return { ok: false, ...trouble, words, retryAfter: waitIn(response) };
  } catch (error) {
    return { ok: false, fault: "passing", words: `${host} does not answer: ${reasonOf(error)}` };
  }
}

function fieldsOf(
  grant: Grant,
  refresh: string | undefined,
  now: Instant,
): Readonly<Record<string, string>> {
  const scope = grant.scope === undefined ? {} : { scope: grant.scope };
  if (grant.kind === "service-account")
    return {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: assertionOf(grant, now),
    };
  const { clientId, clientSecret } = grant;
  // In the body, as Microsoft and Google have it in their examples (RFC 6749 section 2.3.1).
  const client = {
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    ...scope,
  };
  return grant.kind === "client-credentials"
    ? { grant_type: "client_credentials", ...client }
    : { grant_type: "refresh_token", refresh_token: refresh ?? grant.refreshToken, ...client };
}

/** RFC 7523 section 3, with Google's claims: https://developers.google.com/identity/protocols/oauth2/service-account */
function assertionOf(
  grant: Extract<Grant, { readonly kind: "service-account" }>,
  now: Instant,
): string {
  const issued = Math.floor(now / 1_000);
  const header = { alg: "RS256", typ: "JWT", ...(grant.keyId && { kid: grant.keyId }) };
  const claims = {
    iss: grant.email,
    sub: grant.subject,
    scope: grant.scope,
    aud: grant.url,
    iat: issued,
    exp: issued + 300,
  };
  const signed = [header, claims].map(encoded).join(".");
  return `${signed}.${sign("sha256", Buffer.from(signed), grant.privateKey).toString("base64url")}`;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** As much of an answer as one may have: a longer one is cut, and then it is no JSON. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > LARGEST_ANSWER) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

type Answer = {
  readonly access: string | undefined;
  readonly refresh: string | undefined;
  readonly life: Duration;
  readonly error: string;
  readonly description: string;
};

function readAnswer(text: string): Answer {
  const { access_token, refresh_token, expires_in, error, error_description } = objectIn(text);
  const life = Math.floor(seconds(Number(expires_in)));
  return {
    access: tokenIn(access_token),
    refresh: tokenIn(refresh_token),
    life: life > 0 ? Math.min(life, LONGEST_LIFE) : USUAL_LIFE,
    error: typeof error === "string" && /^[a-z_]{1,40}$/.test(error) ? error : "",
    description: typeof error_description === "string" ? error_description : "",
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const tokenIn = (value: unknown): string | undefined =>
  typeof value === "string" && TOKEN.test(value) ? value : undefined;

const given = ({ access = "", refresh, life }: Answer) => ({ access, refresh, life });

/** RFC 9110 section 10.2.3. A date depends on two clocks, so it is not read. */
function waitIn({ headers }: Response): Duration | undefined {
  const header = headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(header) ? seconds(Number(header)) : undefined;
}

/** `fetch` only says that it failed; the reason is its cause. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === "TimeoutError") return `nothing within ${PATIENCE / 1_000} seconds`;
  return cause instanceof Error ? ((cause as { code?: string }).code ?? cause.message) : message;
}
