// Where mails go: SMTP_URL, POSTERN_MAIL_URL, which may have several URLs, or a file that contains the latter. Without any: into the
// development mailbox.

import { readFileSync } from "node:fs";
import type { Environment, Known, Provenance } from "./config-types.ts";
import type { MailSource, MailUrlContext } from "./mail-url.ts";
import type { SmtpOAuth } from "../adapters/smtp-oauth.ts";
import { parseOAuth } from "./smtp-oauth.ts";
import { parseDkim, parseSmtpUrl } from "./smtp-url.ts";

const FILE = "POSTERN_MAIL_URL_FILE";

/** The variables of which one may be given, with what is in them. */
const textsIn = (environment: Environment) => ({
  SMTP_URL: environment["SMTP_URL"],
  POSTERN_MAIL_URL: environment["POSTERN_MAIL_URL"],
  POSTERN_MAIL_URL_FILE: environment["POSTERN_MAIL_URL_FILE"],
});

type Variable = keyof ReturnType<typeof textsIn>;

type Found = {
  /** In the order in which they are tried. */
  readonly mail: readonly MailSource[];
  /** Of POSTERN_MAIL_URL, which is not shown as it was given. */
  readonly provenance: Provenance;
};

/** Reads where mails go, and adds whatever is wrong with it to the problems. */
export async function readMailSource(known: Known, from: string): Promise<Found> {
  const { environment, mode, problems } = known;
  const dkim = parseDkim(environment);
  const oauth = parseOAuth(known);
  problems.push(...[dkim, oauth].filter((each) => typeof each === "string"));
  const given = Object.entries(textsIn(environment))
    .filter(([, text]) => text !== undefined)
    .map(([name]) => name as Variable);
  const [variable] = given;
  if (given.length > 1)
    problems.push(
      `${given[1]}: give ${given.slice(0, 2).join(" or ")}, not both; POSTERN_MAIL_URL can have several URLs, with blanks between them`,
    );
  if (variable === undefined && mode === "production")
    problems.push(
      "SMTP_URL: give the mail server, like smtps://user:password@smtp.example.com, or a mail service in POSTERN_MAIL_URL",
    );
  const isReadable = given.length === 1 && typeof oauth !== "string";
  const read =
    isReadable && variable !== undefined
      ? await readAll(known, variable, { from, oauth })
      : NOTHING;
  problems.push(...read.problems);
  const found = read.problems.length === 0 ? read : NOTHING;
  const where = given.find((name) => name !== "SMTP_URL");
  return {
    mail: found.mail.map((each) => (each.service === "smtp" ? withDkim(each, dkim) : each)),
    provenance: {
      name: "POSTERN_MAIL_URL",
      value: where === undefined ? "none" : found.shown || "(secret)",
      from: where === undefined ? "default" : where === FILE ? environment[FILE]! : "environment",
    },
  };
}

type Smtp = Extract<MailSource, { service: "smtp" }>;

const withDkim = (smtp: Smtp, dkim: ReturnType<typeof parseDkim>): Smtp =>
  typeof dkim === "string" || dkim.length === 0
    ? smtp
    : { ...smtp, options: { ...smtp.options, dkim } };

type Read = {
  readonly mail: readonly MailSource[];
  /** Without what opens anything. */
  readonly shown: string;
  readonly problems: readonly string[];
};

const NOTHING: Read = { mail: [], shown: "", problems: [] };

const failed = (...problems: readonly string[]): Read => ({ ...NOTHING, problems });

type Given = { readonly from: string; readonly oauth: SmtpOAuth | undefined };

/** What a variable names, or everything that is wrong with it. */
async function readAll(known: Known, variable: Variable, given: Given): Promise<Read> {
  const { environment } = known;
  const text = environment[variable]!;
  if (variable === "SMTP_URL") {
    const options = parseSmtpUrl(text, environment, given.from, given.oauth);
    return typeof options === "string"
      ? failed(options)
      : { ...NOTHING, mail: [{ service: "smtp", options }] };
  }
  const content = variable === FILE ? readUrl(text) : { text };
  if (typeof content === "string") return failed(content);
  const urls = urlsIn(content.text);
  // The services are only loaded where one may be used.
  const { parseMailUrl, shownMailUrl } = await import("./mail-url.ts");
  const read = urls.map((url, at) =>
    parseMailUrl(
      url,
      urls.length === 1
        ? { ...given, environment, variable }
        : oneOfSeveral(url, { ...given, environment, variable: `${variable}, entry ${at + 1}` }),
    ),
  );
  const problems = read.filter((each) => typeof each === "string");
  const mail = read.filter((each) => typeof each !== "string");
  if (urls.length > 1 && problems.length === 0)
    problems.push(...ofAll(known, variable, mail, given));
  if (problems.length > 0) return failed(...problems);
  return { mail, shown: urls.map(shownMailUrl).join(" "), problems };
}

/** With blanks or commas between them. A password may have a comma, but no scheme can follow it there. */
const urlsIn = (text: string): readonly string[] =>
  text
    .trim()
    .replace(/[\s,]+$/, "")
    .split(/\s*,\s*(?=[a-z]+:\/\/)|,?\s+/i);

/** A login that is given once must not reach a server that it is not for: it is only for a user without a password. */
function oneOfSeveral(text: string, context: MailUrlContext): MailUrlContext {
  const { username = "", password = "" } = URL.parse(text) ?? {};
  const { APP_MAIL_USERNAME: _, APP_MAIL_PASSWORD: __, ...environment } = context.environment;
  const oauth = username !== "" && password === "" ? context.oauth : undefined;
  return { ...context, environment, oauth };
}

/** What fits none of several URLs. */
function ofAll(
  { environment }: Known,
  variable: Variable,
  mail: readonly MailSource[],
  { oauth }: Given,
): readonly string[] {
  const servers = mail.filter((each) => each.service === "smtp");
  if (servers.length === 0) return [];
  const found: string[] = [];
  if (
    environment["APP_MAIL_USERNAME"] !== undefined ||
    environment["APP_MAIL_PASSWORD"] !== undefined
  )
    found.push(
      `${variable}: write user and password into each URL that needs them, and remove APP_MAIL_USERNAME and APP_MAIL_PASSWORD, which are for a single mail server`,
    );
  if (oauth !== undefined && servers.every(({ options }) => options.oauth === undefined))
    found.push(
      `${variable}: POSTERN_SMTP_OAUTH is for a URL with a user and no password, like smtp://accounts%40example.com@smtp.example.com:587; there is none`,
    );
  return found;
}

function readUrl(file: string): { readonly text: string } | string {
  try {
    return { text: readFileSync(file, "utf8").trim() };
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? `${FILE}: there is no file ${file}`
      : `${FILE}: ${file} cannot be read as a file (${code})`;
  }
}
