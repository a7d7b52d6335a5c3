import type { SmtpOptions } from "../adapters/smtp-mailer.ts";
import type { Environment } from "./config.ts";

/**
 * Reads SMTP_URL: `smtp://user:password@host:587` with STARTTLS, `smtps://…` with TLS at once. The
 * tutorial's APP_MAIL_USERNAME and APP_MAIL_PASSWORD fill in what the URL lacks, and DKIM is signed
 * where POSTERN_DKIM_* are given. What cannot be meant is answered with a sentence.
 */
export function parseSmtpUrl(
  text: string,
  environment: Environment,
  from: string,
): SmtpOptions | string {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    return "SMTP_URL: write it like smtps://user:password@smtp.example.com:465";
  }
  const secure = url.protocol === "smtps:";
  const given = { user: decoded(url.username), password: decoded(url.password) };
  if (given.user === undefined || given.password === undefined) {
    return "SMTP_URL: write a % in the user or the password as %25, and other special characters likewise";
  }
  const user = given.user || environment["APP_MAIL_USERNAME"];
  const password = given.password || environment["APP_MAIL_PASSWORD"];
  const dkim = dkimFrom(environment);
  if (typeof dkim === "string") return dkim;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    user,
    password,
    from,
    ...(dkim === undefined ? {} : { dkim }),
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function dkimFrom(environment: Environment): SmtpOptions["dkim"] | string {
  const domain = environment["POSTERN_DKIM_DOMAIN"];
  const selector = environment["POSTERN_DKIM_SELECTOR"];
  const privateKey = environment["POSTERN_DKIM_PRIVATE_KEY"];
  if (domain === undefined && selector === undefined && privateKey === undefined) return undefined;
  if (!domain || !selector || !privateKey) {
    return "POSTERN_DKIM_DOMAIN: give POSTERN_DKIM_SELECTOR and POSTERN_DKIM_PRIVATE_KEY with it";
  }
  return { domain, selector, privateKey };
}
