import type { Language } from "../../domain/language.ts";
import type { PageContent } from "../../http/answer.ts";
import type { MailPreview, MailPreviews, MailSample } from "../../ports/mail-preview.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export function previewsPage(
  language: Language,
  {
    samples,
    languages,
  }: Pick<MailPreviews, "languages"> & { readonly samples: readonly MailSample[] },
): PageContent {
  const words = language.words(copy).previews;
  return {
    title: words.title,
    wide: true,
    body: html`<p>${words.intro}</p>
      <ul class="ruled">
        ${samples.map(
          ({ name }) =>
            html`<li>${name}<br />${languages.map((tag) => html`${linkTo(tag, name)} `)}</li>`,
        )}
      </ul>`,
  };
}

/** The name of the mail is above the link. People who hear the link alone hear the name with it. */
const linkTo = (tag: string, name: string): Markup =>
  html`<a href="/dev/mails/${tag}/${name}"
    ><span lang="${tag}">${tag}</span><span class="visually-hidden"> ${name}</span></a
  >`;

export function previewPage(language: Language, mail: MailPreview): PageContent {
  const words = language.words(copy).previews;
  const path = `/dev/mails/${mail.language}/${mail.name}`;
  const view = (title: string, which: "light" | "dark", narrow = false): Markup =>
    html`<h2>${title}</h2>
      <iframe
        title="${title}"
        src="${path}/${which}"
        ${narrow ? html`class="narrow"` : ""}
        sandbox
      ></iframe>`;
  return {
    title: `${mail.name} (${mail.language})`,
    wide: true,
    body: html`<p>
        ${words.subject} <strong lang="${mail.language}"><bdi>${mail.subject}</bdi></strong>
      </p>
      ${view(words.light, "light")} ${view(words.dark, "dark")} ${view(words.phone, "light", true)}
      <h2>${words.text}</h2>
      <pre lang="${mail.language}" dir="auto">${mail.text}</pre>
      <p>${link("/dev/mails", words.back)}</p>`,
  };
}
