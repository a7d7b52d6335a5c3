// Pages are functions of what they show. `ui.field` brings the label, the hint and the error of a field.

import { html, ui, type PageContent } from "../../../src/extend.ts";
import { words } from "./words.ts";

export const newsletterPage = (props: {
  readonly formToken: string;
  /** What the newsletter is about that the reader has. */
  readonly topic: string | undefined;
  readonly error?: string;
}): PageContent => ({
  title: words.title,
  error: props.error !== undefined,
  body: html`${props.error === undefined ? "" : ui.errorSummary([{ field: "topic", message: props.error }])}
    <p>${props.topic === undefined ? words.text : words.about(props.topic)}</p>
    ${ui.form({
      action: "/profile/newsletter",
      formToken: props.formToken,
      body: html`${ui.field({ name: "topic", label: words.topic, type: "text", error: props.error })}
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
});

export const confirmPage = (props: {
  readonly formToken: string;
  readonly email: string;
}): PageContent => ({
  title: words.confirm.title,
  body: html`<p>${words.confirm.text(props.email)}</p>
    ${ui.form({
      action: "/newsletter",
      formToken: props.formToken,
      body: ui.button({ label: words.confirm.button }),
    })}`,
});

export const deadPage = (): PageContent => ({
  title: words.dead.title,
  body: html`<p>${words.dead.text}</p>
    <p>${ui.link("/profile/newsletter", words.dead.again, "button")}</p>`,
});
