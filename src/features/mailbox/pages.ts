import type { CapturedMail } from "../../adapters/captured-mailbox.ts";
import type { PageContent } from "../../http/answer.ts";
import { link } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { summaryList } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { copy } from "./copy.ts";

export const mailboxPage = (
  mails: readonly (CapturedMail & { readonly sent: string })[],
  { newest, next }: { readonly newest: string | null; readonly next: string | null },
): PageContent => ({
  title: copy.title,
  wide: true,
  body: html`<p>${copy.intro}</p>
    ${
      mails.length === 0
        ? html`<p>${copy.empty}</p>
            <p>${link("/register", copy.register, "button")}</p>`
        : html`<ul class="ruled">
            ${mails.map(
              (mail) =>
                html`<li>
                  ${link(`/dev/mailbox/${mail.id}`, mail.subject)}<br />${mail.to} · ${mail.sent}
                </li>`,
            )}
          </ul>`
    }
    ${olderLinks(newest, next)}
    <p>${link("/dev/mailbox", copy.refresh)}</p>`,
});

export const mailPage = (mail: CapturedMail, sent: string): PageContent => ({
  title: mail.subject,
  wide: true,
  body: html`${summaryList([
      { term: copy.to, value: mail.to },
      { term: copy.sent, value: sent },
      { term: copy.kind, value: mail.kind },
      ...(mail.code === null ? [] : [{ term: copy.code, value: mail.code }]),
    ])}
    <h2>${copy.links}</h2>
    <ul>
      ${mail.links.map((url) => html`<li>${link(url, url)}</li>`)}
    </ul>
    <h2>${copy.asHtml}</h2>
    <iframe title="${copy.asHtml}" src="/dev/mailbox/${mail.id}/html" sandbox></iframe>
    <h2>${copy.asText}</h2>
    <pre>${mail.text}</pre>
    <p>${link("/dev/mailbox", copy.back)}</p>`,
});

export const wrongHostPage = (url: string): PageContent => ({
  title: copy.wrongHost.title,
  body: html`<p>${copy.wrongHost.text}</p>
    <p>${link(url, url)}</p>`,
});
