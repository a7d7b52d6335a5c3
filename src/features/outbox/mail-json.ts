import type { MailRecord } from "../../domain/mail-record.ts";
import { iso } from "../../domain/time.ts";

/** A mail as the console and the command line give it to programs. */
export const mailJson = (mail: MailRecord) => ({
  ...mail,
  createdOn: iso(mail.createdOn),
  dueOn: iso(mail.dueOn),
  worthlessOn: iso(mail.worthlessOn),
  endedOn: iso(mail.endedOn),
  parkedOn: iso(mail.parkedOn),
  complainedOn: iso(mail.complainedOn),
});
