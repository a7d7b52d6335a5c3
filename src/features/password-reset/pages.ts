import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, field, form, link, passwordField } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type ForgotPage = {
  readonly formToken: string;
  readonly email: string;
  readonly error: string | undefined;
};

export const forgotPage = ({ formToken, email, error }: ForgotPage): PageContent => ({
  title: copy.forgot.title,
  error: error !== undefined,
  body: html`${error === undefined ? "" : errorSummary([{ field: "email", message: error }])}
    <p>${copy.forgot.text}</p>
    ${form({
      action: "/forgot",
      formToken,
      body: html`${field({
        name: "email",
        label: copy.forgot.email,
        type: "email",
        value: email,
        error,
        autocomplete: "username",
        autocapitalize: "none",
        spellcheck: false,
        required: true,
      })}
      ${button({ label: copy.forgot.button })}`,
    })}
    <p>${link("/login", copy.forgot.back)}</p>`,
});

/** The same for every address. */
export const sentPage = (email: string, lifetime: string): PageContent => ({
  title: copy.sent.title,
  body: html`<p>${copy.sent.text(email, lifetime)}</p>
    <p>${link("/forgot", copy.sent.otherAddress)}</p>`,
});

export type ResetPage = {
  readonly formToken: string;
  readonly email: string;
  readonly minLength: number;
  readonly error: string | undefined;
};

export const resetPage = ({ formToken, email, minLength, error }: ResetPage): PageContent => ({
  title: copy.reset.title,
  error: error !== undefined,
  body: html`${error === undefined ? "" : errorSummary([{ field: "password", message: error }])}
    <p>${copy.reset.for} <strong>${email}</strong></p>
    ${form({
      action: "/reset",
      formToken,
      account: email,
      body: html`${passwordField({
        name: "password",
        label: copy.reset.password,
        hint: copy.reset.hint(minLength),
        error,
        autocomplete: "new-password",
        required: true,
      })}
      ${button({ label: copy.reset.button })}`,
    })}`,
});

/** A reset link that cannot be used: why, and one next step. */
export function deadResetPage(
  state: "expired" | "used" | "replaced" | "removed" | "disabled" | "address-taken" | "unknown",
  facts: { readonly lifetime: string; readonly time: string },
): PageContent {
  const words = copy.states[state];
  const text =
    typeof words.text === "string"
      ? words.text
      : words.text(state === "expired" ? facts.lifetime : facts.time);
  const sendNew = { href: "/forgot", words: copy.states.sendNew };
  const logIn = { href: "/login", words: copy.states.logIn };
  // Whoever used the link has a new password, and only the others need another link.
  const [first, second] = state === "used" ? [logIn, sendNew] : [sendNew, logIn];
  return {
    title: words.title,
    body: html`<p>${text}</p>
      <p>${link(first.href, first.words, "button")}</p>
      <p>${link(second.href, second.words)}</p>`,
  };
}
