// What a mail server's refusal means, judged by how far the conversation had come and by what the server said.

import { TOO_LARGE } from "./refusal-words.ts";
import { classify, type Fault, type SmtpStage } from "./refusal.ts";

export type SmtpFailure = {
  readonly stage: SmtpStage;
  /** The reply code; undefined if there was no answer. */
  readonly code?: number | undefined;
  /** The server's answer, in all its lines, or the operating system's message about the connection. */
  readonly text: string;
  /** Postern refused the server's certificate. */
  readonly isUntrusted?: boolean | undefined;
};

export type FaultOf = {
  readonly fault: Fault;
  /** It came before the server had been told the address: every other mail would fail the same way. */
  readonly affectsAll: boolean;
  /** The whole mail was sent and not answered, so it may have been accepted. */
  readonly mayHaveArrived: boolean;
};

const OF_ALL: ReadonlySet<SmtpStage> = new Set(["connect", "tls", "login", "sender"]);

/** Whose fault a failed hand-over is, and whether it affects other mails. */
export function faultOf(failure: SmtpFailure): FaultOf {
  return {
    fault: faultIn(failure),
    mayHaveArrived: mayHaveArrived(failure),
    affectsAll: OF_ALL.has(failure.stage) && !isOfThisMail(failure),
  };
}

function faultIn(failure: SmtpFailure): Fault {
  const { stage, code, isUntrusted } = failure;
  if (isUntrusted === true) return "sender";
  if (code !== undefined) return classify(failure);
  if (stage === "login") return "sender";
  return mayHaveArrived(failure) ? "unknown" : "passing";
}

const mayHaveArrived = ({ stage, code, isUntrusted }: SmtpFailure): boolean =>
  stage === "final-dot" && code === undefined && isUntrusted !== true;

/** The size is announced with the sender, and a shorter mail may well be accepted (RFC 1870 section 6.1). */
const isOfThisMail = ({ stage, code, text }: SmtpFailure): boolean =>
  stage === "sender" &&
  (code === 552 || /^\d{3}[ -]5\.[23]\.[34]\b/.test(text) || TOO_LARGE.test(text.toLowerCase()));
