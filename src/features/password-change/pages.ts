import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, form, link, passwordField } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type PasswordPage = {
  readonly email: string;
  readonly formToken: string;
  readonly minLength: number;
  readonly errors: {
    readonly currentPassword?: string | undefined;
    readonly password?: string | undefined;
  };
};

export function passwordPage({ email, formToken, minLength, errors }: PasswordPage): PageContent {
  const wrong = Object.entries(errors).flatMap(([name, message]) =>
    message === undefined ? [] : [{ field: name, message }],
  );
  return {
    title: copy.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(wrong) : ""}
      <p>${copy.for} <strong>${email}</strong></p>
      ${form({
        action: "/profile/password",
        formToken,
        account: email,
        body: html`${passwordField({
          name: "currentPassword",
          label: copy.current,
          error: errors.currentPassword,
          autocomplete: "current-password",
          required: true,
        })}
        ${passwordField({
          name: "password",
          label: copy.password,
          hint: copy.passwordHint(minLength),
          error: errors.password,
          autocomplete: "new-password",
          required: true,
        })}
        ${button({ label: copy.button })}`,
      })}
      <p>${link("/profile", copy.back)}</p>`,
  };
}
