import type { MailServices, SnsFetch } from "../../ports/mail-hooks.ts";
import { brevo } from "./brevo.ts";
import { mailgun } from "./mailgun.ts";
import { postmark } from "./postmark.ts";
import { resend } from "./resend.ts";
import { sendgrid } from "./sendgrid.ts";
import { ses } from "./ses.ts";
import { sns } from "./sns.ts";

/** How the notices of each service are checked and read. */
export const mailServices = (fetch: SnsFetch): MailServices => ({
  ses: ses(sns(fetch)),
  postmark,
  resend,
  mailgun,
  sendgrid,
  brevo,
});
