import type { Link } from "../../domain/link.ts";
import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, form, link as linkTo, passwordField } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

const list = (items: readonly string[]): Markup =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** How long what outlives the user is kept, in words; the audit log may have no end. */
export type KeptFor = {
  readonly audit: string | undefined;
  readonly counts: string;
  readonly history: string;
};

export const deletePage = (props: {
  readonly email: string;
  readonly formToken: string;
  /** How long one may think again; undefined where there is nothing to think over. */
  readonly grace: string | undefined;
  readonly kept: KeptFor;
  readonly error: string | undefined;
}): PageContent => ({
  title: copy.title,
  error: props.error !== undefined,
  body: html`${
      props.error === undefined ? "" : errorSummary([{ field: "password", message: props.error }])
    }
    <h2>${copy.deleted}</h2>
    ${list(copy.deletedItems)}
    <h2>${copy.kept}</h2>
    ${list([
      copy.audit(props.kept.audit),
      copy.counts(props.kept.counts),
      props.grace === undefined
        ? copy.unconfirmed(props.kept.history)
        : copy.others(props.kept.history),
    ])}
    <p>${props.grace === undefined ? copy.atOnce : copy.grace(props.grace)}</p>
    ${form({
      action: "/profile/delete",
      formToken: props.formToken,
      account: props.email,
      body: html`${passwordField({
        name: "password",
        label: copy.password,
        error: props.error,
        autocomplete: "current-password",
        required: true,
      })}
      ${button({ label: copy.button, kind: "danger" })}`,
    })}
    <p>${linkTo("/profile", copy.keep)}</p>`,
});

export const deletionRequestedPage = (date: string): PageContent => ({
  title: copy.done.title(date),
  body: html`<p>${copy.done.text}</p>`,
});

export const lastAdminPage = (): PageContent => ({
  title: copy.lastAdmin.title,
  body: html`<p>${copy.lastAdmin.text}</p>
    <p>${linkTo("/profile", copy.lastAdmin.profile, "button")}</p>`,
});

export const deletedPage = (): PageContent => ({
  title: copy.gone.title,
  body: html`<p>${copy.gone.done}</p>`,
});

export const keepPage = (
  link: Link,
  formToken: string,
  error: ReaderError | undefined,
): PageContent => ({
  title: copy.keepPage.title,
  error: error !== undefined,
  body: html`${readerSummary({ link, sure: copy.keepPage.sure, error })}
    <p>${copy.keepPage.text(link.email)}</p>
    ${form({
      action: "/keep",
      formToken,
      body: html`${readerField({ link, sure: copy.keepPage.sure, error })}
      ${button({ label: copy.keepPage.button })}`,
    })}`,
});

export function deadKeepPage(unknown: boolean): PageContent {
  const words = unknown ? copy.keepPage.unknown : copy.keepPage.over;
  return {
    title: words.title,
    body: html`<p>${words.text}</p>
      <p>${linkTo("/login", copy.keepPage.logIn, "button")}</p>`,
  };
}
