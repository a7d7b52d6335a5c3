// Answers of real mail servers, shortened and with names and numbers replaced, and the class that each must
// get.
//
// Sources: `manual` is ActiveCampaign/smtp-field-manual at 67831a2 (February 2025), which collects what large
// providers say; `owner/name#n` is an issue on GitHub; `reports` are in test/mails/reports, as servers of
// Debian 12 passed them on. A row with `memory` was written from knowledge of the server and has not been
// looked up: the first real answer that differs replaces it. `rfc` is what a standard itself says.

import type { Fault, SmtpStage } from "../domain/refusal.ts";

export type RealAnswer = {
  readonly source: string;
  readonly stage: SmtpStage;
  readonly text: string;
  readonly fault: Fault;
};

/** `⏎` ends a line of an answer with several. */
const TABLE = String.raw`
sender     | recipient | Gmail; gen-smtp#140, onepub#543                  | 550-5.4.5 Daily user sending limit exceeded. For more about Gmail⏎550-5.4.5 sending limits go to⏎550 5.4.5 https://support.google.example/a/1 - gsmtp
sender     | final-dot | Gmail; gophish/gophish#1604                      | 550 5.4.5 Daily user sending quota exceeded. x-1 - gsmtp
sender     | final-dot | Google Workspace relay; memory                   | 550 5.4.5 Daily SMTP relay sending limit exceeded for this user. - gsmtp
sender     | recipient | Google Workspace relay; memory                   | 550 5.7.1 Invalid credentials for relay [192.0.2.1]. The address you registered does not match
sender     | recipient | Exchange Online; memory                          | 550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients
sender     | final-dot | Outlook; gophish/gophish#2900                    | 554 5.2.252 SendAsDenied; relay@acme.example not allowed to send as no-reply@acme.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied
sender     | final-dot | Exchange; OfficeDocs-Support#1187                | 554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception
sender     | final-dot | Exchange Online; memory                          | 554 5.2.2 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; sender has exceeded the daily submission quota
sender     | final-dot | Exchange 2016; swiftmailer/swiftmailer#1258      | 550 5.7.60 SMTP; Client does not have permissions to send as this sender
sender     | final-dot | Exchange 2010; nodemailer/nodemailer#145         | 550 5.7.1 Client does not have permissions to send as this sender
sender     | recipient | Exchange 2016; memory                            | 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain
sender     | recipient | Exchange Online; memory                          | 550 5.7.64 TenantAttribution; Relay Access Denied
sender     | sender    | Exchange Online; easy365manager's list           | 530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM
sender     | recipient | Exchange Online; memory                          | 550 5.1.8 Access denied, bad outbound sender
sender     | recipient | Exim; docker-mailserver#2257, mailcow#775        | 550 Sender verify failed
sender     | recipient | Exim 4; PHPMailer#2113                           | 550-Verification failed for <accounts@acme.example>⏎550-The mail server could not deliver mail to accounts@acme.example.⏎550 Sender verify failed
sender     | recipient | Exim 4.93; appwrite/docker-smtp#9                | 550 relay not permitted
sender     | recipient | Exim; miracle2k/dockerfiles#12                   | 550 "You are not allowed to send email"
sender     | recipient | Postfix 3.7.11; reports                          | 554 5.7.1 <relay@remote.test>: Relay access denied
sender     | recipient | Postfix 3.7.11; memory                           | 553 5.7.1 <accounts@acme.example>: Sender address rejected: not owned by user relay
sender     | recipient | Postfix 3.7.11; memory                           | 450 4.1.8 <accounts@acme.example>: Sender address rejected: Domain not found
sender     | recipient | Postfix 3.7.11; memory                           | 550 5.1.7 <accounts@acme.example>: Sender address rejected: undeliverable address: no such user
sender     | recipient | Sendmail 8.17.1; memory                          | 550 5.7.1 <ada@remote.test>... Relaying denied. Proper authentication required.
sender     | recipient | Sendmail 8.17.1; memory                          | 553 5.1.8 <ada@remote.test>... Domain of sender address accounts@acme.example does not exist
sender     | recipient | qmail, through Exim 4.96; reports                | 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
sender     | recipient | Orange; manual                                   | 501 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405
sender     | recipient | Yahoo; manual                                    | 550 relaying denied for <ada@example.com>
sender     | recipient | Zoho; manual                                     | 553 Relaying disallowed
sender     | recipient | Tencent QQ; manual                               | 550 Sender frequency limited. http://service.qq.example/1
sender     | final-dot | Gmail; manual                                    | 550 5.7.1 [192.0.2.1] Messages missing a valid address in From: header are not accepted. - gsmtp
sender     | final-dot | Outlook; manual                                  | 554 5.2.121 The sender has exceeded the limit for the number of messages they can send to this recipient per hour
sender     | final-dot | Amazon SES; memory                               | 554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: a@b.example
sender     | final-dot | Amazon SES; memory                               | 454 Throttling failure: Daily message quota exceeded.
sender     | recipient | Gmail; manual                                    | 421 4.7.28 [192.0.2.1] Our system has detected an unusual rate of unsolicited mail originating from your IP address
sender     | login     | Gmail; memory                                    | 535-5.7.8 Username and Password not accepted. For more information, go to⏎535 5.7.8 https://support.google.example/mail/?p=BadCredentials
sender     | sender    | Gmail; memory                                    | 530-5.7.0 Authentication Required. For more information, go to⏎530 5.7.0 https://support.google.example/mail/?p=WantAuthError
policy     | final-dot | Gmail; memory                                    | 550-5.7.26 Your email has been blocked because the sender is unauthenticated.⏎550 5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.
policy     | final-dot | Gmail; manual                                    | 550 5.7.1 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.
policy     | final-dot | Gmail; manual                                    | 550 5.7.1 [192.0.2.1] This message is likely suspicious due to the very low reputation of the sending domain.
policy     | final-dot | Gmail; manual                                    | 552-5.7.0 Our system detected an illegal attachment on your message.
policy     | final-dot | Gmail; manual                                    | 552-5.2.3 Your message exceeded Google's message size limits.
policy     | final-dot | Gmail; manual                                    | 421 4.7.32 This mail has been rate limited because there is no DMARC alignment
policy     | recipient | Outlook; manual                                  | 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Part of their network is on our block list (S3150).
policy     | recipient | Outlook; manual                                  | 550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus. (S8002)
policy     | recipient | Outlook; manual                                  | 451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S843)
policy     | final-dot | Exchange Online; memory                          | 550 5.7.509 Access denied, sending domain acme.example does not pass DMARC verification
policy     | recipient | Exchange Online; memory                          | 550 5.7.511 Access denied, banned sender[192.0.2.1]. To request removal from this list forward this message
policy     | final-dot | GMX; hitobito/hitobito#2671                      | 554-Transaction failed⏎554-Reject due to policy restrictions.⏎554 For explanation visit https://postmaster.gmx.example/1
policy     | connect   | GMX; EDSM-NET/FrontEnd#21                        | 554-gmx.example Nemesis ESMTP Service not available⏎554-No SMTP service⏎554 Bad DNS PTR resource record.
policy     | recipient | GMX; manual                                      | 550-Requested action not taken: mailbox unavailable⏎550 Reject due to policy restrictions.
policy     | recipient | Web.de; manual                                   | 550 <ada@example.com>: Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner
policy     | recipient | Yahoo; Mailu/Mailu#1458                          | 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1
policy     | sender    | Yahoo; manual                                    | 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list
policy     | final-dot | Yahoo; manual                                    | 554 5.7.9 Message not accepted for policy reasons.
policy     | final-dot | Yahoo; dart-mailer/mailer#235                    | 554 Message not allowed - [299]
policy     | final-dot | Yandex; chatmail/provider-db#205                 | 554 5.7.1 [2] Message rejected under suspicion of SPAM; https://ya.example/1
policy     | final-dot | Mail.ru; manual                                  | 550 spam message rejected. Please visit http://help.mail.example or report details to abuse@corp.mail.example
policy     | final-dot | Apple; manual                                    | 550 5.7.1 [CS01] Message rejected due to local policy.
policy     | final-dot | Comcast; manual                                  | 550 5.2.0 Message rejected due to DMARC.
policy     | connect   | Comcast; manual                                  | 554 comcast requires that all mail servers must have a PTR record with a valid Reverse DNS entry.
policy     | connect   | Cisco ESA; Mailu/Mailu#1458                      | 554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.
policy     | recipient | Proofpoint; Mailu/Mailu#1458                     | 554 Blocked - see https://ipcheck.proofpoint.example/?ip=192.0.2.1
policy     | recipient | Exim's default; memory                           | 550 Administrative prohibition
policy     | recipient | Exim; getconversio/email-deep-validator#9        | 550-"JunkMail rejected - host.example⏎550-(acme.example) [192.0.2.1]:34032 is in an RBL, see⏎550 https://www.spamhaus.example/1"
policy     | recipient | Postfix 3.7.11; memory                           | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.example
policy     | recipient | Postfix 3.7.11; memory                           | 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]
policy     | recipient | Postfix 3.7.11; memory                           | 550 5.7.1 <mx.acme.example>: Helo command rejected: Host not found
policy     | final-dot | Postfix 3.7.11; reports                          | 552 5.3.4 Message size exceeds fixed limit
policy     | final-dot | rspamd 3.4; its source                           | 554 5.7.1 Spam message rejected
address    | recipient | Postfix 3.7.11; reports                          | 550 5.1.1 <relay@remote.test>: Recipient address rejected: User unknown in relay recipient table
address    | recipient | Postfix 3.7.11, a mailbox named for its trouble; reports | 550 5.1.1 <spam@blocked.example>: Recipient address rejected: User unknown in virtual mailbox table
address    | recipient | Gmail; manual                                    | 550-5.1.1 The email account that you tried to reach does not exist. Please try⏎550-5.1.1 double-checking the recipient's email address for typos or⏎550 5.1.1 unnecessary spaces. - gsmtp
address    | recipient | Gmail; manual                                    | 550 5.2.1 The email account that you tried to reach is disabled.
address    | final-dot | Gmail; manual                                    | 552 5.2.2 The email account that you tried to reach is over quota.
address    | recipient | Exchange Online; manual                          | 550 5.4.1 All recipient addresses rejected : Access denied [x.prod.protection.outlook.example]
address    | recipient | Exchange Online; memory                          | 550 5.4.1 Recipient address rejected: Access denied. AS(201806281)
address    | recipient | Exchange Online; memory                          | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@example.com not found by SMTP address lookup
address    | recipient | Exchange Online; memory                          | 550 5.4.310 DNS domain exmaple.com does not exist [Message=InfoDomainNonexistent]
address    | recipient | Exchange 2016; memory                            | 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed
address    | recipient | Exchange 2010; memory                            | 550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized
address    | recipient | Outlook; manual                                  | 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).
address    | recipient | Yahoo; hippich/PHPMailer-BMH#2                   | 554 delivery error: dd This user doesn't have a yahoo.fr account (ada@example.com) [0]
address    | recipient | Yahoo; manual                                    | 554 delivery error: dd Sorry, your message cannot be delivered. This mailbox is disabled (554.30).
address    | recipient | Yahoo; manual                                    | 552 1 Requested mail action aborted, mailbox not found
address    | recipient | Yandex; manual                                   | 550 5.7.1 No such user!
address    | recipient | Mail.ru; manual                                  | 550 Message was not accepted -- invalid mailbox. Local mailbox ada@mail.example is unavailable: account is disabled
address    | recipient | Rambler; manual                                  | 540 5.7.1 <ada@rambler.example>: recipient address rejected: Blocked
address    | recipient | Free; manual                                     | 550 5.2.1 This mailbox has been blocked due to inactivity
address    | recipient | Free; manual                                     | 554 5.2.2 <ada@free.example>: Recipient address rejected: Quota exceeded (mailbox for user is full)
address    | recipient | Orange; manual                                   | 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416
address    | recipient | Orange; manual                                   | 552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417
address    | recipient | Comcast; manual                                  | 550 5.1.1 Not our Customer
address    | recipient | Rackspace; manual                                | 550 5.1.1 Email address could not be found, or was misspelled (G8)
address    | recipient | GMX; manual                                      | 550 Requested action not taken: mailbox unavailable
address    | final-dot | GMX; manual                                      | 552-Requested mail action aborted: exceeded storage allocation⏎552 Quota exceeded.
address    | recipient | Tencent QQ; manual                               | 550 Mailbox not found. http://service.qq.example/2
address    | recipient | qmail, through Exim 4.96; reports                | 550 sorry, no mailbox here by that name. (#5.1.1)
address    | recipient | Exim 4.96; reports                               | 550 Unrouteable address
address    | recipient | Sendmail 8.17.1; reports                         | 556 5.1.10 Host does not accept mail: MX 0 .
address    | recipient | Sendmail 8.17.1; memory                          | 550 5.1.1 <nouser@remote.test>... User unknown
address    | recipient | Courier 1.0.16; memory                           | 550 User unknown.
address    | final-dot | Dovecot 2.3.19; reports                          | 552 5.2.2 <full@mta.test> Quota exceeded (mailbox for user is full)
address    | recipient | a German host; memory                            | 550 Benutzer unbekannt
address    | recipient | rfc 7504                                         | 556 no mail here
greylisted | recipient | postgrey 1.37; mail-servers                      | 450 4.2.0 <ada@remote.test>: Recipient address rejected: Greylisted, see http://postgrey.example/help/remote.test
greylisted | recipient | milter-greylist; memory                          | 451 4.7.1 Greylisting in action, please come back later
greylisted | final-dot | rspamd 3.4; its source                           | 451 4.7.1 Try again later
passing    | final-dot | rspamd 3.4; its source                           | 451 4.7.1 Ratelimit "to_ip_from" exceeded
greylisted | recipient | Exim with greylistd; memory                      | 451 You are graylisted
passing    | recipient | Apple; manual; Postfix 3.7.11 without its milter | 451 4.7.1 Service unavailable - try again later
passing    | recipient | Gmail; manual                                    | 450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.
passing    | recipient | Gmail; manual                                    | 550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.
passing    | recipient | Gmail; manual                                    | 452 4.2.2 The email account that you tried to reach is over quota.
passing    | recipient | Outlook; manual                                  | 554 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour.
passing    | recipient | Outlook; manual                                  | 452 4.3.1 Insufficient system resources (TSTE)
passing    | recipient | Yahoo; manual                                    | 451 Resources temporarily unavailable. Please try again later [#4.16.1].
passing    | recipient | Comcast; manual                                  | 450 4.2.0 <ada@comcast.example> - Recipient temporarily unavailable
passing    | recipient | Postfix 3.7.11; reports                          | 451 4.3.0 <tmp@remote.test>: Temporary lookup failure
passing    | login     | Postfix 3.7.11; memory                           | 454 4.7.0 Temporary authentication failure: Connection lost to authentication server
unknown    | recipient | OpenSMTPD 6.8.0, unknown user and relaying alike | 550 Invalid recipient
unknown    | recipient | OpenSMTPD 6.8.0, unknown user and relaying alike | 550 Invalid recipient: <ada@remote.test>
unknown    | recipient | GMX; jstedfast/MailKit#968                       | 550 Failure sending mail. Try again later
unknown    | recipient | Orange; manual                                   | 550 5.2.0 Mail rejete. Mail rejected. ofr_506
unknown    | recipient | Yahoo; manual                                    | 554 delivery error: dd Requested mail action aborted
unknown    | final-dot | Exchange Online; memory                          | 554 5.4.14 Hop count exceeded - possible mail loop ATTR34
unknown    | final-dot | rfc 5321                                         | 554 Transaction failed
`;

export const realAnswers: readonly RealAnswer[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [fault = "", stage = "", source = "", ...text] = line
      .split("|")
      .map((cell) => cell.trim());
    return {
      fault: fault as Fault,
      stage: stage as SmtpStage,
      source,
      text: text.join("|").replaceAll("⏎", "\n"),
    };
  });
