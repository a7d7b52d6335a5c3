// The pages for stopping mail, and for allowing it again.

import type { Language } from "../../domain/language.ts";
import type { Link } from "../../domain/link.ts";
import type { PageContent } from "../../http/answer.ts";
import { textPage } from "../../http/text-page.ts";
import { button, form, link as linkTo } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

type AskingPage = {
  readonly link: Link;
  readonly appName: string;
  readonly formToken: string;
  readonly error: ReaderError | undefined;
};

/** These pages always ask for a code: every mail with such a link contains one. */
const asked = ({ link, error }: AskingPage) => ({
  link: { ...link, asksCode: true },
  sure: "",
  error,
});

export function stopPage(language: Language, props: AskingPage): PageContent {
  const { stop: words } = language.words(copy);
  return {
    title: words.title,
    error: props.error !== undefined,
    body: html`${readerSummary(language, asked(props))}
      <p>${words.text({ email: props.link.email, app: props.appName })}</p>
      <ul>
        ${words.means.map((each) => html`<li>${each}</li>`)}
      </ul>
      ${form({
        action: "/stop-mail",
        formToken: props.formToken,
        body: html`${readerField(language, asked(props))}
        ${button({ label: words.button, kind: "danger" })}`,
      })}
      <p>${linkTo("/confirm/not-me", words.back)}</p>`,
  };
}

export function stoppedPage(
  language: Language,
  { email, appName, until }: { email: string; appName: string; until: string },
): PageContent {
  const { stop: words } = language.words(copy);
  return textPage(words.done, words.doneText({ email, app: appName, until }));
}

export function liftPage(language: Language, props: AskingPage): PageContent {
  const { lift: words } = language.words(copy);
  return {
    title: words.title,
    error: props.error !== undefined,
    body: html`${readerSummary(language, asked(props))}
      <p>${words.text({ email: props.link.email, app: props.appName })}</p>
      ${form({
        action: "/stop-mail/lift",
        formToken: props.formToken,
        body: html`${readerField(language, asked(props))} ${button({ label: words.button })}`,
      })}`,
  };
}

export function liftedPage(language: Language, email: string): PageContent {
  const { lift: words } = language.words(copy);
  return textPage(
    words.done,
    words.doneText({ email }),
    linkTo("/unconfirmed", words.goOn, "button"),
  );
}

/** Why a link cannot be used to stop mail. */
export function deadStopPage(language: Language, why: "owned" | "unknown"): PageContent {
  const words = language.words(copy).states;
  if (why === "unknown") return textPage(words.unknown.title, words.unknown.text);
  const { title, text, step } = words.owned;
  return textPage(title, text, linkTo("/login", step, "button"));
}
