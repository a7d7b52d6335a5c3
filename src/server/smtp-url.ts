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

const DOMAIN = "POSTERN_DKIM_DOMAIN";

/** The variables of each key that may sign. */
const DKIM_KEYS = [
  { selector: "POSTERN_DKIM_SELECTOR", privateKey: "POSTERN_DKIM_PRIVATE_KEY" },
  { selector: "POSTERN_DKIM_SELECTOR_2", privateKey: "POSTERN_DKIM_PRIVATE_KEY_2" },
];

/**
 * Reads POSTERN_DKIM_*: the domain, and selector and key of one or two keys, or none of them. If mails cannot be signed with
 * them, returns a message.
 */
export function parseDkim(environment: Environment): readonly Dkim[] | string {
  const given = DKIM_KEYS.filter(({ selector, privateKey }) =>
    [selector, privateKey].some((name) => environment[name] !== undefined),
  );
  const domain = environment[DOMAIN];
  if (domain === undefined && given.length === 0) return [];
  const [first] = DKIM_KEYS;
  const names = given[0] === first ? given : [first!, ...given];
  const keys = names.map(({ selector, privateKey }) => ({
    domain: domain ?? "",
    selector: environment[selector] ?? "",
    privateKey: environment[privateKey] ?? "",
  }));
  const lacking = keys.findIndex((key) => Object.values(key).includes(""));
  if (lacking >= 0) {
    const { selector, privateKey } = names[lacking]!;
    return `${DOMAIN}: give ${selector} and ${privateKey} with it`;
  }
  const dkim = readDkim(keys);
  if (!("part" in dkim)) return dkim;
  const variable = dkim.part === "domain" ? DOMAIN : names[dkim.at]![dkim.part];
  return `${variable}: ${dkim.words}`;
}
