// Every kind of mail as a mail server gets it: its story in a real Postern, through the SMTP mailer, signed.

import { generateKeyPairSync, type KeyObject } from "node:crypto";
import {
  capturedMailbox,
  type CapturedMail,
  type CapturedMailbox,
} from "../../src/adapters/captured-mailbox.ts";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import type { Mailer } from "../../src/ports/mailer.ts";
import { testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { mailServer, type Delivery } from "./mail-server.ts";
import { INSTALLATION, STORIES } from "./stories.ts";

/** A site under a name that filters take for a real one. */
export const SITE = {
  ...INSTALLATION,
  baseUrl: "https://accounts.example.net",
  support: "help@example.net",
  bounceAddress: "bounces@example.net",
} satisfies TestOptions;

export const DKIM = { domain: "example.net", selector: "mail" };

export type DeliveredMail = { readonly mail: CapturedMail; readonly delivery: Delivery };

let keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | undefined;

/** Made once for each process. */
export const dkimKeys = (): NonNullable<typeof keys> =>
  (keys ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));

/** The mail of each kind in a language, by its kind. */
export async function deliveredMails(language: string): Promise<Map<string, DeliveredMail>> {
  await using server = await mailServer();
  const smtp = smtpMailer({
    host: "127.0.0.1",
    port: server.port,
    secure: false,
    from: "Acme <accounts@example.net>",
    dkim: {
      ...DKIM,
      privateKey: String(dkimKeys().privateKey.export({ type: "pkcs8", format: "pem" })),
    },
  });
  const delivered = new Map<string, DeliveredMail>();
  for (const [kind, story] of Object.entries(STORIES)) {
    const mailbox = capturedMailbox();
    await using app = await testPostern({ ...SITE, language, mailer: both(mailbox, smtp) });
    app.mails = async () => {
      while ((await app.postern.deliver()) > 0);
      return mailbox.list();
    };
    const mail = await story(app);
    const delivery = server.deliveries.find(({ data }) =>
      data.includes(`Message-ID: <${mail.id}@`),
    );
    if (delivery === undefined) throw new Error(`The mail ${kind} did not arrive.`);
    delivered.set(kind, { mail, delivery });
  }
  await smtp.close?.();
  return delivered;
}

/** Keeps each mail for its story, and sends it. Filters look at the date, and it is not that of the story. */
const both = (mailbox: CapturedMailbox, smtp: Mailer): Mailer => ({
  async send(message) {
    await mailbox.send(message);
    return smtp.send({ ...message, date: Date.now() });
  },
});
