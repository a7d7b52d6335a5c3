// The mail server: whether it can be reached and logged in to, and what to do if not.

import { trySmtp, type SmtpTrial } from "../../adapters/smtp-connection.ts";
import type { SmtpOptions } from "../../adapters/smtp-mailer.ts";
import { tokensFor } from "../../adapters/smtp-oauth.ts";
import { systemClock } from "../../adapters/system-clock.ts";
import type { ServerConfig } from "../../server/config.ts";
import { openStore } from "../../server/open.ts";
import { OAUTH_VARIABLES, withSharedTokens } from "../../server/smtp-oauth.ts";
import { migrationStatus } from "../../stores/sql/migrate.ts";
import type { SqlDriver } from "../../stores/sql/work.ts";
import { isMissing, openNamed } from "../database-url.ts";
import { oneLine } from "../output.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** The mail servers and mail services as they can be tried, and what must be closed afterwards. */
export type MailServers = {
  /** Without those that need the database, if it cannot be used. */
  readonly mail: ServerConfig["mail"];
  /** Why some cannot be tried. */
  readonly finding: Finding | undefined;
  close(): Promise<void>;
};

/**
 * The configured mail servers. A refresh token may be good for one use only: then a try must use the newest, which is in the
 * database, and store the next one there. An app by itself gets a token as often as it asks.
 */
export async function mailServersOf(config: ServerConfig): Promise<MailServers> {
  const { mail, database, features, secret } = config;
  const close = async (): Promise<void> => undefined;
  if (!mail.some(needsStore)) return { mail, finding: undefined, close };
  const driver = await openReady(database, features);
  if (driver === undefined)
    return { mail: mail.filter((each) => !needsStore(each)), finding: NOT_TRIED, close };
  const store = openStore(driver, features);
  const shared = { store, secret, clock: systemClock };
  return {
    mail: mail.map((each) =>
      each.service === "smtp" ? { ...each, options: withSharedTokens(each.options, shared) } : each,
    ),
    finding: undefined,
    close: () => driver.close(),
  };
}

const needsStore = (each: ServerConfig["mail"][number]): boolean =>
  each.service === "smtp" && each.options.oauth?.refreshToken !== undefined;

const NOT_TRIED = warning(
  "smtp",
  "the login was not tried: the newest refresh token is in the database, which cannot be used",
  "Correct what is said of the database and of the secret, then run this again.",
);

async function openReady(
  database: string,
  features: ServerConfig["features"],
): Promise<SqlDriver | undefined> {
  if (isMissing(database)) return undefined;
  const driver = await openNamed(database, features).catch(() => undefined);
  try {
    const known = driver && (await migrationStatus(driver, features));
    if (known?.every(({ appliedOn }) => appliedOn !== null)) return driver;
  } catch {
    // What is wrong with the database, the check of the database says.
  }
  await driver?.close();
  return undefined;
}

/** Gets an access token, if there is OAuth; connects, starts TLS and logs in, like sending would. */
export async function checkSmtp(smtp: SmtpOptions): Promise<readonly Finding[]> {
  const tokens = tokensFor(smtp);
  const given = await tokens?.token();
  const found = given === undefined ? [] : [given.ok ? tokenGiven(smtp) : noToken(given)];
  return [...found, ofTrial(smtp, await trySmtp(smtp, tokens))];
}

const tokenGiven = ({ oauth }: SmtpOptions): Finding =>
  ok("smtp-oauth", `there is an access token of ${oauth?.provider ?? ""}`);

type NoToken = Extract<
  Awaited<ReturnType<NonNullable<ReturnType<typeof tokensFor>>["token"]>>,
  { readonly ok: false }
>;

function noToken({ answer, fault, setting }: NoToken): Finding {
  const mend =
    fault === "passing"
      ? "Try again later; look at firewalls on the way, and at the service's own page about its state."
      : `Look at ${setting === undefined ? "POSTERN_SMTP_OAUTH and what belongs to it" : OAUTH_VARIABLES[setting]}. Step by step: docs/deploying.md, Microsoft 365 and Google.`;
  return problem("smtp-oauth", answer, mend);
}

