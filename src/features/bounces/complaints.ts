// Somebody marked a mail of ours as spam: what that changes, and what it does not.

import { oneLineOf } from "../../domain/delivery-status.ts";
import { isComplaint } from "../../domain/feedback-report.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import { STOP_LASTS } from "../../domain/stopped-mailbox.ts";
import { complaintAnswer } from "../../domain/suppression.ts";
import type { Uses } from "../../ports/context.ts";

export type Complaint = {
  readonly mailId: string;
  /** What was complained of, in the terms of RFC 5965, such as `abuse`; empty if it was not said. Anything, as it was sent. */
  readonly type: string;
};

export type ComplaintRefusal = "no-complaint" | "unknown-mail" | "not-sent" | "known-complaint";

/** Those of RFC 5965 and its extensions have up to 12 characters. */
const LONGEST_TYPE = 40;

/** What it takes to record a complaint. */
export type Complaining = Uses<"findMail" | "recordComplaint", "clock" | "mailboxes" | "settings">;

/**
 * Records that the owner of a mailbox complained about a mail, once for each mail. The address is listed as suppressed, the mail
 * that strangers can cause to its mailbox is stopped unless it has an account, and a first contact costs the site more credit.
 */
export async function takeComplaint(
  { store, clock, mailboxes, settings }: Complaining,
  { mailId, type: told }: Complaint,
): Promise<Result<{ readonly mailId: string; readonly complaint: string }, ComplaintRefusal>> {
  const type = oneLineOf(told).slice(0, LONGEST_TYPE);
  if (!isComplaint(type)) return refused("no-complaint");
  const mail = await store.findMail(mailId);
  if (mail === undefined) return refused("unknown-mail");
  const now = clock.now();
  const recorded = await store.recordComplaint({
    mailId,
    answer: complaintAnswer(`marked as spam${type === "" ? "" : ` (${type})`}`),
    mailbox: mailboxes.of(mail.mail.email),
    stopEndsOn: now + STOP_LASTS,
    rules: settings.firstContacts,
    now,
  });
  return recorded.ok ? done({ mailId, complaint: type }) : recorded;
}
