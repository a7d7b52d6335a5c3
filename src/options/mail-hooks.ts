// The option `mailHooks`: what the notices of each mail service are checked with.

import { z } from "zod";
import { parseKeyRing } from "../domain/key-ring.ts";
import { isVerificationKey, type MailHook } from "../domain/mail-hooks.ts";
import { isRecord } from "./values.ts";

/** Several texts with commas, each of which must be valid. Unlike the variable of one, an empty text is a mistake. */
const each = (isValid: (text: string) => boolean, message: string) =>
  z
    .custom<string>((value) => typeof value === "string", message)
    .transform((value, context) => {
      const texts = value.split(",").map((text) => text.trim());
      if (texts.every(isValid)) return texts;
      context.addIssue({ code: "custom", message, params: { isComplete: true } });
      return z.NEVER;
    });

const password = each(
  (text) => parseKeyRing(text).ok,
  "give a secret of at least 32 characters; `npx postern secret` makes one",
);

const schema = {
  ses: each(
    (text) => /^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(text),
    "give the ARN of a topic, like arn:aws:sns:eu-west-1:123456789012:mails",
  ),
  postmark: password,
  resend: each(
    (text) => /^whsec_[A-Za-z0-9+/]{20,}=*$/.test(text),
    "give the signing secret that Resend shows, which begins with whsec_",
  ),
  mailgun: each(
    (text) => /^[\w-]{16,200}$/.test(text),
    "give the HTTP webhook signing key that Mailgun shows",
  ),
  sendgrid: each(
    isVerificationKey,
    "give the verification key that SendGrid shows, which begins with MF",
  ),
  brevo: password,
} satisfies Readonly<Record<MailHook, unknown>>;

export const mailHooks = z
  .custom<Readonly<Record<string, unknown>>>(isRecord)
  .default({})
  .pipe(z.strictObject(schema).partial());
