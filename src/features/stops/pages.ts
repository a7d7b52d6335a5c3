// The pages for stopping mail, and for allowing it again.

import type { Link } from "../../domain/link.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
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

export const stopPage = formPage("stops/stop", (language, props: AskingPage) => {
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
});

export type StoppedPage = { email: string; appName: string; until: string };

export const stoppedPage = namedPage(
  "stops/stopped",
  (language, { email, appName, until }: StoppedPage) => {
    const { stop: words } = language.words(copy);
    return textPage(words.done, words.doneText({ email, app: appName, until }));
  },
);

export const liftPage = formPage("stops/lift", (language, props: AskingPage) => {
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
});

export const liftedPage = namedPage(
  "stops/lifted",
  (language, { email }: { readonly email: string }) => {
    const { lift: words } = language.words(copy);
    return textPage(
      words.done,
      words.doneText({ email }),
      linkTo("/unconfirmed", words.goOn, "button"),
    );
  },
);

/** Why a link cannot be used to stop mail. */
export const deadStopPage = namedPage(
  "stops/dead-stop",
  (language, { why }: { readonly why: "owned" | "unknown" }) => {
    const words = language.words(copy).states;
    if (why === "unknown") return textPage(words.unknown.title, words.unknown.text);
    const { title, text, step } = words.owned;
    return textPage(title, text, linkTo("/login", step, "button"));
  },
);
