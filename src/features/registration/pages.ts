import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, field, form, link, passwordField } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";
import type { RegistrationFields } from "./registration.ts";

export type RegisterPage = {
  readonly appName: string;
  readonly termsUrl: string | undefined;
  readonly minLength: number;
  readonly formToken: string;
  readonly formId: string;
  readonly email: string;
  readonly next: string | undefined;
  readonly errors: RegistrationFields;
};

/** The words for refused fields, as the page and the JSON answer say them. */
export function fieldErrors({
  errors,
  minLength,
  appName,
}: Pick<RegisterPage, "minLength" | "appName"> & {
  readonly errors: {
    readonly [Field in keyof RegistrationFields]: RegistrationFields[Field] | undefined;
  };
}) {
  const words = copy.passwordErrors(minLength, appName);
  return {
    email: errors.email && copy.emailErrors[errors.email],
    password: errors.password && words[errors.password],
  };
}

export function registerPage(props: RegisterPage): PageContent {
  const errors = fieldErrors(props);
  const wrong = Object.entries(errors).flatMap(([name, message]) =>
    message === undefined ? [] : [{ field: name, message }],
  );
  return {
    title: copy.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(wrong) : ""}
      <p>${copy.haveOne} ${link(loginPath(props.next), copy.logIn)}</p>
      ${form({
        action: "/register",
        formToken: props.formToken,
        hidden: {
          form_id: props.formId,
          ...(props.next === undefined ? {} : { next: props.next }),
        },
        body: html`${field({
          name: "email",
          label: copy.email,
          hint: copy.emailHint,
          type: "email",
          value: props.email,
          error: errors.email,
          autocomplete: "email",
          autocapitalize: "none",
          spellcheck: false,
          suggest: copy.didYouMean,
          enterkeyhint: "next",
          required: true,
        })}
        ${passwordField({
          name: "password",
          label: copy.password,
          hint: copy.passwordHint(props.minLength),
          error: errors.password,
          autocomplete: "new-password",
          enterkeyhint: "go",
          required: true,
        })}
        ${
          props.termsUrl === undefined
            ? ""
            : html`<p>${copy.terms} ${link(props.termsUrl, copy.termsLink)}.</p>`
        }
        ${button({ label: copy.button })}`,
      })}`,
  };
}

const loginPath = (next: string | undefined): string =>
  next === undefined ? "/login" : `/login?next=${encodeURIComponent(next)}`;

/** Somebody who is logged in wants to register: which of the two do they mean? */
export const alreadyLoggedInPage = (props: {
  readonly appName: string;
  readonly email: string;
  readonly formToken: string;
}): PageContent => ({
  title: copy.title,
  body: html`<p>${copy.loggedInAs(props.email)}</p>
    <p>${link("/", copy.continueTo(props.appName), "button")}</p>
    ${form({
      action: "/logout",
      formToken: props.formToken,
      hidden: { next: "/register" },
      body: button({ label: copy.logOutFirst, kind: "secondary" }),
    })}`,
});

export const closedPage = (): PageContent => ({
  title: copy.closed.title,
  body: html`<p>${copy.closed.text}</p>
    <p>${link("/login", copy.logIn, "button")}</p>`,
});
