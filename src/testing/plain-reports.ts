// Reports without a `message/delivery-status`, each in the style of one server, written for these tests.

export type PlainFacts = {
  readonly to: string;
  readonly recipient?: string;
  readonly words?: string;
};

const ADA = "ada@example.com";
const NOBODY = "550 5.1.1 User unknown";

const mail = (headers: readonly string[], body: readonly string[]): string =>
  [...headers, "", ...body, ""].join("\r\n");

const QUOTED = [
  "Return-Path: <accounts@postern.example>",
  "Subject: Confirm",
  "",
  "550 is a number.",
];

/** Exim before 4.80, and hosting providers that still use it. */
export const eximText = ({ to, recipient = ADA, words = NOBODY }: PlainFacts): string =>
  mail(
    [
      `To: ${to}`,
      `X-Failed-Recipients: ${recipient}`,
      "Subject: Mail delivery failed: returning message to sender",
    ],
    [
      "This message was created automatically by mail delivery software.",
      "",
      "A message that you sent could not be delivered to one or more of its",
      "recipients. This is a permanent error. The following address(es) failed:",
      "",
      `  ${recipient}`,
      `    SMTP error from remote mail server after RCPT TO:<${recipient}>:`,
      `    host mx.example.com [192.0.2.17]: ${words}`,
      "",
      "------ This is a copy of the message, including all the headers. ------",
      "",
      ...QUOTED,
    ],
  );

/** qmail's own form, QSBMF (D. J. Bernstein 1997). */
export const qmailText = ({ to, recipient = ADA, words = NOBODY }: PlainFacts): string =>
  mail(
    [`To: ${to}`, "From: MAILER-DAEMON@mx.example.com", "Subject: failure notice"],
    [
      "Hi. This is the qmail-send program at mx.example.com.",
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      "",
      `<${recipient}>:`,
      "192.0.2.17 does not like recipient.",
      `Remote host said: ${words}`,
      "Giving up on 192.0.2.17.",
      "",
      "--- Below this line is a copy of the message.",
      "",
      ...QUOTED,
    ],
  );

/** GMX and 1&1, in their own software. */
export const gmxText = ({
  to,
  recipient = ADA,
  words = "5.1.1 User unknown",
}: PlainFacts): string =>
  mail(
    [
      `Envelope-To: <${to}>`,
      "From: MAILER-DAEMON@gmx.example",
      "Content-Type: text/plain; charset=utf-8",
    ],
    [
      "This message was created automatically by mail delivery software.",
      "",
      "A message that you sent could not be delivered to one or more of",
      "its recipients. This is a permanent error. The following address",
      "failed:",
      "",
      `"${recipient}":`,
      "SMTP error from remote server after RCPT command:",
      "host: mx.example.com",
      words,
      "",
      "--- The header of the original message is following. ---",
      "",
      ...QUOTED,
    ],
  );

/** Sendmail before reports had a standard. */
export const sendmailText = ({ to, recipient = ADA, words = NOBODY }: PlainFacts): string =>
  mail(
    [
      `To: <${to}>`,
      "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>",
      "Subject: Returned mail",
    ],
    [
      "The original message was received at Sun, 22 Nov 2026 13:06:00 GMT",
      "",
      "   ----- The following addresses had permanent fatal errors -----",
      `<${recipient}>`,
      "",
      "   ----- Transcript of session follows -----",
      "... while talking to mx.example.com.:",
      `>>> RCPT To:<${recipient}>`,
      `<<< ${words}`,
      "",
      "   ----- Original message follows -----",
      ...QUOTED,
    ],
  );

/** Exim reports that it goes on trying. */
export const eximDelay = ({ to, recipient = ADA }: PlainFacts): string =>
  mail(
    [`To: ${to}`, "Subject: Warning: message 1abc-1 delayed 24 hours"],
    [
      "This message was created automatically by mail delivery software.",
      "A message that you sent has not yet been delivered to one or more of its",
      "recipients after more than 24 hours on the queue.",
      "",
      `  ${recipient}`,
      "    host mx.example.com [192.0.2.17]: 451 4.7.1 try again",
    ],
  );

/** An out-of-office reply that contains numbers. */
export const holidays = ({ to }: PlainFacts): string =>
  mail(
    [
      `To: ${to}`,
      "From: Bob <bob@example.com>",
      "Subject: Out of office",
      "Auto-Submitted: auto-replied",
    ],
    [
      "I am away. 550 5.1.1 is a number. What you wrote stays unread:",
      "https://postern.example/confirm/abc.def and 1234 5678",
    ],
  );
