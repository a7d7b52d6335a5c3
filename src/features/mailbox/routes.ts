// /dev/mailbox: the captured mails, for people and for programs. Only ever in development.

import type { CapturedMail, CapturedMailbox } from "../../adapters/captured-mailbox.ts";
import { shows, type Answer } from "../../http/answer.ts";
import { notFound } from "../../http/errors.ts";
import { page, type Route } from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Settings } from "../../ports/settings.ts";
import { mailboxPage, mailPage } from "./pages.ts";

/** A mail's own HTML, shown in a frame that can do nothing. */
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export function mailboxRoutes(
  mailbox: CapturedMailbox,
  settings: Settings,
  web: Web,
): readonly Route[] {
  const sent = (mail: CapturedMail): string => web.time(Date.parse(mail.sentOn)).text;
  const find = async (id: string | undefined): Promise<CapturedMail | undefined> =>
    (await mailbox.list()).find((mail) => mail.id === id);
  return [
    page("/dev/mailbox", async () => {
      const mails = await mailbox.list();
      return shows(mailboxPage(mails.map((mail) => ({ ...mail, sent: sent(mail) }))), { mails });
    }),
    page("/dev/mailbox/:id", async ({ params }): Promise<Answer> => {
      const mail = await find(params["id"]);
      if (mail === undefined) return notFound(settings.appName);
      return shows(mailPage(mail, sent(mail)), mail, { framesItself: true });
    }),
    page("/dev/mailbox/:id/html", async ({ params }): Promise<Answer> => {
      const mail = await find(params["id"]);
      if (mail === undefined) return notFound(settings.appName);
      return {
        status: 200,
        file: { type: "text/html", text: mail.html },
        json: { status: 200, body: { html: mail.html } },
        headers: { "content-security-policy": FRAME_POLICY },
      };
    }),
  ];
}
