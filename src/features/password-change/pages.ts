import { formPage } from "../../http/named-page.ts";
import { button, errorSummary, form, link, passwordField } from "../../ui/form.ts";
import { filled, html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type PasswordPage = {
  readonly email: string;
  readonly formToken: string;
  readonly asksPassword: boolean;
  readonly minLength: number;
  readonly errors: {
    readonly currentPassword?: string | undefined;
    readonly password?: string | undefined;
  };
};

export const passwordPage = formPage(
  "password-change/password",
  (language, { email, formToken, asksPassword, minLength, errors }: PasswordPage) => {
    const words = language.words(copy);

    const wrong = Object.entries(errors).flatMap(([name, message]) =>
      message === undefined ? [] : [{ field: name, message }],
    );
    return {
      title: words.title,
      error: wrong.length > 0,
      body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
        <p>${filled(words.for, { email: html`<strong>${email}</strong>` })}</p>
        ${form({
          action: "/profile/password",
          formToken,
          account: email,
          body: html`${
            asksPassword
              ? passwordField(language, {
                  name: "currentPassword",
                  label: words.current,
                  error: errors.currentPassword,
                  autocomplete: "current-password",
                  required: true,
                })
              : ""
          }
          ${passwordField(language, {
            name: "password",
            label: words.password,
            hint: words.passwordHint({ minLength }),
            error: errors.password,
            autocomplete: "new-password",
            required: true,
          })}
          ${button({ label: words.button })}`,
        })}
        <p>${link("/profile", words.back)}</p>`,
    };
  },
);
