// Who has to act on a refusal: one classifier for the answers of mail servers and for bounce reports.

import {
  ALLOWANCE_SPENT,
  FULL,
  GREYLISTING,
  NO_BASIC_LOGIN,
  NO_DOMAIN,
  NO_MAILBOX,
  NO_RELAYING,
  OUT_OF_ORDER,
  PASSING,
  POLICY,
  RATE_LIMITED,
  REFUSED_THERE,
  REPUTATION,
  RESTRICTED,
  SAYS_NEITHER,
  SENDER,
  TOO_FAST,
  TOO_LARGE,
  TRY_AGAIN,
  UNAUTHENTICATED,
  isTelling,
  readAnswer,
} from "./refusal-words.ts";

/** What happened to a mail, in the terms of RFC 3464. */
export type DeliveryStatus = {
  /** failed, delayed, delivered, relayed or expanded, in lower case. */
  readonly action: string;
  /** An enhanced status code (RFC 3463), such as 5.1.1; empty if the report has none. */
  readonly status: string;
  /** The text of the server that refused the mail; empty if the report has none. */
  readonly diagnostic: string;
};

/**
 * `address`: this mailbox cannot get mail. `sender`: this site, such as its account, its rate, its From,
 * logging in, relaying. `policy`: content or reputation of this mail or of this site. `greylisted`: the server
 * wants another try later. `passing`: may work soon. `unknown`: the server did not say what is wrong, or said
 * nothing at all.
 */
export type Fault = "address" | "sender" | "policy" | "greylisted" | "passing" | "unknown";

export const FAULTS: readonly Fault[] = [
  "address",
  "sender",
  "policy",
  "greylisted",
  "passing",
  "unknown",
];

/** A fault that only an operator can fix. */
export const isOperators = (fault: Fault): boolean => fault === "sender" || fault === "policy";

/** The steps of handing over a mail, in order (RFC 5321 section 4.1); `connect` includes the greeting. */
export type SmtpStage = "connect" | "tls" | "login" | "sender" | "recipient" | "data" | "final-dot";

export type Refusal = {
  /** The server's whole answer, in all its lines, or all that a report quotes of it. */
  readonly text: string;
  /** Undefined for a report, which does not name it. */
  readonly stage?: SmtpStage | undefined;
  /** The reply code, if it is not in the text. */
  readonly code?: number | undefined;
  /** The status in a report's field. A relay may have made it up, so a status in the text has precedence. */
  readonly status?: string | undefined;
};

/** Before the server has been told an address, an error can only concern this site. */
const BEFORE_ADDRESS: ReadonlySet<SmtpStage> = new Set(["connect", "tls", "login", "sender"]);

/**
 * Classifies a refusal from everything that is known: stage, code, enhanced status and text. Pure, and never
 * throws.
 */
export function classify(refusal: Refusal): Fault {
  const said = readAnswer(refusal.text);
  const code = said.code ?? refusal.code;
  const status = said.status ?? (isTelling(refusal.status) ? refusal.status : undefined);
  const isEarly = refusal.stage !== undefined && BEFORE_ADDRESS.has(refusal.stage);
  const isFinal = code === undefined ? status?.startsWith("4") !== true : code >= 500;
  if (!isFinal) return faultForNow(code, status, said.words);
  // Courier answers MAIL and the final dot with 534 if a mail is too large.
  if (code !== undefined && LOGGING_IN.has(code) && !TOO_LARGE.test(said.words)) return "sender";
  // Exchange Online answers AUTH with 550 5.7.30, which elsewhere is about DKIM.
  if (refusal.stage === "login" || NO_BASIC_LOGIN.test(said.words)) return "sender";
  // Courier says no more of our domain, and quotes an RFC.
  if (refusal.stage === "sender" && NO_DOMAIN.test(said.words)) return "sender";
  if (isEarly && bySureStatus(status) === "policy") return "policy";
  if (isEarly) return POLICY.test(said.words) && !SENDER.test(said.words) ? "policy" : "sender";
  const fault = bySureStatus(status) ?? byWords(said.words) ?? byStatus(status, said.words);
  // RFC 7504: 556 means that the domain accepts no mail, whatever the text says.
  return fault ?? (code === 556 ? "address" : "unknown");
}

