// Logging in to a mail server with an access token (XOAUTH2), and with another one if it is refused.
//
// nodemailer has XOAUTH2 of its own. It asks for a token for each connection, forgets a new refresh token, tries again only
// after a 334, which Microsoft does not send, and hides what that said.

import type SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { oneLineOf } from "../domain/delivery-status.ts";
import type { Clock } from "../ports/clock.ts";
import type { HandOver } from "../ports/mailer.ts";
import type { TokenKeeper } from "../ports/token-keeper.ts";
import { readGrant, type GrantFault, type OAuthOptions, type TokenUse } from "./oauth-grant.ts";
import type { SmtpOptions } from "./smtp-mailer.ts";
import { tokenSource, type TokenAnswer, type TokenSource } from "./token-source.ts";

/** OAuth in the place of a password. */
export type SmtpOAuth = OAuthOptions & {
  /**
   * Where tokens are kept: `storedTokens(store, secret)`, for all processes and over restarts. Default: in this process, so a
   * refresh token that the service replaces is lost with it.
   */
  readonly tokens?: TokenKeeper | undefined;
  /** @default the machine's clock */
  readonly clock?: Clock | undefined;
};

/**
 * What an access token is for at Exchange Online and Gmail:
 * https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
 * https://developers.google.com/workspace/gmail/imap/xoauth2-protocol
 */
const useFor = (subject: string): TokenUse => ({
  microsoft: {
    app: "https://outlook.office365.com/.default",
    person: "https://outlook.office.com/SMTP.Send offline_access",
  },
  google: "https://mail.google.com/",
  subject,
});

/** What is wrong with the options about OAuth; undefined if nothing is, or if there are none. */
export function oauthFault({ oauth, user, password }: SmtpOptions): GrantFault | undefined {
  if (oauth === undefined) return undefined;
  if (password !== undefined && password !== "")
    return {
      setting: "provider",
      words: "give either a password or OAuth: leave the password out",
    };
  if (user === undefined || !/^[^\x00-\x20\x7f]+$/.test(user))
    return { setting: "provider", words: "give the user too: the address of the mailbox" };
  const grant = readGrant(oauth, useFor(user));
  return "words" in grant ? grant : undefined;
}

/** The access tokens for the options; undefined if they have no OAuth. Throws if `oauthFault` says that they are wrong. */
export function tokensFor(options: SmtpOptions): TokenSource | undefined {
  const { oauth, user = "" } = options;
  if (oauth === undefined) return undefined;
  const fault = oauthFault(options);
  const grant = readGrant(oauth, useFor(user));
  if (fault !== undefined || "words" in grant)
    throw new Error(`smtpMailer: oauth.${fault?.setting ?? ""}: ${fault?.words ?? ""}`);
  return tokenSource(grant, { keeper: oauth.tokens, clock: oauth.clock });
}

type Handler = NonNullable<SMTPConnection.Options["customAuth"]>[string];
type Context = Parameters<Handler>[0];

/** By any other name: with "XOAUTH2", nodemailer would take the first kind of login that the server offers. */
const METHOD = "POSTERN-OAUTH";

/** nodemailer's options for a login with access tokens. */
export const oauthLogin = (user: string, tokens: TokenSource) => ({
  auth: { type: "custom", method: METHOD, user } as const,
  customAuth: { [METHOD]: (context: Context) => logIn(context, user, tokens) },
});

async function logIn(context: Context, user: string, tokens: TokenSource): Promise<void> {
  const { authMethods } = context;
  if (!authMethods.includes("XOAUTH2")) {
    const offered = authMethods.length === 0 ? "none that is known" : authMethods.join(", ");
    throw new LogInFailed(`it offers no login with OAuth (XOAUTH2), but ${offered}`);
  }
  const first = tokenIn(await tokens.token());
  const refused = await present(context, user, first);
  if (refused === undefined) return;
  const second = refused.isOfToken ? tokenIn(await tokens.token(first)) : first;
  const last = second === first ? refused : await present(context, user, second);
  if (last !== undefined) throw new LogInFailed("the login was refused", last);
}

type Refused = {
  /** Another token may be accepted. */
  readonly isOfToken: boolean;
  /** What the server said besides its answer. */
  readonly detail: string | undefined;
  /** Its answer, without the token. */
  readonly said: string;
};

/**
 * Shows a token to the server; undefined if it is accepted. A challenge explains a refusal, and must be answered with an empty
 * line before the refusal comes: https://developers.google.com/workspace/gmail/imap/xoauth2-protocol#error_response
 */
async function present(
  { sendCommand }: Context,
  user: string,
  token: string,
): Promise<Refused | undefined> {
  const words = Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString("base64");
  // Some servers repeat the command that they refuse.
  const harmless = (text: string): string => text.replaceAll(words, "…").replaceAll(token, "…");
  const { response } = await sendCommand(`AUTH XOAUTH2 ${words}`);
  if (response.startsWith("2")) return undefined;
  if (!response.startsWith("334")) {
    const isOfToken = response.startsWith("535");
    return { isOfToken, detail: undefined, said: harmless(response) };
  }
  const { response: refusal } = await sendCommand("");
  const detail = harmless(inWords(response.slice(4)));
  return { isOfToken: true, detail, said: harmless(refusal) };
}

/** `{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}` in base64 (RFC 7628 section 3.2.2). */
function inWords(challenge: string): string {
  const text = Buffer.from(challenge, "base64").toString("utf8");
  try {
    const said = JSON.parse(text) as Readonly<Record<string, string | number | undefined>>;
    const parts = [
      said["status"] && `status ${said["status"]}`,
      said["scope"] && `the token must be for the scope ${said["scope"]}`,
      said["error_description"],
    ];
    return oneLineOf(parts.filter(Boolean).join(", ")).slice(0, 300);
  } catch {
    return oneLineOf(text).slice(0, 300);
  }
}

type Trouble = Extract<TokenAnswer, { readonly ok: false }>;

/** Why there was no login, in words without a token. */
class LogInFailed extends Error {
  override readonly name = "LogInFailed";
  readonly trouble: Trouble | undefined;
  readonly detail: string | undefined;
  readonly said: string | undefined;
  constructor(
    words: string,
    { trouble, detail, said }: Partial<Refused> & { readonly trouble?: Trouble } = {},
  ) {
    super(words);
    this.trouble = trouble;
    this.detail = detail;
    this.said = said;
  }
}

function tokenIn(answer: TokenAnswer): string {
  if (answer.ok) return answer.token;
  throw new LogInFailed(answer.answer, { trouble: answer });
}

/** The trouble with an access token that nodemailer reports as a failed login; undefined if it was something else. */
export const tokenTroubleIn = (error: unknown): Trouble | undefined =>
  error instanceof LogInFailed ? error.trouble : undefined;

/** A mail that is not sent because there is no access token. No other would be. */
export const withoutToken = ({ fault, answer, retryAfter }: Trouble): HandOver => ({
  ok: false,
  fault,
  affectsAll: true,
  answer,
  ...(retryAfter !== undefined && { retryAfter }),
});
