import type { WordsOf } from "../../domain/catalogue.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { button, checkbox, errorSummary, field, form, link, passwordField } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { passkeyButton } from "../../ui/passkey-button.ts";
import { passkeyScript } from "../../ui/script.ts";
import { copy } from "./copy.ts";

type LoginError = keyof WordsOf<typeof copy>["errors"];

export type LoginPage = {
  readonly formToken: string;
  readonly email: string;
  readonly next: string | undefined;
  /** Whether the box for a shared computer is ticked. */
  readonly shared: boolean;
  /** After how long without use a session on a shared computer ends, in words. */
  readonly sharedIdle: string;
  /** Whether this site is open for registration. */
  readonly mayRegister: boolean;
  /** Whether this site takes passkeys. */
  readonly passkeys: boolean;
  readonly errors: {
    readonly email?: LoginError;
    readonly password?: LoginError;
    /** About the pair, never about one of the two. */
    readonly pair?: LoginError;
  };
};

export const loginPage = formPage("login/login", (language, props: LoginPage) => {
  const words = language.words(copy);
  const { formToken, email, next, passkeys, errors } = props;
  const wrong = Object.entries(errors).map(([name, reason]) =>
    name === "pair"
      ? { field: "email", message: words.errors[reason] }
      : { field: name, message: words.errors[reason] },
  );
  const query = next === undefined ? "" : `?next=${encodeURIComponent(next)}`;
  return {
    title: words.title,
    error: wrong.length > 0,
    ...(passkeys ? { script: passkeyScript } : {}),
    body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
    ${form({
      action: "/login",
      formToken,
      hidden: { ...(next === undefined ? {} : { next }), ...(passkeys ? { offer: "" } : {}) },
      body: html`${field(language, {
        name: "email",
        label: words.email,
        type: "email",
        value: email,
        error: errors.email && words.errors[errors.email],
        autocomplete: passkeys ? "username webauthn" : "username",
        autocapitalize: "none",
        spellcheck: false,
        required: true,
      })}
      ${passwordField(language, {
        name: "password",
        label: words.password,
        error: errors.password && words.errors[errors.password],
        autocomplete: "current-password",
        required: true,
      })}
      ${checkbox(language, {
        name: "shared",
        value: "yes",
        label: words.shared,
        hint: words.sharedHint({ time: props.sharedIdle }),
        checked: props.shared,
      })}
      ${button({ label: words.button })}
      ${button({ label: words.forgot, kind: "secondary", name: "forgot", value: "yes" })}`,
    })}
    ${passkeys ? passkeyButton(language, { for: "login", formToken, next }) : ""}
    ${props.mayRegister ? html`<p>${link(`/register${query}`, words.register)}</p>` : ""}`,
  };
});

export type AlreadyLoggedInPage = {
  readonly appName: string;
  readonly email: string;
  readonly next: string;
};

export const alreadyLoggedInPage = namedPage(
  "login/already-logged-in",
  (language, props: AlreadyLoggedInPage) => {
    const words = language.words(copy);
    return textPage(
      words.title,
      words.loggedInAs({ email: props.email }),
      link(props.next, words.continueTo({ app: props.appName }), "button"),
      link("/logout", words.logout.button),
    );
  },
);

export const disabledPage = namedPage("login/disabled", (language) => {
  const words = language.words(copy);
  return textPage(words.disabled.title, words.disabled.text);
});

export type ToBeDeletedPage = {
  readonly email: string;
  readonly date: string;
  readonly formToken: string;
};

/**
 * The password alone does not keep the account: whoever stole it may not want what the owner asked for. The
 * link in the mail does.
 */
export const toBeDeletedPage = formPage(
  "login/to-be-deleted",
  (language, props: ToBeDeletedPage) => {
    const words = language.words(copy);
    return {
      title: words.toBeDeleted.title,
      body: html`<p>${words.toBeDeleted.text({ date: props.date })}</p>
        <p>${words.toBeDeleted.noMail}</p>
        ${form({
          action: "/forgot",
          formToken: props.formToken,
          hidden: { email: props.email },
          body: button({ label: words.toBeDeleted.button }),
        })}`,
    };
  },
);

export type AgainPage = {
  readonly email: string;
  readonly formToken: string;
  readonly next: string;
  /** Whether the user has a passkey that this site takes. */
  readonly passkey: boolean;
  readonly error: string | undefined;
};

export const againPage = formPage("login/again", (language, props: AgainPage) => {
  const words = language.words(copy);
  const { formToken, next, passkey } = props;
  return {
    title: words.again.title,
    error: props.error !== undefined,
    ...(passkey ? { script: passkeyScript } : {}),
    body: html`${
        props.error === undefined
          ? ""
          : errorSummary(language, [{ field: "password", message: props.error }])
      }
      <p>${words.again.text}</p>
      ${form({
        action: "/login/again",
        formToken,
        account: props.email,
        hidden: { next },
        body: html`${passwordField(language, {
          name: "password",
          label: words.again.password,
          error: props.error,
          autocomplete: "current-password",
          required: true,
        })}
        ${button({ label: words.again.button })}`,
      })}
      ${passkey ? passkeyButton(language, { for: "again", formToken, next }) : ""}`,
  };
});

export const logoutPage = formPage(
  "login/logout",
  (language, { formToken }: { readonly formToken: string }) => {
    const words = language.words(copy);
    const { title, button: label } = words.logout;
    return { title, body: form({ action: "/logout", formToken, body: button({ label }) }) };
  },
);
