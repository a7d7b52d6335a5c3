// The pages for an opened link: one for every state, each with one next step.

import type { WordsOf } from "../../domain/catalogue.ts";
import type { Link } from "../../domain/link.ts";
import type { Language } from "../../domain/language.ts";
import type { PageContent } from "../../http/answer.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { button, disclosure, errorSummary, form, link, passwordField } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { confirmScript } from "../../ui/script.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

export type ConfirmPage = {
  readonly email: string;
  readonly formToken: string;
  /** Whether this browser registered; if so, one press is enough. */
  readonly sameBrowser: boolean;
  readonly registered: { readonly time: string; readonly browser: string };
  readonly errors: {
    readonly password?: string | undefined;
    readonly newPassword?: string | undefined;
  };
  /** Whether the code of the same mail still works in the browser that registered. */
  readonly codeWorks: boolean;
  /** After too many wrong passwords, only a new one helps. */
  readonly mayTryPassword: boolean;
};

export const confirmPage = formPage("confirmation/confirm", (language, props: ConfirmPage) =>
  props.sameBrowser ? sameBrowserPage(language, props) : otherBrowserPage(language, props),
);

function sameBrowserPage(language: Language, { email, formToken }: ConfirmPage): PageContent {
  const words = language.words(copy);
  return {
    title: words.confirm.confirming,
    script: confirmScript,
    body: html`<p><strong>${email}</strong></p>
      ${form({
        action: "/confirm",
        formToken,
        autoSubmit: true,
        body: button({ label: words.confirm.button }),
      })}`,
  };
}

