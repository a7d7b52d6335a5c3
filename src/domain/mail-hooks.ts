// The mail services that can tell Postern what became of mails, each at `/hooks/mail/<service>`.

import { createPublicKey } from "node:crypto";
import { minutes, type Duration } from "./time.ts";

/** A mail service that sends notices about mails, by the name in the path of its hook. */
export type MailHook = "ses" | "postmark" | "resend" | "mailgun" | "sendgrid" | "brevo";

export const MAIL_HOOKS: readonly MailHook[] = [
  "ses",
  "postmark",
  "resend",
  "mailgun",
  "sendgrid",
  "brevo",
];

/**
 * What the notices of each service are checked with, the newest first: secrets, public keys or, for `ses`, the ARNs of topics. The hook
 * of a service without an entry is closed.
 */
export type MailHooks = Readonly<Partial<Record<MailHook, readonly string[] | undefined>>>;

/** How far the time of a signature may be from ours: https://docs.svix.com/receiving/verifying-payloads/how-manual. */
export const SIGNATURE_TOLERANCE: Duration = minutes(5);

/** Whether a text is a public key for ECDSA, as SendGrid shows it: the base64 of its DER. */
export function isVerificationKey(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec";
  } catch {
    return false;
  }
}
