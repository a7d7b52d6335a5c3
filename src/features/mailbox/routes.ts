// /dev/mailbox: the captured mails, for people and for programs; only in development.

import type { CapturedMail, CapturedMailbox } from "../../adapters/captured-mailbox.ts";
import { shows, type Answer } from "../../http/answer.ts";
import { notFound, oddCursor } from "../../http/errors.ts";
import type { Route } from "../../http/route.ts";
import type { Settings } from "../../ports/settings.ts";
import { atHomeOf, FRAME_POLICY } from "./at-home-routes.ts";
import { mailboxPage, mailPage } from "./pages.ts";

const PATH = "/dev/mailbox";

const MAILS_ON_A_PAGE = 50;

/** A browser knows no `cid:`. */
const withImages = ({ html, images = [] }: CapturedMail): string =>
  images.reduce(
    (text, { contentId, url }) => text.replaceAll(`"cid:${contentId}"`, `"${url}"`),
    html,
  );

export function mailboxRoutes(mailbox: CapturedMailbox, settings: Settings): readonly Route[] {
  const find = async (id: string | undefined): Promise<CapturedMail | undefined> =>
    (await mailbox.list()).find((mail) => mail.id === id);
  const atHome = atHomeOf(settings);
  return [
    atHome(PATH, async ({ query: { after }, language }) => {
      const mails = await mailbox.list();
      const before = after === undefined ? -1 : mails.findIndex(({ id }) => id === after);
      if (after !== undefined && before === -1) return oddCursor(language, PATH);
      const shown = mails.slice(before + 1, before + 1 + MAILS_ON_A_PAGE);
      const isLast = before + 1 + shown.length >= mails.length;
      const next = isLast ? null : `${PATH}?after=${encodeURIComponent(shown.at(-1)?.id ?? "")}`;
      const content = mailboxPage(language, shown, {
        newest: after === undefined ? null : PATH,
        older: next,
      });
      return shows(content, { mails: shown, next });
    }),
    atHome(`${PATH}/:id`, async ({ params, language }): Promise<Answer> => {
      const mail = await find(params["id"]);
      if (mail === undefined) return notFound(language, settings.appName);
      return shows(mailPage(language, mail), mail, { framesItself: true });
    }),
    atHome(`${PATH}/:id/html`, async ({ params, language }): Promise<Answer> => {
      const mail = await find(params["id"]);
      if (mail === undefined) return notFound(language, settings.appName);
      return {
        status: 200,
        file: { type: "text/html", text: withImages(mail) },
        json: { status: 200, body: { html: mail.html } },
        headers: { "content-security-policy": FRAME_POLICY },
      };
    }),
  ];
}