function otherBrowserPage(language: Language, props: ConfirmPage): PageContent {
  const words = language.words(copy);
  const { email, formToken, registered, errors } = props;
  const wrong = (["password", "newPassword"] as const).flatMap((name) =>
    errors[name] === undefined ? [] : [{ field: name, message: errors[name] }],
  );
  const newPassword = form({
    action: "/confirm",
    formToken,
    account: email,
    body: html`${passwordField(language, {
      name: "newPassword",
      label: words.confirm.newPassword,
      hint: words.confirm.newPasswordHint,
      error: errors.newPassword,
      autocomplete: "new-password",
      required: true,
    })}
    ${button({
      label: words.confirm.withNewPassword,
      kind: props.mayTryPassword ? "secondary" : "primary",
    })}`,
  });
  const open = errors.newPassword !== undefined || !props.mayTryPassword;
  return {
    title: words.confirm.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
      <p>
        ${filled(words.confirm.registered, {
          email: html`<strong>${email}</strong>`,
          time: registered.time,
          browser: registered.browser,
        })}
      </p>
      ${props.mayTryPassword ? ownPasswordForm(language, props) : ""}
      ${open ? newPassword : disclosure(words.confirm.dontKnow, newPassword)}
      ${props.codeWorks ? html`<p>${words.confirm.orCode}</p>` : ""}
      <p>${link("/confirm/not-me", words.confirm.notMe)}</p>`,
  };
}

const ownPasswordForm = (language: Language, { email, formToken, errors }: ConfirmPage): Markup => {
  const words = language.words(copy);
  return html`
    <p>${words.confirm.enterPassword}</p>
    ${form({
      action: "/confirm",
      formToken,
      account: email,
      body: html`${passwordField(language, {
        name: "password",
        label: words.confirm.password,
        error: errors.password,
        autocomplete: "current-password",
        required: true,
      })}
      ${button({ label: words.confirm.button })}`,
    })}
  `;
};

export type ConfirmedPage = {
  readonly appName: string;
  readonly email: string;
  readonly how: "session" | "password" | "new-password";
  readonly next: string;
  /** Somebody else who is logged in here and stays logged in. */
  readonly other: string | undefined;
  readonly formToken: string;
};

export const confirmedPage = namedPage(
  "confirmation/confirmed",
  (language, props: ConfirmedPage) => {
    const words = language.words(copy);
    const { appName, email, how, next, other, formToken } = props;
    if (other !== undefined) {
      return {
        title: words.confirmed.title,
        body: html`<p>${words.confirmed.asOther({ email, other })}</p>
          <p>${link("/", words.confirmed.stayAs({ other }), "button")}</p>
          ${form({
            action: "/logout",
            formToken,
            body: button({ label: words.confirmed.logInAs({ email }), kind: "secondary" }),
          })}`,
      };
    }
    const elsewhere = {
      session: "",
      password: words.confirmed.otherGoesOn,
      "new-password": words.confirmed.otherLoggedOut,
    };
    const here =
      how === "session"
        ? words.confirmed.loggedIn({ email })
        : words.confirmed.loggedInHere({ email });
    return textPage(
      words.confirmed.title,
      `${here} ${elsewhere[how]}`,
      link(next, words.confirmed.continueTo({ app: appName }), "button"),
    );
  },
);

/**
 * Who opened the link in this browser: the code field is shown only to somebody whose registration waits here.
 */
type DeadLinkVisitor = "nobody" | "waits" | "confirmed";

/** A link that cannot be used: why, and the one thing to do now. */
export type DeadLink =
  | {
      readonly state: "already-confirmed";
      readonly email: string;
      readonly time: string;
      readonly visitor: DeadLinkVisitor;
    }
  | {
      readonly state: "expired";
      readonly time: string;
      readonly lifetime: string;
      readonly masked: string;
      readonly formToken: string;
    }
  | { readonly state: "replaced"; readonly appName: string; readonly isNotMe: boolean }
  | { readonly state: "removed"; readonly mayRegister: boolean; readonly isNotMe: boolean }
  | { readonly state: "disabled" }
  | { readonly state: "address-taken"; readonly email: string }
  | { readonly state: "unknown"; readonly visitor: DeadLinkVisitor };

export const deadLinkPage = namedPage("confirmation/dead-link", (language, props: DeadLink) => {
  const words = language.words(copy).states;
  const logIn = step("/login", words.goToLogin);
  switch (props.state) {
    case "already-confirmed":
      return textPage(
        words["already-confirmed"].title,
        words["already-confirmed"].text({ email: props.email, time: props.time }),
        props.visitor === "nobody" ? logIn : step("/", words.continue),
      );
    case "expired":
      return {
        title: words.expired.title,
        body: html`<p>${words.expired.text({ time: props.time, lifetime: props.lifetime })}</p>
          ${form({
            action: "/resend",
            formToken: props.formToken,
            body: button({ label: words.expired.sendNew({ masked: props.masked }) }),
          })}`,
      };
    case "replaced":
    case "removed":
      return goneLinkPage(words, props);
    case "disabled":
      return textPage(words.disabled.title, words.disabled.text);
    case "address-taken":
      return textPage(
        words["address-taken"].title,
        words["address-taken"].text({ email: props.email }),
        logIn,
        link("/forgot", words.reset),
      );
    case "unknown":
      return textPage(
        words.unknown.title,
        words.unknown[props.visitor],
        {
          waits: step("/unconfirmed", words.enterCode),
          confirmed: step("/", words.continue),
          nobody: step("/unconfirmed", words.getMail),
        }[props.visitor],
      );
  }
});

/**
 * Whoever comes to say that it was not them can still stop these mails: a stranger who cancels what they registered
 * must not take that along.
 */
function goneLinkPage(
  words: WordsOf<typeof copy>["states"],
  props: Extract<DeadLink, { readonly state: "replaced" | "removed" }>,
): PageContent {
  const logIn = step("/login", words.goToLogin);
  const next =
    props.state === "removed" && props.mayRegister ? step("/register", words.register) : logIn;
  const text =
    props.state === "removed" ? words.removed.text : words.replaced.text({ app: props.appName });
  const { title } = words[props.state];
  return props.isNotMe
    ? textPage(title, text, link("/stop-mail", words.stopMail, "button"))
    : textPage(title, text, next);
}

const step = (href: string, text: string): Markup => link(href, text, "button");

export type NotMePage = {
  readonly email: string;
  readonly appName: string;
  readonly time: string;
  readonly formToken: string;
  readonly link: Pick<Link, "purpose" | "asksCode">;
  readonly error: ReaderError | undefined;
};

export const notMePage = formPage("confirmation/not-me", (language, props: NotMePage) => {
  const words = language.words(copy);
  return {
    title: words.notMe.title,
    error: props.error !== undefined,
    body: html`${readerSummary(language, { ...props, sure: words.notMe.sure })}
      <p>${words.notMe.text({ email: props.email, app: props.appName, time: props.time })}</p>
      ${form({
        action: "/confirm/not-me",
        formToken: props.formToken,
        body: html`${readerField(language, { ...props, sure: words.notMe.sure })}
        ${button({ label: words.notMe.button, kind: "danger" })}`,
      })}
      <p>${link("/stop-mail", words.notMe.stopMail)}</p>
      <p>${link("/confirm", words.notMe.back)}</p>`,
  };
});

export const disownedPage = namedPage("confirmation/disowned", (language) => {
  const words = language.words(copy);
  return textPage(words.notMe.done, words.notMe.doneText);
});
