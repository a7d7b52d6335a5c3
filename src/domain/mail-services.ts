// The mail services that Postern hands mails to over HTTP, and where each of them repeats a mail's reference.

/**
 * The name under which a service is given the reference of a mail (`Message.reference`). In its notices the service repeats it:
 *
 * - `ses`: a message tag, `mail.tags["postern-mail"][0]`. Events of a configuration set have it; notices of an identity do not.
 * - `postmark`: `Metadata["postern-mail"]`.
 * - `resend`: a tag, `data.tags["postern-mail"]`.
 * - `mailgun`: a variable, `event-data.user-variables["postern-mail"]`.
 * - `sendgrid`: a custom argument, which is a field of each event: `event["postern-mail"]`.
 * - `brevo`: the only header that it repeats, as a field of each notice: `notice["X-Mailin-custom"]`.
 * - `msgraph`: a header of the mail, which a report about the mail quotes. Microsoft has no notices.
 */
export const MAIL_REFERENCE_IN = {
  ses: "postern-mail",
  postmark: "postern-mail",
  resend: "postern-mail",
  mailgun: "postern-mail",
  sendgrid: "postern-mail",
  brevo: "X-Mailin-custom",
  msgraph: "x-postern-mail",
} as const;

/** A mail service with an API over HTTP. */
export type MailServiceName = keyof typeof MAIL_REFERENCE_IN;
