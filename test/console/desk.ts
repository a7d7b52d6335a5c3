// A site with staff of each role, and a mail server that answers as it is told.

import * as admin from "../../src/features/admin/admin.ts";
import type { HandOver, Mailer, Message } from "../../src/ports/mailer.ts";
import type { Browser } from "../../src/testing/browser.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";

export const ALICE = "alice@example.com";
export const FINE: HandOver = { ok: true, answer: "250 ok" };
export const ROOT = { actor: "operator:root" };

/** What the mail server says, and what it accepted so far. */
export type MailServer = { says: HandOver; readonly accepted: string[]; readonly mails: Message[] };

export async function desk(options: TestOptions = {}) {
  const told: MailServer = { says: FINE, accepted: [], mails: [] };
  const mailer: Mailer = {
    async send(mail) {
      told.mails.push(mail);
      if (told.says.ok) told.accepted.push(mail.to);
      return told.says;
    },
  };
  const app = await testPostern({ ...options, mailer });
  const staff = async (role: string): Promise<Browser> => {
    const wanted = { email: `${role}@example.com`, confirmed: true, admin: false, mail: false };
    const made = await admin.createUser(app.postern.context, ROOT, {
      ...wanted,
      password: PASSWORD,
    });
    if (!made.ok) throw new Error(made.reason);
    await app.postern.users.addRole(made.value.user.id, role);
    const browser = app.browser();
    await browser.submit("/login", { email: wanted.email, password: PASSWORD });
    return browser;
  };
  const [viewer, support, boss] = [
    await staff("viewer"),
    await staff("support"),
    await staff("admin"),
  ];
  return { app, told, viewer, support, boss };
}

/** Somebody registers, and their mail goes to the mail server. */
export async function register(app: TestPostern, email: string): Promise<void> {
  await app.browser().submit("/register", { email, password: PASSWORD });
  await app.postern.deliver();
}
