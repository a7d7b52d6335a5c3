// What the provider of a mailbox reports after its owner marked a mail as spam (RFC 5965, the Abuse Reporting Format).

import { sentToOf } from "./delivery-status.ts";
import { bodyOf, headersIn, kindOf, leavesOf, messageOf, valueOf } from "./mime.ts";

export type FeedbackReport = {
  /** What the report is about, such as `abuse`, in lower case. */
  readonly type: string;
  /** The addresses that it was sent to, and the return path that the mail came from. */
  readonly returnPaths: readonly string[];
};

/**
 * Reads a feedback report from a raw message; undefined for any other message. Providers send all reports to one address, so the
 * return path that the mail had, which they repeat, is read beside the addresses of the report. Takes linear time and never
 * throws.
 */
export function readFeedback(message: string): FeedbackReport | undefined {
  const part = leavesOf(messageOf(message)).find(
    (each) => kindOf(each) === "message/feedback-report",
  );
  if (part === undefined) return undefined;
  const fields = headersIn(bodyOf(part).trimStart());
  const from = valueOf(fields, "original-mail-from").replace(/^<(.*)>$/, "$1");
  return {
    type: valueOf(fields, "feedback-type").toLowerCase(),
    returnPaths: [...sentToOf(message), from].filter((each) => each !== ""),
  };
}

/** Reports of these types say that no person complained: the opposite, or a machine's judgement (RFC 6591, RFC 6650). */
const NO_COMPLAINTS: ReadonlySet<string> = new Set(["not-spam", "auth-failure", "virus"]);

/** Whether feedback of a type means that a person does not want the mail. */
export const isComplaint = (type: string): boolean => !NO_COMPLAINTS.has(type);
