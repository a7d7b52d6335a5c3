// /dev/mails: every kind of mail with sample variables, for people and for programs; only in development.

import { shows, type Answer } from "../../http/answer.ts";
import { notFound } from "../../http/errors.ts";
import type { Exchange, Route } from "../../http/route.ts";
import type { MailPreview, MailPreviews } from "../../ports/mail-preview.ts";
import type { Settings } from "../../ports/settings.ts";
import { atHomeOf, FRAME_POLICY } from "./at-home-routes.ts";
import { previewPage, previewsPage } from "./preview-pages.ts";

const PATH = "/dev/mails";

export function previewRoutes(previews: MailPreviews, settings: Settings): readonly Route[] {
  const atHome = atHomeOf(settings);
  const withMail =
    (answer: (exchange: Exchange, mail: MailPreview) => Answer) =>
    async (exchange: Exchange): Promise<Answer> => {
      const { tag = "", mail: name = "" } = exchange.params;
      const mail = await previews.of(tag, name);
      return mail === undefined
        ? notFound(exchange.language, settings.appName)
        : answer(exchange, mail);
    };
  const inFrame = (which: "light" | "dark"): Route =>
    atHome(
      `${PATH}/:tag/:mail/${which}`,
      withMail((_, { [which]: html }) => ({
        status: 200,
        file: { type: "text/html", text: html },
        json: { status: 200, body: { html } },
        headers: { "content-security-policy": FRAME_POLICY },
      })),
    );
  return [
    atHome(PATH, async ({ language }) => {
      const { languages } = previews;
      const samples = previews.samples();
      return shows(previewsPage(language, { samples, languages }), { mails: samples, languages });
    }),
    atHome(
      `${PATH}/:tag/:mail`,
      withMail(({ language }, mail) => {
        const { name, kind, subject, html, text } = mail;
        const json = { name, kind, language: mail.language, subject, html, text };
        return shows(previewPage(language, mail), json, { framesItself: true });
      }),
    ),
    inFrame("light"),
    inFrame("dark"),
  ];
}
