// /dev/mailbox: the captured mails, for people and for programs; only in development.

import type { CapturedMail, CapturedMailbox } from "../../adapters/captured-mailbox.ts";
import { isLoopbackHost } from "../../domain/loopback.ts";
import { refuses, shows, type Answer } from "../../http/answer.ts";
import { notFound, oddCursor } from "../../http/errors.ts";
import { get, type Exchange, type Route } from "../../http/route.ts";
import type { Settings } from "../../ports/settings.ts";
import { mailboxPage, mailPage, wrongHostPage } from "./pages.ts";

const PATH = "/dev/mailbox";

const MAILS_ON_A_PAGE = 50;

/** A mail's own HTML, shown in a frame that is not allowed to do anything. */
const FRAME_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

/** A browser knows no `cid:`. */
const withImages = ({ html, images = [] }: CapturedMail): string =>
  images.reduce(
    (text, { contentId, url }) => text.replaceAll(`"cid:${contentId}"`, `"${url}"`),
    html,
  );

export function mailboxRoutes(mailbox: CapturedMailbox, settings: Settings): readonly Route[] {
  const find = async (id: string | undefined): Promise<CapturedMail | undefined> =>
    (await mailbox.list()).find((mail) => mail.id === id);
  const ownHost = new URL(settings.baseUrl).hostname;
  /** A page of another site whose name was pointed at this server (DNS rebinding) must read nothing. */
  const atHome = (path: string, handle: (exchange: Exchange) => Promise<Answer>): Route =>
    get(path, async (exchange) => {
      const { hostname } = exchange.url;
      if (hostname === ownHost || isLoopbackHost(hostname)) return handle(exchange);
      return refuses(
        403,
        "wrong-host",
        wrongHostPage(exchange.language, `${settings.baseUrl}${PATH}`),
      );
    });
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
