import { readDkim, type Dkim } from "../adapters/dkim-key.ts";
import { tlsFault, type SmtpTls } from "../adapters/smtp-connection.ts";
import type { SmtpOptions } from "../adapters/smtp-mailer.ts";
import type { SmtpOAuth } from "../adapters/smtp-oauth.ts";
import type { Environment } from "./config-types.ts";
import { oauthProblem } from "./smtp-oauth.ts";

const LIKE_THIS = "SMTP_URL: write it like smtps://user:password@smtp.example.com:465";

/**
 * Reads SMTP_URL: `smtp://user:password@host:587` with STARTTLS, `smtps://…` with TLS at once. The tutorial's
 * APP_MAIL_USERNAME and APP_MAIL_PASSWORD fill in what the URL lacks. With `oauth`, there is a user and no password. For
 * anything else, returns a message.
 */
export function parseSmtpUrl(
  text: string,
  environment: Environment,
  from: string,
  oauth?: SmtpOAuth,
): SmtpOptions | string {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") return LIKE_THIS;
  // A "#", "?" or "/" in a password ends the host; and what follows it is not read as settings.
  if (!/^\/?$/.test(url.pathname) || url.search !== "" || url.hash !== "") {
    return `${LIKE_THIS}, with nothing after the port; in a password write # as %23, ? as %3F and / as %2F`;
  }
  const secure = url.protocol === "smtps:";
  const given = { user: decoded(url.username), password: decoded(url.password) };
  if (given.user === undefined || given.password === undefined) {
    return "SMTP_URL: write a % in the user or the password as %25, and other special characters likewise";
  }
  const user = given.user || environment["APP_MAIL_USERNAME"];
  const password = given.password || environment["APP_MAIL_PASSWORD"];
  if (oauth === undefined && (user === undefined) !== (password === undefined)) {
    return "SMTP_URL: give both user and password, or neither if the server asks for no login";
  }
  const options: SmtpOptions = {
    host: url.hostname.replace(/^\[|\]$/g, "").toLowerCase(),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    user,
    password,
    oauth,
    from,
    tls: environment["POSTERN_SMTP_TLS"] as SmtpTls | undefined,
    name: environment["POSTERN_SMTP_NAME"],
  };
  const fault = tlsFault(options);
  if (fault !== undefined) return `POSTERN_SMTP_TLS: ${fault}`;
  return oauthProblem(options) ?? nameFault(options.name) ?? options;
}

/** RFC 5321 section 4.1.3: a domain, or an address in brackets. */
const NAME =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f.:]+\])$/i;

const nameFault = (name: string | undefined): string | undefined =>
  name === undefined || NAME.test(name)
    ? undefined
    : `POSTERN_SMTP_NAME: give a name like mail.example.com, not "${name}"`;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The keys that may sign, and how their variables end. */
const keysIn = (environment: Environment) => [
  {
    selector: environment["POSTERN_DKIM_SELECTOR"],
    privateKey: environment["POSTERN_DKIM_PRIVATE_KEY"],
    end: "",
  },
  {
    selector: environment["POSTERN_DKIM_SELECTOR_2"],
    privateKey: environment["POSTERN_DKIM_PRIVATE_KEY_2"],
    end: "_2",
  },
];

/**
 * Reads POSTERN_DKIM_*: the domain, and selector and key of one or two keys, or none of them. If mails cannot be signed with
 * them, returns a message.
 */
export function parseDkim(environment: Environment): readonly Dkim[] | string {
  const domain = environment["POSTERN_DKIM_DOMAIN"];
  const [first, second] = keysIn(environment);
  const isGiven = [first!, second!].map(({ selector, privateKey }) => selector ?? privateKey);
  if ([domain, ...isGiven].every((each) => each === undefined)) return [];
  const keys = isGiven[1] === undefined ? [first!] : [first!, second!];
  const lacking = keys.find(({ selector, privateKey }) => !domain || !selector || !privateKey);
  if (lacking !== undefined) {
    const { end } = lacking;
    return `POSTERN_DKIM_DOMAIN: give POSTERN_DKIM_SELECTOR${end} and POSTERN_DKIM_PRIVATE_KEY${end} with it`;
  }
  const dkim = readDkim(
    keys.map(({ selector = "", privateKey = "" }) => ({ domain: domain!, selector, privateKey })),
  );
  if (!("part" in dkim)) return dkim;
  const part = { domain: "DOMAIN", selector: "SELECTOR", privateKey: "PRIVATE_KEY" }[dkim.part];
  const end = dkim.part === "domain" ? "" : keys[dkim.at]!.end;
  return `POSTERN_DKIM_${part}${end}: ${dkim.words}`;
}