/** Codes that answer AUTH, or a mail before AUTH (RFC 4954 section 6). */
const LOGGING_IN: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** A temporary refusal rarely says who has to act. If it does, it will not pass by itself. */
function faultForNow(code: number | undefined, status: string | undefined, words: string): Fault {
  if (GREYLISTING.test(words)) return "greylisted";
  if (status === "4.1.7" || status === "4.1.8" || status === "4.7.28") return "sender";
  if (NO_RELAYING.test(words)) return "sender";
  if (/sender address rejected|domain of sender|sender verif/u.test(words)) return "sender";
  if (ALLOWANCE_SPENT.test(words) && !FULL.test(words)) return "sender";
  if (status !== undefined && /^4\.7\.(?:2[0-79]|3[0-2])$/.test(status)) return "policy";
  if (UNAUTHENTICATED.test(words) || AGAINST_OUR_SITE.test(words)) return "policy";
  const isLater = code === undefined || code === 450 || code === 451;
  if (TOO_FAST.test(words) || OUT_OF_ORDER.test(words)) return "passing";
  return isLater && (status === "4.7.1" || status === "4.7.0") ? "greylisted" : "passing";
}

const AGAINST_OUR_SITE =
  /reputation|complaints?|block ?list|black ?list|spamhaus|\blisted\b|reverse|\bptr\b|hostname|helo command rejected/u;

/** Statuses that mean the same whatever server sends them; `undefined` if the text must say more. */
function bySureStatus(status: string | undefined): Fault | undefined {
  if (status === undefined) return undefined;
  const [, subject, text = ""] = status.split(".");
  const detail = Number(text);
  switch (subject) {
    case "1":
      // 7 and 8 are about the sender's address, 10 is a null MX or Exchange's "not found" (RFC 7505); 90 is
      // Exchange's daily recipient limit.
      if (detail === 7 || detail === 8 || detail === 90) return "sender";
      return undefined;
    case "2":
      // Exchange: 121 and 122 are hourly limits, 252 is "send as" denied.
      if (detail === 3) return "policy";
      if (detail === 122) return "passing";
      return detail === 121 || detail === 252 ? "sender" : undefined;
    case "3":
      return detail === 4 ? "policy" : undefined;
    case "4":
      // RFC 3463 calls 5 congestion; Gmail uses it for an exhausted sending limit, and only as 5.4.5.
      if (detail === 5) return "sender";
      if (detail === 7) return "passing";
      // Exchange's own: 310 is a domain that does not exist; the others expired or could not be reached.
      if (detail === 4 || detail === 310) return "address";
      return detail > 310 || detail === 300 ? "passing" : undefined;
    case "6":
      return "policy";
    case "7":
      return bySecurityStatus(detail);
    default:
      return undefined;
  }
}

/** The registry of RFC 5248, and Exchange's own statuses from 50 on. */
function bySecurityStatus(detail: number): Fault | undefined {
  if (detail === 27 || detail === 28) return "sender";
  if (detail >= 20 && detail <= 30) return "policy";
  if (detail === 17 || detail === 18) return "address";
  if ([3, 8, 11, 13, 14, 54, 57, 60, 64].includes(detail)) return "sender";
  // A group or mailbox that accepts mail only from some senders.
  if (detail === 12 || (detail >= 120 && detail <= 139)) return "address";
  return detail > 500 && detail < 600 && detail !== 503 ? "policy" : undefined;
}

/** The order matters: text about this site may name a mailbox, and text about a mailbox may name a rule. */
function byWords(words: string): Fault | undefined {
  if (UNAUTHENTICATED.test(words) || REPUTATION.test(words)) return "policy";
  if (ALLOWANCE_SPENT.test(words) || RATE_LIMITED.test(words)) return "sender";
  if (FULL.test(words)) return "address";
  if (SENDER.test(words)) return "sender";
  if (SAYS_NEITHER.test(words)) return "unknown";
  if (RESTRICTED.test(words)) return "address";
  if (NO_MAILBOX.test(words)) return "address";
  if (PASSING.test(words)) return "passing";
  if (TRY_AGAIN.test(words)) return "unknown";
  if (DENIED_AT_THE_EDGE.test(words)) return undefined;
  if (POLICY.test(words)) return "policy";
  return REFUSED_THERE.test(words) ? "address" : undefined;
}

/** Exchange's edge server says this, with 5.4.1, of an address that is not in the directory. */
const DENIED_AT_THE_EDGE = /recipient address(?:es)? rejected ?: access denied/u;

/** The fault by the status, if the text says nothing. */
function byStatus(status: string | undefined, words: string): Fault | undefined {
  if (status === undefined) return undefined;
  if (/^\d\.1\.(?:[0-6]|10)$|^\d\.2\.[124]$/.test(status)) return "address";
  if (DENIED_AT_THE_EDGE.test(words)) return status.endsWith(".4.1") ? "address" : "policy";
  return /^\d\.7\./.test(status) ? "policy" : undefined;
}
