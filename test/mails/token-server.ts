// A real token endpoint on this machine that is as strict as the standard allows, and a mail server that takes its tokens.

import type { IncomingMessage } from "node:http";
import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { text } from "node:stream/consumers";
import { listen } from "../../src/testing/listen.ts";
import { mailServer, type MailServer } from "./mail-server.ts";

type Form = Readonly<Record<string, string>>;

/** What is answered in the place of a token. */
type Refusal = {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
};

export const CLIENT = { clientId: "app", clientSecret: "cs~Vj8wQ2_7xKp" };

export const FIRST_REFRESH = "rt-first.4fTz";

/**
 * Gives each access token its number, and in `rotating` mode a new refresh token with each, which ends the one before: a
 * used one is never taken again.
 */
export async function tokenServer({ life = 3_600, rotating = true, publicKey = "" } = {}) {
  const asked: Form[] = [];
  const given: string[] = [];
  let refused: Refusal | undefined;
  let refresh = FIRST_REFRESH;
  let before: (() => Promise<unknown>) | undefined;

  async function answerTo(incoming: IncomingMessage): Promise<Refusal> {
    const form = Object.fromEntries(new URLSearchParams(await text(incoming)));
    asked.push(form);
    await before?.();
    const refusal = refused ?? refusalOf(form);
    if (refusal !== undefined) return refusal;
    given.push(`at-${given.length + 1}.9kLm`);
    const body: Record<string, unknown> = {
      access_token: given.at(-1),
      token_type: "Bearer",
      expires_in: life,
    };
    if (rotating && form["grant_type"] === "refresh_token")
      body["refresh_token"] = refresh = `rt-${given.length + 1}.4fTz`;
    return { status: 200, body };
  }

  function refusalOf(form: Form): Refusal | undefined {
    if (form["assertion"] !== undefined)
      return isSigned(form["assertion"], createPublicKey(publicKey))
        ? undefined
        : error("invalid_grant", "Invalid JWT Signature.");
    if (form["client_id"] !== CLIENT.clientId || form["client_secret"] !== CLIENT.clientSecret)
      return error("invalid_client", "AADSTS7000215: Invalid client secret provided.");
    if (form["grant_type"] === "refresh_token" && form["refresh_token"] !== refresh)
      return error("invalid_grant", `AADSTS700082: ${form["refresh_token"]} has expired.`);
    return undefined;
  }

  const server = await listen(() => (incoming, outgoing) => {
    void answerTo(incoming).then(({ status, body = "", headers }) => {
      const json = typeof body === "string" ? body : JSON.stringify(body);
      outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(json);
    });
  });
  return {
    url: `${server.url}/token`,
    /** Every form that was sent. */
    asked,
    /** Every access token that was given. */
    given,
    /** What is answered from now on; undefined: tokens. */
    refuse: (refusal: Refusal | undefined) => (refused = refusal),
    /** Ends a token before its time. */
    revoke: (token: string | undefined) => void given.splice(given.indexOf(token ?? ""), 1, "-"),
    /** Is awaited before each answer. */
    hold: (until: (() => Promise<unknown>) | undefined) => (before = until),
    isGood: (token: string | undefined) => given.includes(token ?? "") && token !== "-",
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export type TokenServer = Awaited<ReturnType<typeof tokenServer>>;

export const error = (code: string, description: string, status = 400): Refusal => ({
  status,
  body: { error: code, error_description: description },
});

function isSigned(assertion: string, key: KeyObject): boolean {
  const [header = "", claims = "", signature = ""] = assertion.split(".");
  return verify(
    "sha256",
    Buffer.from(`${header}.${claims}`),
    key,
    Buffer.from(signature, "base64url"),
  );
}

/** What a mail server says to a token that it does not take: a challenge first, as Google, or the refusal at once. */
export type Manner = {
  readonly challenge?: object;
  readonly says?: string;
  readonly code?: number;
};

/** A mail server that demands a token of this endpoint. `logins` are the tokens it was shown. */
export async function tokenMailServer(
  tokens: Pick<TokenServer, "isGood">,
  { challenge, says = "5.7.3 Authentication unsuccessful", code = 535 }: Manner = {},
  onLogin: (token: string) => void = () => undefined,
): Promise<MailServer & { readonly logins: readonly string[] }> {
  const logins: string[] = [];
  const server = await mailServer({
    authOptional: false,
    authMethods: ["XOAUTH2"],
    disabledCommands: ["STARTTLS"],
    onAuth({ accessToken = "", username }, _session, answer) {
      logins.push(accessToken);
      onLogin(accessToken);
      if (tokens.isGood(accessToken)) answer(null, { user: username ?? "" });
      else if (challenge !== undefined) answer(null, { data: challenge });
      else answer(Object.assign(new Error(says), { responseCode: code }));
    },
  });
  return { ...server, logins };
}
