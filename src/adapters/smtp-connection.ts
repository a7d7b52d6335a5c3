// One connection to a mail server: its encryption, its login, and a trial of both.

import { oneLineOf } from "../domain/delivery-status.ts";
import { isLoopbackHost } from "../domain/loopback.ts";
import type { HandOver } from "../ports/mailer.ts";
import { failed, failureOf, textOf, type SmtpError } from "./smtp-errors.ts";
import type { SmtpOptions } from "./smtp-mailer.ts";
import { oauthLogin, tokenTroubleIn, withoutToken } from "./smtp-oauth.ts";
import type { TokenSource } from "./token-source.ts";

/**
 * What a connection must have before a mail goes over it.
 *
 * - `verify`: TLS, with a certificate of the server's name that is vouched for.
 * - `require`: TLS, with any certificate: nobody can listen, but anybody can pretend to be the server.
 * - `opportunistic`: TLS if the server offers it, with any certificate (RFC 7435).
 * - `off`: clear text, also where the server offers TLS.
 */
export type SmtpTls = "verify" | "require" | "opportunistic" | "off";

/** All of them, strictest first. */
const SMTP_TLS = ["verify", "require", "opportunistic", "off"] as const satisfies SmtpTls[];

/** nodemailer's own limits: an idle connection is not kept as long as a slow answer is waited for. */
export const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 600_000,
  idleTimeout: 60_000,
};

/**
 * An attacker between Postern and this machine would already be on it. Debian gives every server a certificate that no
 * authority signed, and no authority signs one for "localhost".
 */
const tlsOf = ({ host, tls }: Pick<SmtpOptions, "host" | "tls">): SmtpTls =>
  tls ?? (isLoopbackHost(host) ? "opportunistic" : "verify");

/** Why the options about encryption do not fit together; undefined if they do. */
export function tlsFault(options: SmtpOptions): string | undefined {
  const tls = tlsOf(options);
  if (!SMTP_TLS.includes(tls)) return `give ${SMTP_TLS.join(", ")}, not "${String(tls)}"`;
  const isDemanded = tls === "verify" || tls === "require";
  if (isDemanded || isLoopbackHost(options.host)) return undefined;
  if (options.secure) return `"${tls}" contradicts smtps, which is TLS from the first byte`;
  if (options.user === undefined) return undefined;
  const secret = options.oauth === undefined ? "password" : "access token";
  return `"${tls}" would send the ${secret} in clear text; give "require" or "verify"`;
}

/** nodemailer's options for a connection. */
export function connectionFor(options: SmtpOptions) {
  const { host, port, secure, ca, name } = options;
  const tls = tlsOf(options);
  return {
    host,
    port,
    secure,
    requireTLS: !secure && (tls === "verify" || tls === "require"),
    ignoreTLS: tls === "off",
    tls: {
      minVersion: "TLSv1.2" as const,
      rejectUnauthorized: tls === "verify",
      ...(ca && { ca }),
    },
    ...(name !== undefined && { name }),
    ...TIMEOUTS,
  };
}

export type SmtpTrial =
  /** `login`: user and password were accepted; or none were given; or there is no login, and none is needed. */
  | {
      readonly ok: true;
      readonly login: "taken" | "not-given" | "not-offered";
      readonly tls: boolean;
    }
  /**
   * nodemailer's code for where it failed (`EAUTH`, `ETLS`, …), `ENOLOGIN` where no login is offered, or `ETOKEN` where there
   * is no access token for it; and the message.
   */
  | { readonly ok: false; readonly code: string; readonly answer: string };

/** Connects, starts TLS and logs in as for a mail, disconnects, and returns how far it came. */
export async function trySmtp(options: SmtpOptions, tokens?: TokenSource): Promise<SmtpTrial> {
  try {
    return { ok: true, ...(await logIn(options, tokens)) };
  } catch (error) {
    const { code = "" } = error as SmtpError;
    const answer = oneLineOf(textOf(error as SmtpError)).slice(0, 300);
    return { ok: false, code: tokenTroubleIn(error) === undefined ? code : "ETOKEN", answer };
  }
}

/** The same as the answer to a mail that is not there. */
export async function probe(options: SmtpOptions, tokens?: TokenSource): Promise<HandOver> {
  try {
    await logIn(options, tokens);
    return { ok: true, answer: "the server is ready" };
  } catch (error) {
    const trouble = tokenTroubleIn(error);
    if (trouble !== undefined) return withoutToken(trouble);
    return { ...failed(failureOf(error, "connect")), affectsAll: true };
  }
}

type LoggedIn = Omit<Extract<SmtpTrial, { ok: true }>, "ok">;

async function logIn(options: SmtpOptions, tokens?: TokenSource): Promise<LoggedIn> {
  const { user, password: pass = "" } = options;
  const { auth = { user, pass }, ...login } = tokens ? oauthLogin(user ?? "", tokens) : {};
  const { default: SMTPConnection } = await import("nodemailer/lib/smtp-connection/index.js");
  const connection = new SMTPConnection({ ...connectionFor(options), ...login });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.once("end", () => reject(new Error("Connection closed")));
      connection.connect((error) => (error === undefined ? resolve() : reject(error)));
    });
    const tls = connection.secure;
    if (user === undefined)
      return { login: connection.allowsAuth ? "not-given" : "not-offered", tls };
    if (!connection.allowsAuth) throw noLogin();
    await new Promise<void>((resolve, reject) => {
      connection.login(auth, (error) => (error === null ? resolve() : reject(error)));
    });
    return { login: "taken", tls };
  } finally {
    connection.quit();
    connection.close();
  }
}

const noLogin = (): Error =>
  Object.assign(new Error("it offers no login, and a user and a password are given"), {
    code: "ENOLOGIN",
    command: "AUTH",
  });

/** The first line of an answer, as it is shown. */
export const firstLine = (text: string): string => (text.split(/\r?\n/)[0] ?? "").slice(0, 300);
