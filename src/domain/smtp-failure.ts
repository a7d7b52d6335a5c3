// What a mail server's no means, by how far the conversation had come and by its code.

/** The steps of handing a mail over, in their order (RFC 5321 section 4.1). */
export type SmtpStage = "connect" | "tls" | "login" | "sender" | "recipient" | "data" | "final-dot";

export type SmtpFailure = {
  readonly stage: SmtpStage;
  /** The reply code; undefined where no answer came. */
  readonly code?: number | undefined;
  /** What the server said, or what the machine said of the connection. */
  readonly text: string;
  /** The server's certificate was refused by us. */
  readonly isUntrusted?: boolean | undefined;
};

/**
 * `passing`: try again soon. `greylisted`: the server wants to see us again later. `address`: this
 * mailbox will never take it. `ours`: settings or reputation of this site. `unknown`: the whole mail
 * was sent and no answer came, so it may have been taken.
 */
export type Fault = "passing" | "greylisted" | "address" | "ours" | "unknown";

export type FaultOf = {
  readonly fault: Fault;
  /** It came before the server had heard of the address: every other mail would fail alike. */
  readonly affectsAll: boolean;
};

const OF_ALL: ReadonlySet<SmtpStage> = new Set(["connect", "tls", "login", "sender"]);

/** Whose fault a failed hand-over is, and whether it says anything about other mails. */
export function faultOf(failure: SmtpFailure): FaultOf {
  const affectsAll = OF_ALL.has(failure.stage);
  return { fault: affectsAll ? faultOfAll(failure) : faultOfOne(failure), affectsAll };
}

function faultOfAll({ stage, code, isUntrusted }: SmtpFailure): Fault {
  if (isUntrusted === true) return "ours";
  if (code !== undefined) return code >= 500 ? "ours" : "passing";
  return stage === "login" ? "ours" : "passing";
}

function faultOfOne({ stage, code, text }: SmtpFailure): Fault {
  if (code === undefined) return stage === "final-dot" ? "unknown" : "passing";
  const status = statusOf(text);
  if (code < 500) return isGreylisting(code, status, text) ? "greylisted" : "passing";
  if (status !== undefined) return faultOfStatus(status);
  if (stage !== "recipient") return "ours";
  return MAILBOX_CODES.has(code) && !/relay|spam|block|policy/i.test(text) ? "address" : "ours";
}

/** Replies to RCPT TO that are about the mailbox (RFC 5321 section 4.2.3, RFC 7504 for 556). */
const MAILBOX_CODES: ReadonlySet<number> = new Set([550, 551, 552, 553, 556]);

/**
 * The enhanced status code of RFC 3463 says more than the reply code. Subjects: 1 address, 2 mailbox,
 * 4 routing, 5 protocol, 6 content, 7 policy. Of the addresses, 7 and 8 are about the sender's.
 */
function faultOfStatus(status: string): Fault {
  const [, subject, detail] = status.split(".");
  if (subject === "1") return detail === "7" || detail === "8" ? "ours" : "address";
  if (subject === "2") return "address";
  if (subject === "4") return "address";
  return "ours";
}

function statusOf(text: string): string | undefined {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
}

/** RFC 6647: a server that does not know us yet says "later" with 450 or 451. */
function isGreylisting(code: number, status: string | undefined, text: string): boolean {
  if (code !== 450 && code !== 451) return false;
  return status === "4.7.1" || status === "4.7.0" || /gr[ae]y-?\s?list/i.test(text);
}
