// POSTERN_MAIL_URL: a mail server or a mail service in one line.

import { serviceOf, type NamedService } from "../adapters/mail-services/open.ts";
import type { SmtpOptions } from "../adapters/smtp-mailer.ts";
import type { SmtpOAuth } from "../adapters/smtp-oauth.ts";
import type { MailServiceName } from "../domain/mail-services.ts";
import type { Environment } from "./config-types.ts";
import { parseSmtpUrl } from "./smtp-url.ts";

/** Where mails are handed over. */
export type MailSource = NamedService | { readonly service: "smtp"; readonly options: SmtpOptions };

type Parts = {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Without the slash in front. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly from: string;
};

type Form = {
  readonly like: string;
  /** The settings after the question mark, beside `endpoint`. */
  readonly settings?: readonly string[];
  /** Undefined if something is missing, or is where nothing belongs. */
  read(parts: Parts): NamedService | undefined;
};

/** A service that has only one place. */
const isPlain = ({ user, password, host, path }: Parts): boolean =>
  user !== "" && password === "" && host === "default" && path === "";

const isRegion = (host: string): host is "us" | "eu" => host === "us" || host === "eu";

const FORMS: Readonly<Record<MailServiceName, Form>> = {
  ses: {
    like: "ses://KEY-ID:SECRET@eu-west-1",
    settings: ["configuration-set"],
    read({ user, password, host, path, query, from }) {
      if (user === "" || password === "" || path !== "") return undefined;
      const configurationSet = query["configuration-set"];
      const keys = { accessKeyId: user, secretAccessKey: password };
      return { service: "ses", options: { ...keys, region: host, configurationSet, from } };
    },
  },
  postmark: {
    like: "postmark://TOKEN@default",
    settings: ["stream"],
    read(parts) {
      const { user: token, query, from } = parts;
      const options = { token, stream: query["stream"], from };
      return isPlain(parts) ? { service: "postmark", options } : undefined;
    },
  },
  resend: {
    like: "resend://KEY@default",
    read(parts) {
      const { user: key, from } = parts;
      return isPlain(parts) ? { service: "resend", options: { key, from } } : undefined;
    },
  },
  mailgun: {
    like: "mailgun://KEY@eu/mg.example.com, with the region us or eu",
    read({ user: key, password, host: region, path: domain, from }) {
      if (key === "" || password !== "" || domain === "" || !isRegion(region)) return undefined;
      return { service: "mailgun", options: { key, domain, region, from } };
    },
  },
  sendgrid: {
    like: "sendgrid://KEY@default, or sendgrid://KEY@eu for the region eu",
    read(parts) {
      const { user: key, host, from } = parts;
      if (host === "eu")
        return isPlain({ ...parts, host: "default" })
          ? { service: "sendgrid", options: { key, region: "eu", from } }
          : undefined;
      return isPlain(parts) ? { service: "sendgrid", options: { key, from } } : undefined;
    },
  },
  brevo: {
    like: "brevo://KEY@default",
    read(parts) {
      const { user: key, from } = parts;
      return isPlain(parts) ? { service: "brevo", options: { key, from } } : undefined;
    },
  },
  msgraph: {
    like: "msgraph://CLIENT-ID:SECRET@TENANT/mailbox@example.com",
    settings: ["login-endpoint"],
    read({ user, password, host: tenant, path: mailbox, query, from }) {
      if (user === "" || password === "" || !mailbox.includes("@")) return undefined;
      const client = { clientId: user, clientSecret: password };
      const loginEndpoint = query["login-endpoint"];
      return { service: "msgraph", options: { ...client, tenant, mailbox, loginEndpoint, from } };
    },
  },
};

const isService = (name: string): name is MailServiceName => Object.hasOwn(FORMS, name);

const PERCENT =
  "in a key or a secret write % as %25, / as %2F, ? as %3F, # as %23, : as %3A and @ as %40";

/**
 * Reads the URL of a mail server (as in SMTP_URL) or of a mail service. For anything else, returns a message that begins with the
 * name of the variable and shows nothing of the URL.
 */
export function parseMailUrl(
  text: string,
  { environment, from, oauth, variable }: MailUrlContext,
): MailSource | string {
  const [, scheme = ""] = /^([a-z]+):\/\//i.exec(text) ?? [];
  const name = scheme.toLowerCase();
  if (name === "smtp" || name === "smtps") {
    const options = parseSmtpUrl(text, environment, from, oauth);
    if (typeof options !== "string") return { service: "smtp", options };
    return options.replace(/^SMTP_URL/, variable);
  }
  if (!isService(name)) {
    const all = ["smtp", "smtps", ...Object.keys(FORMS)].join(", ");
    return `${variable}: write it like ${FORMS.postmark.like}; it begins with one of ${all}`;
  }
  const form = FORMS[name];
  const parts = partsOf(text, form, from);
  const source = typeof parts === "string" ? parts : form.read(parts);
  if (typeof source === "string") return `${variable}: ${source}`;
  if (source === undefined) return `${variable}: write it like ${form.like}; ${PERCENT}`;
  const endpoint = typeof parts === "string" ? undefined : parts.query["endpoint"];
  return checked(endpoint === undefined ? source : at(source, endpoint), variable);
}

export type MailUrlContext = {
  readonly environment: Environment;
  /** The From of mails. */
  readonly from: string;
  /** How a mail server is logged in to without a password. */
  readonly oauth?: SmtpOAuth | undefined;
  /** The variable that the URL is in. */
  readonly variable: string;
};

const at = (source: NamedService, endpoint: string): NamedService =>
  ({ ...source, options: { ...source.options, endpoint } }) as NamedService;

/** The parts of the URL, or what is wrong with it; undefined parts are empty. */
function partsOf(text: string, { like, settings = [] }: Form, from: string): Parts | string {
  const url = URL.parse(text);
  const wrong = `write it like ${like}; ${PERCENT}`;
  if (url === null || url.hash !== "" || url.port !== "") return wrong;
  const known = [...settings, "endpoint"];
  if ([...url.searchParams.keys()].some((each) => !known.includes(each)))
    return `after the question mark there can be ${known.join(", ")}; ${PERCENT}`;
  try {
    const [user, password, host, path] = [
      url.username,
      url.password,
      url.hostname,
      url.pathname,
    ].map(decodeURIComponent) as [string, string, string, string];
    const query = Object.fromEntries(url.searchParams);
    return { user, password, host: host.toLowerCase(), path: path.slice(1), query, from };
  } catch {
    return wrong;
  }
}

/** What a mailer would say of its options, before there is one. */
function checked(source: NamedService, variable: string): NamedService | string {
  try {
    serviceOf(source);
    return source;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `${variable}: ${words.replace(/^\w+: /, "")}`;
  }
}

/** A URL that could be read, without what opens anything. */
export function shownMailUrl(text: string): string {
  const { protocol, host, pathname, search } = new URL(text);
  return `${protocol}//•••@${host}${pathname}${search}`;
}
