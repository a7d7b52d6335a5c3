// Complaints as providers of mailboxes send them, in the form of RFC 5965, appendix B. Written for these tests.

export type FeedbackFacts = {
  /** The address that the report is sent to. */
  readonly to: string;
  /** The return path of the mail that it is about. */
  readonly from?: string;
  readonly type?: string;
};

/** A report that somebody marked a mail as spam. Providers remove the recipient from it. */
export const feedbackReport = ({
  to,
  from = "accounts@postern.example",
  type = "abuse",
}: FeedbackFacts): string =>
  [
    "From: <feedback@provider.example>",
    "Date: Sun, 22 Nov 2026 13:06:00 +0000",
    "Subject: FW: Confirm your email address",
    `To: <${to}>`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54"',
    "",
    "--part1_13d.2e68ed54",
    'Content-Type: text/plain; charset="US-ASCII"',
    "",
    "This is an email abuse report for an email message received from IP 192.0.2.1.",
    "",
    "--part1_13d.2e68ed54",
    "Content-Type: message/feedback-report",
    "",
    `Feedback-Type: ${type}`,
    "User-Agent: SomeGenerator/1.0",
    "Version: 1",
    `Original-Mail-From: <${from}>`,
    "Original-Rcpt-To: <redacted@provider.example>",
    "Reported-Domain: postern.example",
    "",
    "--part1_13d.2e68ed54",
    "Content-Type: message/rfc822",
    "",
    "From: <accounts@postern.example>",
    "Subject: Confirm your email address",
    "",
    "Somebody entered your address.",
    "",
    "--part1_13d.2e68ed54--",
    "",
  ].join("\r\n");
