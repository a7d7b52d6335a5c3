import { describe, expect, test } from "vitest";
import type { Fault, SmtpStage } from "./refusal.ts";
import { faultOf } from "./smtp-failure.ts";

// What servers answer at each step of a hand-over. `all` are answers that hold every mail; `⏎` ends a line of several.
// The texts of the five servers were looked for in the binaries of Debian 12's packages, and are filled in here. Those of
// their configuration (restrictions, ACLs, `cf` rules) and of providers are from memory, but for 5.7.30: the first real
// answer that differs replaces them. More answers of providers are in `src/testing/real-answers.ts`.
const REPLIES: Readonly<Record<string, string>> = {
  // postfix 3.7.11-0+deb12u1: smtpd, postscreen, cleanup; the words of restrictions are from memory.
  Postfix: `
    passing    | all | connect   | 421 4.7.0 mx.example.org Error: too many connections from 192.0.2.1
    passing    | all | connect   | 421 4.3.2 All server ports are busy
    policy     | all | connect   | 521 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.example
    passing    | all | login     | 454 4.7.0 Temporary authentication failure: Connection lost to authentication server
    passing    | all | login     | 450 4.7.1 Error: too many AUTH commands from 192.0.2.1
    sender     | all | login     | 535 5.7.8 Error: authentication failed: (reason unavailable)
    sender     | all | sender    | 530 5.7.0 Must issue a STARTTLS command first
    passing    | all | sender    | 450 4.7.1 Error: too much mail from 192.0.2.1
    passing    | all | sender    | 452 4.3.1 Insufficient system storage
    policy     | one | sender    | 552 5.3.4 Message size exceeds fixed limit
    sender     | all | sender    | 553 5.7.1 <accounts@acme.example>: Sender address rejected: not owned by user relay
    passing    | one | recipient | 450 4.7.1 Error: too many recipients from 192.0.2.1
    passing    | one | recipient | 421 4.7.0 mx.example.org Error: too many errors
    passing    | one | recipient | 451 4.3.0 <ada@remote.example>: Temporary lookup failure
    passing    | one | recipient | 450 4.1.1 <ada@remote.example>: Recipient address rejected: unverified address: Address verification in progress
    passing    | one | recipient | 450 4.1.2 <ada@nosuch.example>: Recipient address rejected: Domain not found
    address    | one | recipient | 550 5.1.2 <ada@nosuch.example>: Recipient address rejected: Domain not found
    address    | one | recipient | 556 5.1.10 <ada@nullmx.example>: Recipient address rejected: Domain nullmx.example does not accept mail (nullMX)
    address    | one | recipient | 550 5.1.1 <ada@remote.example>: Recipient address rejected: User unknown in local recipient table
    address    | one | recipient | 550 5.1.6 <ada@remote.example>: Recipient address rejected: User has moved to private@other.example
    address    | one | recipient | 550 5.1.1 <ada@remote.example>: Recipient address rejected: undeliverable address: host mx.inner.example[192.0.2.7] said: 550 5.1.1 User unknown
    address    | one | recipient | 552 5.2.2 <ada@remote.example>: Recipient address rejected: Quota exceeded (mailbox for user is full)
    sender     | one | recipient | 554 5.7.1 <ada@remote.example>: Relay access denied
    sender     | one | recipient | 454 4.7.1 <ada@remote.example>: Relay access denied
    sender     | one | recipient | 450 4.1.8 <accounts@acme.example>: Sender address rejected: Domain not found
    sender     | one | recipient | 550 5.1.8 <accounts@acme.example>: Sender address rejected: Domain not found
    sender     | one | recipient | 550 5.7.27 <accounts@acme.example>: Sender address rejected: Domain acme.example does not accept mail (nullMX)
    sender     | one | recipient | 504 5.5.2 <accounts>: Sender address rejected: need fully-qualified address
    policy     | one | recipient | 504 5.5.2 <mail>: Helo command rejected: need fully-qualified hostname
    passing    | all | sender    | 451 4.7.1 Service unavailable - try again later
    passing    | one | recipient | 451 4.7.1 Service unavailable - try again later
    sender     | all | sender    | 550 5.7.1 Command rejected
    policy     | one | recipient | 550 5.7.1 Command rejected
    passing    | one | data      | 451 4.3.0 Queue file write error
    policy     | one | final-dot | 552 5.3.4 Error: message file too big
    policy     | one | final-dot | 554 5.7.1 Spam message rejected`,
  // exim4-daemon-light 4.96-15+deb12u11, the words of ACLs are from memory.
  Exim: `
    passing    | all | connect   | 421 Too many concurrent SMTP connections from this IP address; please try again later.
    passing    | all | connect   | 421 Too much load; please try again later.
    sender     | all | connect   | 554 SMTP service not available
    passing    | all | login     | 435 Unable to authenticate at present
    sender     | all | login     | 535 Incorrect authentication data
    sender     | all | sender    | 501 accounts: sender address must contain a domain
    passing    | all | sender    | 452 Space shortage, please try later
    passing    | all | sender    | 421 too many messages in this connection
    policy     | one | sender    | 552 Message size exceeds maximum permitted
    policy     | all | sender    | 550 Administrative prohibition
    address    | one | recipient | 550 Unrouteable address
    address    | one | recipient | 550-Callout verification failed:⏎550 550 5.1.1 <ada@remote.example>: Recipient address rejected: User unknown
    address    | one | recipient | 550-Callout verification failed:⏎550 550 Recipient's mailbox is full
    passing    | one | recipient | 451 Could not complete recipient verify callout
    sender     | one | recipient | 550 relay not permitted
    sender     | one | recipient | 550-Verification failed for <accounts@acme.example>⏎550-Unrouteable address⏎550 Sender verify failed
    sender     | one | recipient | 451-Could not complete sender verify callout for <accounts@acme.example>.⏎451 The mail server(s) for the domain may be temporarily unreachable
    greylisted | one | recipient | 451 Greylisted - please try again later
    passing    | one | recipient | 451 Temporary local problem - please try later
    passing    | one | final-dot | 451 Error while writing spool file
    policy     | one | final-dot | 552 Message size exceeds maximum permitted
    policy     | one | final-dot | 550 This message was classified as SPAM`,
  // sendmail-bin 8.17.1.9-2+deb12u2; the words of rules in sendmail.cf are from memory.
  Sendmail: `
    passing    | all | connect   | 421 4.3.2 mx.example.org rejecting connections on daemon MTA: load average: 20
    passing    | all | connect   | 421 4.3.2 Connection rate limit exceeded.
    passing    | all | login     | 454 4.5.4 Temporary authentication failure
    sender     | all | sender    | 530 5.7.0 Authentication required
    sender     | all | sender    | 553 5.1.8 <accounts@acme.example>... Domain of sender address accounts@acme.example does not exist
    sender     | all | sender    | 451 4.1.8 Domain of sender address accounts@acme.example does not resolve
    passing    | all | sender    | 452 4.4.5 Insufficient disk space; try again later
    policy     | one | sender    | 552 5.2.3 <accounts@acme.example>... Message size exceeds fixed maximum message size (10000000)
    address    | one | recipient | 550 5.1.1 <ada@remote.example>... User unknown
    address    | one | recipient | 550 5.1.2 <ada@nosuch.example>... Host unknown (Name server: nosuch.example: host not found)
    address    | one | recipient | 556 5.1.10 <ada@nullmx.example>... Host does not accept mail: MX 0 .
    sender     | one | recipient | 550 5.7.1 <ada@remote.example>... Relaying denied. IP name lookup failed [192.0.2.1]
    sender     | one | recipient | 553 5.1.8 <ada@remote.example>... Domain of sender address accounts@acme.example does not exist
    passing    | one | recipient | 452 4.5.3 Too many recipients
    passing    | one | recipient | 421 4.7.0 mx.example.org Too many bad recipients; closing connection
    passing    | all | sender    | 451 4.3.2 Please try again later
    passing    | one | final-dot | 450 4.3.0 Please try again later.`,
  // opensmtpd 6.8.0p2-4+b4.
  OpenSMTPD: `
    passing    | all | connect   | 421 4.3.0 Temporary failure
    sender     | all | login     | 535 Authentication failed
    sender     | all | sender    | 530 5.5.1 Invalid command: Must issue an AUTH command first
    passing    | all | sender    | 452 4.5.3 Insufficient resources: Too many messages sent
    unknown    | one | recipient | 550 Invalid recipient: <ada@remote.example>
    address    | one | recipient | 524 5.2.4 Mailing list expansion problem: <ada@remote.example>
    passing    | one | recipient | 421 4.3.0: Temporary Error
    policy     | one | final-dot | 554 5.3.4 Message too big for system: Transaction failed, message too big`,
  // courier-mta 1.0.16-3+b6: courieresmtpd, submit. It has reply codes of its own, made of RFC 3463's digits.
  Courier: `
    passing    | all | connect   | 400 Service temporarily unavailable.
    sender     | all | login     | 535 Authentication failed.
    sender     | all | sender    | 517-Domain does not exist: acme.example.⏎517 Invalid domain, see <URL:https://www.ietf.org/rfc/rfc1035.txt>
    policy     | one | sender    | 523 Message length (20000000 bytes) exceeds administrative limit(10485760).
    policy     | one | sender    | 534 SIZE=Message too big.
    address    | one | recipient | 550 User unknown.
    address    | one | recipient | 556 Address unavailable.
    sender     | one | recipient | 513 Relaying denied.
    passing    | one | recipient | 412 You are not whitelisted by this recipient, please try again later.
    policy     | one | final-dot | 534 Message header size exceeds policy limit.
    policy     | one | final-dot | 550 Spam refused.`,
  // Documented by Microsoft in "Email non-delivery reports in Exchange Online"; written from memory, but for 5.7.30.
  "Microsoft 365": `
    passing    | all | connect   | 421 4.3.2 Service not active
    sender     | all | login     | 550 5.7.30 Basic authentication is not supported for Client Submission.
    sender     | all | login     | 535 5.7.139 Authentication unsuccessful, the password has expired.
    sender     | all | login     | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.
    sender     | all | login     | 535 5.7.3 Authentication unsuccessful
    passing    | all | login     | 432 4.3.2 Concurrent connections limit exceeded.
    sender     | all | sender    | 550 5.7.30 Basic authentication is not supported for Client Submission.
    address    | one | recipient | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@remote.example not found by SMTP address lookup
    address    | one | recipient | 550 5.4.1 Recipient address rejected: Access denied. [AM0PR01.example 2026-11-27T10:00:00.000Z 08DE]
    passing    | one | recipient | 451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719)
    address    | one | final-dot | 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded
    policy     | one | final-dot | 552 5.3.4 Message size exceeds fixed maximum message size
    policy     | one | final-dot | 550 5.7.515 Access denied, sending domain acme.example does not meet the required authentication level`,
  // Documented by Google in "Gmail SMTP errors and codes"; written from memory.
  Gmail: `
    passing    | all | connect   | 421 4.7.0 Try again later, closing connection. (EHLO) - gsmtp
    sender     | all | login     | 534-5.7.9 Application-specific password required.⏎534 5.7.9 - gsmtp
    sender     | all | login     | 534-5.7.14 Please log in through your web browser and then try again.⏎534 5.7.14 - gsmtp
    passing    | all | login     | 454 4.7.0 Too many login attempts, please try again later. - gsmtp
    address    | one | recipient | 552-5.2.2 The recipient's inbox is out of storage space and inactive.⏎552 5.2.2 - gsmtp
    passing    | one | recipient | 452-4.2.2 The recipient's inbox is out of storage space.⏎452 4.2.2 - gsmtp
    sender     | one | recipient | 421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address.⏎421 4.7.28 - gsmtp
    policy     | one | final-dot | 550-5.7.30 Your email has been blocked because DKIM did not pass.⏎550 5.7.30 - gsmtp
    policy     | one | final-dot | 421-4.7.26 Your email has been rate limited because it is unauthenticated.⏎421 4.7.26 - gsmtp`,
  // RFC 7504 (521 in a greeting), RFC 5321 section 3.1 (554 in a greeting).
  "A host that takes no mail": `
    sender     | all | connect   | 521 mx.example.org does not accept mail
    sender     | all | connect   | 554 No SMTP service here`,
};

const rows = Object.entries(REPLIES).flatMap(([server, table]) =>
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [fault = "", scope = "", stage = "", ...text] = line
        .split("|")
        .map((cell) => cell.trim());
      const lines = text.join("|").replaceAll("⏎", "\r\n");
      return [server, stage as SmtpStage, lines, fault as Fault, scope === "all"] as const;
    }),
);

describe("what servers answer at each step of a hand-over", () => {
  test.each(rows)("%s, at %s: %s", (_, stage, text, fault, affectsAll) => {
    const failure = { stage, text, code: Number(text.slice(0, 3)) };
    expect(faultOf(failure)).toEqual({ fault, affectsAll, mayHaveArrived: false });
  });
});
