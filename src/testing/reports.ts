// Delivery reports as mail servers write them, each in the style of one, written for these tests.

export type ReportFacts = {
  /** The return path that the report is sent to. */
  readonly to: string;
  readonly recipient?: string;
  readonly action?: string;
  readonly status?: string;
  readonly words?: string;
};

const NOBODY = "550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown";

const crlf = (lines: readonly string[]): string => lines.join("\r\n");

/** Fields in the style of Postfix, with a folded diagnostic and with the bounced mail's recipient first. */
export function postfixReport({
  to,
  recipient = "ada@example.com",
  action = "failed",
  status = "5.1.1",
  words = NOBODY,
}: ReportFacts): string {
  return crlf([
    "Return-Path: <>",
    `X-Original-To: ${to}`,
    `Delivered-To: ${to}`,
    "Received: by mx.example.net (Postfix) id 4D2A9; Sun, 22 Nov 2026 13:06:00 +0000 (UTC)",
    "From: MAILER-DAEMON@mx.example.net (Mail Delivery System)",
    "Subject: Undelivered Mail Returned to Sender",
    `To: ${to}`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status;",
    '\tboundary="4D2A9.1795352760/mx.example.net"',
    "",
    "This is a MIME-encapsulated message.",
    "",
    "--4D2A9.1795352760/mx.example.net",
    "Content-Description: Notification",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "I'm sorry to have to inform you that your message could not be delivered.",
    "",
    "--4D2A9.1795352760/mx.example.net",
    "Content-Description: Delivery report",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.net",
    "X-Postfix-Queue-ID: 4D2A9",
    `X-Postfix-Sender: rfc822; ${to}`,
    "Arrival-Date: Sun, 22 Nov 2026 13:05:59 +0000 (UTC)",
    "",
    `Final-Recipient: rfc822; ${recipient}`,
    `Original-Recipient: rfc822;${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    "Remote-MTA: dns; mail.example.com",
    `Diagnostic-Code: smtp; ${words.replace(": ", ":\r\n    ")}`,
    "",
    "--4D2A9.1795352760/mx.example.net",
    "Content-Description: Undelivered Message Headers",
    "Content-Type: text/rfc822-headers",
    "",
    `Return-Path: <${to}>`,
    "Subject: Confirm your email address",
    "Status: 2.0.0",
    "",
    "--4D2A9.1795352760/mx.example.net--",
    "",
  ]);
}

/** Fields in the style of Exim: an unquoted boundary, few fields, and lines that end in LF. */
export function eximReport({
  to,
  recipient = "ada@example.com",
  words = NOBODY,
}: ReportFacts): string {
  return [
    "From: Mail Delivery System <Mailer-Daemon@mx.example.org>",
    `To: ${to}`,
    "References: <1@postern.example>",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=1795352760-eximdsn-80",
    "MIME-Version: 1.0",
    "Subject: Mail delivery failed: returning message to sender",
    "",
    "--1795352760-eximdsn-80",
    "Content-type: text/plain; charset=us-ascii",
    "",
    "This message was created automatically by mail delivery software.",
    "",
    "--1795352760-eximdsn-80",
    "Content-type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.org",
    "",
    "Action: failed",
    `Final-Recipient: rfc822;${recipient}`,
    "Status: 5.0.0",
    "Remote-MTA: dns; mail.example.com",
    `Diagnostic-Code: smtp; ${words}`,
    "",
    "--1795352760-eximdsn-80",
    "Content-type: message/rfc822",
    "",
    "Subject: Confirm your email address",
    "",
    "…",
    "--1795352760-eximdsn-80--",
    "",
  ].join("\n");
}

/** In the style of Exchange: a report inside other parts, upper case, HTML before it. */
export function exchangeReport({ to, recipient = "ada@example.com" }: ReportFacts): string {
  return crlf([
    "From: <postmaster@mail.example.com>",
    `To: "Bounces" <${to.toUpperCase()}>`,
    "Content-Type: MULTIPART/REPORT; report-type=delivery-status; differences=Content-Type;",
    ' boundary="_6f1c_"',
    "X-MS-Exchange-Message-Is-Ndr:",
    "Subject: Undeliverable: Confirm your email address",
    "",
    "--_6f1c_",
    'Content-Type: multipart/alternative; boundary="_alt_"',
    "",
    "--_alt_",
    "Content-Type: text/html",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "<p>Your message couldn't be delivered.</p>",
    "--_alt_--",
    "",
    "--_6f1c_",
    "Content-Type: MESSAGE/DELIVERY-STATUS",
    "",
    "Reporting-MTA: dns;AM0PR01MB1.mail.example.com",
    "Received-From-MTA: dns;mx.example.net",
    "",
    `Final-Recipient: rfc822;${recipient}`,
    "ACTION: Failed",
    "STATUS: 5.1.10",
    "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found",
    ` X-Display-Name: ${recipient}`,
    "",
    "",
    "--_6f1c_--",
    "",
  ]);
}
