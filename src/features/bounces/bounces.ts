// A mail that was accepted and bounced later: what its report changes, and what it does not.

import {
  LONGEST_REPORT,
  gistOf,
  isFinal,
  oneLineOf,
  readReport,
  sentToOf,
} from "../../domain/delivery-status.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { readFeedback } from "../../domain/feedback-report.ts";
import { classify, type DeliveryStatus, type Fault } from "../../domain/refusal.ts";
import { isAbout } from "../../domain/report-recipient.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { Uses } from "../../ports/context.ts";
import { takeComplaint, type Complaining, type ComplaintRefusal } from "./complaints.ts";

/** A report, as a raw message or already parsed. */
export type Bounce = {
  /**
   * The address that the report was sent to: one of Postern's return paths. Default: taken from its headers.
   */
  readonly to?: string | undefined;
} & ({ readonly message: string } | Pick<DeliveryStatus, "status" | "diagnostic">);

export type BounceRefusal =
  | "no-bounce-address"
  | "too-large"
  | "no-report"
  | "forged"
  | "not-permanent"
  | "other-recipient"
  | ComplaintRefusal;

/** What was taken: that a mail failed, and whose fault that is, or that somebody complained about it. */
export type Taken =
  | { readonly mailId: string; readonly fault: Fault }
  | { readonly mailId: string; readonly complaint: string };

/** How many unreadable messages are kept. */
const UNREAD = 100;

/** What it takes to process a report. */
export type Taking = Complaining &
  Uses<"findMail" | "keepUnread" | "recordBounce", "clock" | "returnPaths">;

/**
 * Processes a report that came as a mail: a bounce, or a complaint. Of bounces, only a report of a permanent failure that was sent to the mail's own return path
 * changes anything: the mail is dead, with the server's answer, and the waiting page says so. Its address is
 * suppressed only if it is at fault. A message to a return path that cannot be read, or that is about a mailbox that the mail
 * was passed on to, is kept for operators.
 */
export async function takeBounce(
  context: Taking,
  bounce: Bounce,
): Promise<Result<Taken, BounceRefusal>> {
  const { store, clock, returnPaths } = context;
  if (returnPaths === undefined) return refused("no-bounce-address");
  const mailOf = (sentTo: readonly string[]): string | undefined =>
    sentTo.map((address) => returnPaths.read(address)).find((id) => id !== undefined);
  const feedback = "message" in bounce ? feedbackIn(bounce) : undefined;
  if (feedback !== undefined) {
    const mailId = mailOf(feedback.returnPaths);
    return mailId === undefined
      ? refused("forged")
      : takeComplaint(context, { mailId, type: feedback.type });
  }
  const now = clock.now();
  const report = reportOf(bounce);
  if (!report.ok) {
    const mailId = report.reason === "no-report" ? mailOf(unreadSentTo(bounce)) : undefined;
    if (mailId !== undefined && "message" in bounce) {
      await store.keepUnread({ mailId, gist: gistOf(bounce.message), keep: UNREAD, now });
    }
    return report;
  }
  const { sentTo, failed, ...status } = report.value;
  const mailId = mailOf(sentTo);
  if (mailId === undefined) return refused("forged");
  if (!isFinal(status)) return refused("not-permanent");
  const fault = classify({ text: status.diagnostic, status: status.status });
  const answer = status.diagnostic || `its mail server reported ${status.status || "no reason"}`;
  return takeFailure(context, { mailId, failed, answer, fault });
}

/** That a mail finally failed, for these recipients, with these words of a server. */
export type Failure = {
  readonly mailId: string;
  readonly failed: readonly string[];
  readonly answer: string;
  readonly fault: Fault;
};

/** Records that a mail finally failed, unless it was another mailbox that did. */
export async function takeFailure(
  { store, clock }: Uses<"findMail" | "keepUnread" | "recordBounce", "clock">,
  { mailId, failed, answer, fault }: Failure,
): Promise<Result<Taken, "other-recipient" | "unknown-mail" | "not-sent">> {
  const now = clock.now();
  const mail = await store.findMail(mailId);
  if (mail !== undefined && !isAbout(failed, mail.mail.email)) {
    await store.keepUnread({ mailId, gist: gistOfOther(failed, answer), keep: UNREAD, now });
    return refused("other-recipient");
  }
  const recorded = await store.recordBounce({ mailId, answer, fault, now });
  return recorded.ok ? done({ mailId, fault }) : recorded;
}

function feedbackIn({
  to,
  message,
}: {
  readonly to?: string | undefined;
  readonly message: string;
}) {
  if (Buffer.byteLength(message) > LONGEST_REPORT) return undefined;
  const feedback = readFeedback(message);
  if (feedback === undefined || to === undefined) return feedback;
  return { ...feedback, returnPaths: [to, ...feedback.returnPaths] };
}

/** What an operator needs to see of a report about a mailbox that Postern did not write to. */
const gistOfOther = (failed: readonly string[], answer: string): string =>
  oneLineOf(`passed on to ${failed.join(", ")} | ${answer}`).slice(0, 300);

function unreadSentTo(bounce: Bounce): readonly string[] {
  if (bounce.to !== undefined) return [bounce.to];
  return "message" in bounce ? sentToOf(bounce.message) : [];
}

function reportOf(bounce: Bounce): ReturnType<typeof readReport> {
  if ("message" in bounce) {
    const report = readReport(bounce.message);
    if (!report.ok || bounce.to === undefined) return report;
    return done({ ...report.value, sentTo: [bounce.to] });
  }
  if (bounce.diagnostic.length > LONGEST_REPORT) return refused("too-large");
  const { to, status } = bounce;
  return done({
    sentTo: to === undefined ? [] : [to],
    failed: [],
    // A parsed report names only what failed; a 4.x.x failure may not be permanent.
    action: /^5\.\d{1,3}\.\d{1,3}$/.test(status) ? "failed" : "delayed",
    status,
    diagnostic: oneLineOf(bounce.diagnostic),
  });
}

/** Allows mails to an address again. */
export async function unsuppress(
  { store, clock }: Uses<"liftSuppression", "clock">,
  { actor, reason }: { readonly actor: string; readonly reason?: string | undefined },
  typed: string,
): Promise<Result<{ readonly email: string }, "no-address" | "not-suppressed">> {
  const address = parseEmailAddress(typed);
  if (!address.ok) return refused("no-address");
  const { key } = address.value;
  const lifted = await store.liftSuppression({ emailKey: key, actor, reason, now: clock.now() });
  return lifted ? done({ email: key }) : refused("not-suppressed");
}