function ofTrial(smtp: SmtpOptions, tried: SmtpTrial): Finding {
  const name = `${smtp.host}:${smtp.port}`;
  if (!tried.ok && tried.code === "ETOKEN")
    return warning(
      "smtp",
      `${name} answers; the login was not tried without an access token`,
      "Correct what is said of the access token, then run this again.",
    );
  if (!tried.ok) {
    const mend = smtpMend(smtp, tried.code, tried.answer);
    return problem("smtp", `${name} says: ${oneLine(tried.answer)}`, mend);
  }
  const how = tried.tls ? "connected with TLS" : "connected without TLS";
  if (tried.login === "taken") {
    const by = smtp.oauth === undefined ? "" : " with an access token";
    return ok("smtp", `${name}: ${how}, logged in as ${smtp.user ?? ""}${by}`);
  }
  if (tried.login === "not-given")
    return ok("smtp", `${name}: ${how}; it offers a login, and none is given in SMTP_URL`);
  return ok("smtp", `${name}: ${how}, without login`);
}

/** How to fix it, by nodemailer's code; a socket error may be about TLS, or about the connection. */
function smtpMend(smtp: SmtpOptions, code: string, answer: string): string {
  if (code === "ENOLOGIN") {
    return "Take them out of SMTP_URL, or use the port where it asks for them: mostly 587, or 465 with smtps://.";
  }
  if (code === "EAUTH") return loginMend(smtp, answer);
  if (/certificate|self-signed|altname/i.test(answer)) {
    return "Use the host name that the certificate is for, and a publicly trusted certificate. To trust another, name a file with it, or with its authority's, in NODE_EXTRA_CA_CERTS.";
  }
  if (code === "ETLS" || /SSL|TLS|wrong version/i.test(answer)) {
    return "Write smtps:// for TLS at once (port 465), smtp:// for STARTTLS (port 587). TLS 1.2 is the minimum. POSTERN_SMTP_TLS says how much of it is demanded.";
  }
  return "Look at host and port in SMTP_URL, and at firewalls on the way: many hosting providers block port 25.";
}

/**
 * 5.7.30: https://techcommunity.microsoft.com/t5/exchange-team-blog/exchange-online-to-retire-basic-auth-for-client-submission-smtp/ba-p/4114750
 * 5.7.139: https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission
 */
function loginMend({ host, oauth }: SmtpOptions, answer: string): string {
  if (/SmtpClientAuthentication is disabled/i.test(answer))
    return "Client submission is switched off. An Exchange admin allows it for this mailbox: Set-CASMailbox <mailbox> -SmtpClientAuthenticationDisabled $false.";
  if (/no login with OAuth/.test(answer))
    return "Use the host and port at which the service takes access tokens: smtp://…@smtp.office365.com:587 or smtps://…@smtp.gmail.com:465.";
  if (oauth === undefined) {
    const isOff = /\b5\.7\.30\b|\bbasic auth/i.test(answer);
    if (isOff || OAUTH_ONLY.test(host))
      return `${isOff ? "Basic authentication (a password) is switched off there" : "This service wants OAuth in the place of a password"}: set up OAuth with POSTERN_SMTP_OAUTH, step by step in docs/deploying.md, and take the password out of SMTP_URL.`;
    return "Look at user and password in SMTP_URL: both percent-encoded. Some services take no password of a person: see POSTERN_SMTP_OAUTH.";
  }
  if (oauth.provider === "microsoft" || /\b5\.7\.(?:3|139|30)\b/.test(answer))
    return oauth.refreshToken === undefined
      ? "Microsoft gave a token, and Exchange does not take it. The app needs the application permission SMTP.SendAsApp with admin consent, New-ServicePrincipal with the Object ID of the enterprise application (not of the app registration), and Add-MailboxPermission for the mailbox, which is the user in SMTP_URL. A change takes up to half an hour."
      : "Microsoft gave a token, and Exchange does not take it. The refresh token must have the scope https://outlook.office.com/SMTP.Send and be of the mailbox that is the user in SMTP_URL; authenticated SMTP must be on for that mailbox.";
  return "The service gave a token, and the mail server does not take it. Look at the user in SMTP_URL, which must be the token's own mailbox, and at POSTERN_SMTP_OAUTH_SCOPE; for Gmail the scope is https://mail.google.com/.";
}

/** Where a password is refused, or soon will be. */
const OAUTH_ONLY = /(?:^|\.)(?:office365\.com|outlook\.com|gmail\.com|googlemail\.com)$/i;
