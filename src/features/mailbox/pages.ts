import type { CapturedMail } from "../../adapters/captured-mailbox.ts";
import type { Language } from "../../domain/language.ts";
import type { PageContent } from "../../http/answer.ts";
import { textPage } from "../../http/text-page.ts";
import { link } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { summaryList } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { copy } from "./copy.ts";

export function mailboxPage(
  language: Language,
  mails: readonly CapturedMail[],
  paths: { readonly newest: string | null; readonly older: string | null },
): PageContent {
  const words = language.words(copy);
  return {
    title: words.title,
    wide: true,
    body: html`<p>${words.intro}</p>
      ${
        mails.length === 0
          ? html`<p>${words.empty}</p>
              <p>${link("/register", words.register, "button")}</p>`
          : html`<ul class="ruled">
              ${mails.map(
                (mail) =>
                  html`<li>
                    ${link(`/dev/mailbox/${mail.id}`, mail.subject)}<br />${mail.to} ·
                    ${sentOn(language, mail)}
                  </li>`,
              )}
            </ul>`
      }
      ${olderLinks(language, paths)}
      <p>${link("/dev/mailbox", words.refresh)}</p>
      <p>${link("/dev/mails", words.previews.title)}</p>`,
  };
}

const sentOn = (language: Language, mail: CapturedMail): string =>
  language.time(Date.parse(mail.sentOn));

export function mailPage(language: Language, mail: CapturedMail): PageContent {
  const words = language.words(copy);
  return {
    title: mail.subject,
    wide: true,
    body: html`${summaryList([
        { term: words.to, value: mail.to },
        { term: words.sent, value: sentOn(language, mail) },
        { term: words.kind, value: mail.kind },
        ...(mail.code === null ? [] : [{ term: words.code, value: mail.code }]),
      ])}
      <h2>${words.links}</h2>
      <ul>
        ${mail.links.map((url) => html`<li><span dir="ltr">${link(url, url)}</span></li>`)}
      </ul>
      <h2>${words.asHtml}</h2>
      <iframe title="${words.asHtml}" src="/dev/mailbox/${mail.id}/html" sandbox></iframe>
      <h2>${words.asText}</h2>
      <pre dir="auto">${mail.text}</pre>
      <p>${link("/dev/mailbox", words.back)}</p>`,
  };
}

export function wrongHostPage(language: Language, url: string): PageContent {
  const words = language.words(copy);
  return textPage(words.wrongHost.title, words.wrongHost.text, link(url, url));
}
