// Pages are functions of what they show. `ui.field` adds the label, the hint and the error of a field.

import { html, ui, type Language, type PageContent } from "../../../src/extend.ts";
import { copy } from "./words.ts";

export function newsletterPage(
  language: Language,
  props: {
    readonly formToken: string;
    /** The topic of the reader's newsletter. */
    readonly topic: string | undefined;
    readonly error?: string;
  },
): PageContent {
  const words = language.words(copy);
  return {
    title: words.title,
    error: props.error !== undefined,
    body: html`${props.error === undefined ? "" : ui.errorSummary(language, [{ field: "topic", message: props.error }])}
      <p>${props.topic === undefined ? words.text : words.about({ topic: props.topic })}</p>
      ${ui.form({
        action: "/profile/newsletter",
        formToken: props.formToken,
        body: html`${ui.field(language, { name: "topic", label: words.topic, type: "text", error: props.error })}
        ${ui.button({ label: words.ask })}`,
      })}
      ${
        props.topic === undefined
          ? ""
          : ui.form({
              action: "/profile/newsletter/stop",
              formToken: props.formToken,
              body: ui.button({ label: words.stop, kind: "secondary" }),
            })
      }
      <p>${ui.link("/profile", words.back)}</p>`,
  };
}

export function confirmPage(
  language: Language,
  props: {
    readonly formToken: string;
    readonly email: string;
  },
): PageContent {
  const words = language.words(copy).confirm;
  return {
    title: words.title,
    body: html`<p>${words.text({ email: props.email })}</p>
      ${ui.form({
        action: "/newsletter",
        formToken: props.formToken,
        body: ui.button({ label: words.button }),
      })}`,
  };
}

export function deadPage(language: Language): PageContent {
  const words = language.words(copy).dead;
  return {
    title: words.title,
    body: html`<p>${words.text}</p>
      <p>${ui.link("/profile/newsletter", words.again, "button")}</p>`,
  };
}
