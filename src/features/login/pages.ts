import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, field, form, link, passwordField } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type LoginPage = {
  readonly formToken: string;
  readonly email: string;
  readonly next: string | undefined;
  /** Whether this site takes registrations. */
  readonly mayRegister: boolean;
  readonly errors: {
    readonly email?: keyof typeof copy.errors;
    readonly password?: keyof typeof copy.errors;
    /** Of the pair, never of one of the two. */
    readonly pair?: keyof typeof copy.errors;
  };
};

export function loginPage(props: LoginPage): PageContent {
  const { formToken, email, next, errors } = props;
  const wrong = Object.entries(errors).map(([name, reason]) =>
    name === "pair"
      ? { field: "email", message: copy.errors[reason] }
      : { field: name, message: copy.errors[reason] },
  );
  const query = next === undefined ? "" : `?next=${encodeURIComponent(next)}`;
  return {
    title: copy.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(wrong) : ""}
    ${form({
      action: "/login",
      formToken,
      ...(next === undefined ? {} : { hidden: { next } }),
      body: html`${field({
        name: "email",
        label: copy.email,
        type: "email",
        value: email,
        error: errors.email && copy.errors[errors.email],
        autocomplete: "username",
        autocapitalize: "none",
        spellcheck: false,
        required: true,
      })}
      ${passwordField({
        name: "password",
        label: copy.password,
        error: errors.password && copy.errors[errors.password],
        autocomplete: "current-password",
        required: true,
      })}
      ${button({ label: copy.button })}
      ${button({ label: copy.forgot, kind: "secondary", name: "forgot", value: "yes" })}`,
    })}
    ${props.mayRegister ? html`<p>${link(`/register${query}`, copy.register)}</p>` : ""}`,
  };
}

export const alreadyLoggedInPage = (props: {
  readonly appName: string;
  readonly email: string;
  readonly next: string;
}): PageContent => ({
  title: copy.title,
  body: html`<p>${copy.loggedInAs(props.email)}</p>
    <p>${link(props.next, copy.continueTo(props.appName), "button")}</p>
    <p>${link("/logout", copy.logout.button)}</p>`,
});

export const disabledPage = (): PageContent => ({
  title: copy.disabled.title,
  body: html`<p>${copy.disabled.text}</p>`,
});

/** A password alone keeps nothing: whoever stole it may not want what the owner asked for. A mail does. */
export const toBeDeletedPage = (props: {
  readonly email: string;
  readonly date: string;
  readonly formToken: string;
}): PageContent => ({
  title: copy.toBeDeleted.title,
  body: html`<p>${copy.toBeDeleted.text(props.date)}</p>
    <p>${copy.toBeDeleted.noMail}</p>
    ${form({
      action: "/forgot",
      formToken: props.formToken,
      hidden: { email: props.email },
      body: button({ label: copy.toBeDeleted.button }),
    })}`,
});

export const againPage = (props: {
  readonly email: string;
  readonly formToken: string;
  readonly next: string;
  readonly error: string | undefined;
}): PageContent => ({
  title: copy.again.title,
  error: props.error !== undefined,
  body: html`${
      props.error === undefined ? "" : errorSummary([{ field: "password", message: props.error }])
    }
    <p>${copy.again.text}</p>
    ${form({
      action: "/login/again",
      formToken: props.formToken,
      account: props.email,
      hidden: { next: props.next },
      body: html`${passwordField({
        name: "password",
        label: copy.again.password,
        error: props.error,
        autocomplete: "current-password",
        required: true,
      })}
      ${button({ label: copy.again.button })}`,
    })}`,
});

export const logoutPage = (formToken: string): PageContent => ({
  title: copy.logout.title,
  body: form({ action: "/logout", formToken, body: button({ label: copy.logout.button }) }),
});
