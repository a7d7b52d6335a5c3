// What a mail server's no means, by how far the conversation had come and by what it said.

import { classify, type Fault, type SmtpStage } from "./refusal.ts";

export type SmtpFailure = {
  readonly stage: SmtpStage;
  /** The reply code; undefined where no answer came. */
  readonly code?: number | undefined;
  /** What the server said, in all its lines, or what the machine said of the connection. */
  readonly text: string;
  /** The server's certificate was refused by us. */
  readonly isUntrusted?: boolean | undefined;
};

export type FaultOf = {
  readonly fault: Fault;
  /** It came before the server had heard of the address: every other mail would fail alike. */
  readonly affectsAll: boolean;
};

const OF_ALL: ReadonlySet<SmtpStage> = new Set(["connect", "tls", "login", "sender"]);

/** Whose fault a failed hand-over is, and whether it says anything about other mails. */
export function faultOf(failure: SmtpFailure): FaultOf {
  return {
    fault: faultIn(failure),
    affectsAll: OF_ALL.has(failure.stage) && !isOfThisMail(failure),
  };
}

function faultIn(failure: SmtpFailure): Fault {
  const { stage, code, isUntrusted } = failure;
  if (isUntrusted === true) return "sender";
  if (code !== undefined) return classify(failure);
  if (stage === "login") return "sender";
  // The whole mail was sent and no answer came, so it may have been taken.
  return stage === "final-dot" ? "unknown" : "passing";
}

/** Its size is announced with the sender, and a shorter mail may well be taken (RFC 1870 section 6.1). */
const isOfThisMail = ({ stage, code, text }: SmtpFailure): boolean =>
  stage === "sender" && (code === 552 || /^\d{3}[ -]5\.[23]\.[34]\b/.test(text));
