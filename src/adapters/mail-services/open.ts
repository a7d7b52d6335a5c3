// The mailer for a mail service that a configuration names.

import { brevo, type BrevoOptions } from "./brevo.ts";
import { httpMailer, type ServiceMailer } from "./http-mailer.ts";
import { mailgun, type MailgunOptions } from "./mailgun.ts";
import { CONCURRENCY, microsoftGraph, type MicrosoftGraphOptions } from "./microsoft-graph.ts";
import { postmark, type PostmarkOptions } from "./postmark.ts";
import { resend, type ResendOptions } from "./resend.ts";
import { sendgrid, type SendgridOptions } from "./sendgrid.ts";
import type { MailService } from "./service.ts";
import { ses, type SesOptions } from "./ses.ts";

/** A mail service, and the options of its mailer. */
export type NamedService =
  | { readonly service: "ses"; readonly options: SesOptions }
  | { readonly service: "postmark"; readonly options: PostmarkOptions }
  | { readonly service: "resend"; readonly options: ResendOptions }
  | { readonly service: "mailgun"; readonly options: MailgunOptions }
  | { readonly service: "sendgrid"; readonly options: SendgridOptions }
  | { readonly service: "brevo"; readonly options: BrevoOptions }
  | { readonly service: "msgraph"; readonly options: MicrosoftGraphOptions };

/** Throws if the options cannot be what they are. */
export function serviceOf(named: NamedService): MailService {
  switch (named.service) {
    case "ses":
      return ses(named.options);
    case "postmark":
      return postmark(named.options);
    case "resend":
      return resend(named.options);
    case "mailgun":
      return mailgun(named.options);
    case "sendgrid":
      return sendgrid(named.options);
    case "brevo":
      return brevo(named.options);
    case "msgraph":
      return microsoftGraph(named.options);
  }
}

/** The same mailer as from its own function, and it can be tried without a mail. */
export function openService(named: NamedService): ServiceMailer {
  const usual = named.service === "msgraph" ? CONCURRENCY : undefined;
  const { atOnce = usual } = named.options;
  return httpMailer(serviceOf(named), { ...named.options, atOnce });
}
