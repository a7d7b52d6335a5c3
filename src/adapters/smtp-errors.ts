// What nodemailer reports, in terms of SMTP.

import { oneLineOf } from "../domain/delivery-status.ts";
import type { SmtpStage } from "../domain/refusal.ts";
import { faultOf, type SmtpFailure } from "../domain/smtp-failure.ts";
import type { HandOver } from "../ports/mailer.ts";

export type SmtpError = {
  code?: string;
  originalCode?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  message?: string;
  /** What a server said besides its answer. */
  detail?: string | undefined;
  /** Its answer without what logged in; nodemailer keeps only the answer as it came. */
  said?: string | undefined;
};

/**
 * How far a mail came, and what the server said. A mail that is larger than the server announced (RFC 1870) is not offered to it,
 * and fails as if the server had refused it.
 */
export function failureOf(error: unknown, reached: SmtpStage): SmtpFailure {
  const { code, originalCode, responseCode, command, message } = error as SmtpError;
  if (code === "EMESSAGE" && command === "MAIL FROM" && responseCode === undefined) {
    return { stage: "sender", code: 552, text: `552 5.3.4 ${message ?? "too large"}` };
  }
  return {
    stage: stageOf(code, command, reached),
    code: responseCode,
    // All lines: the reason for a refusal is often in the second one.
    text: textOf(error as SmtpError).slice(0, LONGEST_ANSWER),
    isUntrusted: [code, originalCode].some((each) => UNTRUSTED.test(each ?? "")),
  };
}

/** What a server answered, or what happened instead. */
export const textOf = ({ said, response, message, detail }: SmtpError): string =>
  [said ?? response ?? message ?? "no answer", ...(detail ? [`(${detail})`] : [])].join(" ");

/** OpenSSL's names for certificate errors, and Node's for a wrong host name in one. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS_|^HOSTNAME_MISMATCH$/;

function stageOf(
  code: string | undefined,
  command: string | undefined,
  otherwise: SmtpStage,
): SmtpStage {
  if (code === "EAUTH" || command?.startsWith("AUTH") === true) return "login";
  if (code === "ETLS" || command === "STARTTLS") return "tls";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipient";
  if (command === "DATA") return code === "EMESSAGE" ? "final-dot" : "data";
  return otherwise;
}

const LONGEST_ANSWER = 2_000;

/** Each line of an answer may begin with the codes of the first line, or only with the second of them. */
const FURTHER_LINE = /\r?\n(?:\d{3}[ -])?(?:\d\.\d{1,3}\.\d{1,3}(?: |$))?/g;

/** A failure as the outbox is told of it. */
export const failed = (failure: SmtpFailure): Extract<HandOver, { ok: false }> => ({
  ok: false,
  ...faultOf(failure),
  answer: oneLineOf(failure.text.replace(FURTHER_LINE, " ")),
});
