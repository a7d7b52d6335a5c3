// Where mails go: SMTP_URL, POSTERN_MAIL_URL or a file that contains the latter. Without any: into the development mailbox.

import { readFileSync } from "node:fs";
import type { Environment, Known, Provenance } from "./config-types.ts";
import type { MailSource } from "./mail-url.ts";
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
  readonly mail: MailSource | undefined;
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
    problems.push(`${given[1]}: give ${given.slice(0, 2).join(" or ")}, not both`);
  if (variable === undefined && mode === "production")
    problems.push(
      "SMTP_URL: give the mail server, like smtps://user:password@smtp.example.com, or a mail service in POSTERN_MAIL_URL",
    );
  const source =
    variable === undefined || given.length > 1 || typeof oauth === "string"
      ? undefined
      : await readOne(known, variable, { from, oauth });
  if (typeof source === "string") problems.push(source);
  const found = typeof source === "object" ? source : undefined;
  const where = given.find((name) => name !== "SMTP_URL");
  return {
    mail: found?.mail.service === "smtp" ? withDkim(found.mail, dkim) : found?.mail,
    provenance: {
      name: "POSTERN_MAIL_URL",
      value: where === undefined ? "none" : (found?.shown ?? "(secret)"),
      from: where === undefined ? "default" : where === FILE ? environment[FILE]! : "environment",
    },
  };
}

type Smtp = Extract<MailSource, { service: "smtp" }>;

const withDkim = (smtp: Smtp, dkim: ReturnType<typeof parseDkim>): Smtp =>
  typeof dkim === "string" || dkim.length === 0
    ? smtp
    : { ...smtp, options: { ...smtp.options, dkim } };

/** What a variable names, and how that is shown; or what is wrong with it. */
async function readOne(
  { environment }: Known,
  variable: Variable,
  { from, oauth }: { readonly from: string; readonly oauth: SmtpOAuth | undefined },
): Promise<{ readonly mail: MailSource; readonly shown: string } | string> {
  const text = environment[variable]!;
  if (variable === "SMTP_URL") {
    const options = parseSmtpUrl(text, environment, from, oauth);
    return typeof options === "string"
      ? options
      : { mail: { service: "smtp", options }, shown: "" };
  }
  const url = variable === FILE ? readUrl(text) : { text };
  if (typeof url === "string") return url;
  // The services are only loaded where one may be used.
  const { parseMailUrl, shownMailUrl } = await import("./mail-url.ts");
  const mail = parseMailUrl(url.text, { environment, from, oauth, variable });
  return typeof mail === "string" ? mail : { mail, shown: shownMailUrl(url.text) };
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
