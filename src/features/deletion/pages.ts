import type { Link } from "../../domain/link.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { button, errorSummary, form, link as linkTo, passwordField } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

const list = (items: readonly string[]): Markup =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** How long the data is kept that outlives the user, in words; the audit log may be kept forever. */
export type KeptFor = {
  readonly audit: string | undefined;
  readonly counts: string;
  readonly history: string;
};

export type DeletePage = {
  readonly email: string;
  readonly formToken: string;
  readonly asksPassword: boolean;
  /** How long the user may cancel; undefined if the account is deleted at once. */
  readonly grace: string | undefined;
  readonly kept: KeptFor;
  readonly error: string | undefined;
};

export const deletePage = formPage("deletion/delete", (language, props: DeletePage) => {
  const words = language.words(copy);
  return {
    title: words.title,
    error: props.error !== undefined,
    body: html`${
        props.error === undefined
          ? ""
          : errorSummary(language, [{ field: "password", message: props.error }])
      }
      <h2>${words.deleted}</h2>
      ${list(words.deletedItems)}
      <h2>${words.kept}</h2>
      ${list([
        props.kept.audit === undefined
          ? words.auditForEver
          : words.audit({ lifetime: props.kept.audit }),
        words.counts({ lifetime: props.kept.counts }),
        props.grace === undefined
          ? words.unconfirmed({ lifetime: props.kept.history })
          : words.others({ lifetime: props.kept.history }),
      ])}
      <p>${props.grace === undefined ? words.atOnce : words.grace({ lifetime: props.grace })}</p>
      ${form({
        action: "/profile/delete",
        formToken: props.formToken,
        account: props.asksPassword ? props.email : undefined,
        body: html`${
          props.asksPassword
            ? passwordField(language, {
                name: "password",
                label: words.password,
                error: props.error,
                autocomplete: "current-password",
                required: true,
              })
            : ""
        }
        ${button({ label: words.button, kind: "danger" })}`,
      })}
      <p>${linkTo("/profile", words.keep)}</p>`,
  };
});

export const deletionRequestedPage = namedPage(
  "deletion/deletion-requested",
  (language, { date }: { readonly date: string }) => {
    const words = language.words(copy);
    return textPage(words.done.title({ date }), words.done.text);
  },
);

export const lastAdminPage = namedPage("deletion/last-admin", (language) => {
  const words = language.words(copy);
  return textPage(
    words.lastAdmin.title,
    words.lastAdmin.text,
    linkTo("/profile", words.lastAdmin.profile, "button"),
  );
});

export const deletedPage = namedPage("deletion/deleted", (language) => {
  const words = language.words(copy);
  return textPage(words.gone.title, words.gone.done);
});

export type KeepPage = {
  readonly link: Link;
  readonly formToken: string;
  readonly error: ReaderError | undefined;
};

export const keepPage = formPage(
  "deletion/keep",
  (language, { link, formToken, error }: KeepPage) => {
    const words = language.words(copy);
    return {
      title: words.keepPage.title,
      error: error !== undefined,
      body: html`${readerSummary(language, { link, sure: words.keepPage.sure, error })}
        <p>${words.keepPage.text({ email: link.email })}</p>
        ${form({
          action: "/keep",
          formToken,
          body: html`${readerField(language, { link, sure: words.keepPage.sure, error })}
          ${button({ label: words.keepPage.button })}`,
        })}`,
    };
  },
);

export const deadKeepPage = namedPage(
  "deletion/dead-keep",
  (language, { unknown }: { readonly unknown: boolean }) => {
    const words = language.words(copy);
    const { title, text } = unknown ? words.keepPage.unknown : words.keepPage.over;
    return textPage(title, text, linkTo("/login", words.keepPage.logIn, "button"));
  },
);
