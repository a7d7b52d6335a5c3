import type { Language } from "../../domain/language.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { credentialName } from "../../ui/credential.ts";
import { button, checkbox, errorSummary, field, form, link, passwordField } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { copy } from "./copy.ts";
import type { AddedLately } from "./password-reset.ts";

export type ForgotPage = {
  readonly formToken: string;
  readonly email: string;
  readonly error: string | undefined;
};

export const forgotPage = formPage(
  "password-reset/forgot",
  (language, { formToken, email, error }: ForgotPage) => {
    const words = language.words(copy);
    return {
      title: words.forgot.title,
      error: error !== undefined,
      body: html`${error === undefined ? "" : errorSummary(language, [{ field: "email", message: error }])}
        <p>${words.forgot.text}</p>
        ${form({
          action: "/forgot",
          formToken,
          body: html`${field(language, {
            name: "email",
            label: words.forgot.email,
            type: "email",
            value: email,
            error,
            autocomplete: "username",
            autocapitalize: "none",
            spellcheck: false,
            required: true,
          })}
          ${button({ label: words.forgot.button })}`,
        })}
        <p>${link("/login", words.forgot.back)}</p>`,
    };
  },
);

export type SentPage = { readonly email: string; readonly lifetime: string };

/** The same for every address. */
export const sentPage = namedPage(
  "password-reset/sent",
  (language, { email, lifetime }: SentPage) => {
    const words = language.words(copy);
    return textPage(
      words.sent.title,
      words.sent.text({ email, lifetime }),
      link("/forgot", words.sent.otherAddress),
    );
  },
);

export type ResetPage = {
  readonly formToken: string;
  readonly email: string;
  readonly minLength: number;
  /** Whether the next login asks for a second factor, as before. */
  readonly keepsSecondStep: boolean;
  /** What was added to the account lately. */
  readonly added: readonly AddedLately[];
  /** Whether it is to be removed. */
  readonly removesAdded: boolean;
  readonly error: string | undefined;
};

export const resetPage = formPage("password-reset/reset", (language, props: ResetPage) => {
  const { formToken, email, minLength, error } = props;
  const words = language.words(copy);
  return {
    title: words.reset.title,
    error: error !== undefined,
    body: html`${error === undefined ? "" : errorSummary(language, [{ field: "password", message: error }])}
      <p>${filled(words.reset.for, { email: html`<strong>${email}</strong>` })}</p>
      ${form({
        action: "/reset",
        formToken,
        account: email,
        body: html`${passwordField(language, {
          name: "password",
          label: words.reset.password,
          hint: words.reset.hint({ minLength }),
          error,
          autocomplete: "new-password",
          required: true,
        })}
        ${props.keepsSecondStep ? html`<p>${words.reset.keepsSecondStep}</p>` : ""}
        ${props.added.length > 0 ? addedList(language, props) : ""}
        ${button({ label: words.reset.button })}`,
      })}`,
  };
});

/** What was added lately, and one box for all of it. Its name is what whoever added it chose. */
function addedList(language: Language, { added, removesAdded }: ResetPage): Markup {
  const { lately: words } = language.words(copy).reset;
  const line = ({ createdOn, ...each }: AddedLately): Markup =>
    html`<li>
      ${filled(words.one, { what: credentialName(language, each), date: language.date(createdOn) })}
    </li>`;
  return html`<h2>${words.title}</h2>
    <p>${words.text}</p>
    <ul>
      ${added.map(line)}
    </ul>
    ${checkbox(language, { name: "removeRecent", label: words.remove, checked: removesAdded })}`;
}

export type DeadResetPage = {
  readonly state:
    "expired" | "used" | "replaced" | "removed" | "disabled" | "address-taken" | "unknown";
  readonly lifetime: string;
  readonly time: string;
};

/** A reset link that cannot be used: why, and one next step. */
export const deadResetPage = namedPage(
  "password-reset/dead-reset",
  (language, { state, ...facts }: DeadResetPage) => {
    const words = language.words(copy);
    const { title, text: told } = words.states[state];
    const text = typeof told === "string" ? told : told(facts);
    const sendNew = { href: "/forgot", words: words.states.sendNew };
    const logIn = { href: "/login", words: words.states.logIn };
    // Whoever used the link has a new password; only the others need another link.
    const [first, second] = state === "used" ? [logIn, sendNew] : [sendNew, logIn];
    return textPage(
      title,
      text,
      link(first.href, first.words, "button"),
      link(second.href, second.words),
    );
  },
);
