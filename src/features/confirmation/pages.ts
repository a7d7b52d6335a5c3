// The pages of opening a link: one for every state, each with one next step.

import type { Link } from "../../domain/link.ts";
import type { PageContent } from "../../http/answer.ts";
import { button, disclosure, errorSummary, form, link, passwordField } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { confirmScript } from "../../ui/script.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

export type ConfirmPage = {
  readonly email: string;
  readonly formToken: string;
  /** Whether this browser registered: then nothing but a press is asked. */
  readonly sameBrowser: boolean;
  readonly registered: { readonly time: string; readonly browser: string };
  readonly errors: {
    readonly password?: string | undefined;
    readonly newPassword?: string | undefined;
  };
  /** Whether the code of the same mail still confirms, in the browser that registered. */
  readonly codeWorks: boolean;
  /** After too many wrong passwords only a new one helps. */
  readonly mayTryPassword: boolean;
};

export const confirmPage = (props: ConfirmPage): PageContent =>
  props.sameBrowser ? sameBrowserPage(props) : otherBrowserPage(props);

const sameBrowserPage = ({ email, formToken }: ConfirmPage): PageContent => ({
  title: copy.confirm.confirming,
  script: confirmScript,
  body: html`<p><strong>${email}</strong></p>
    ${form({
      action: "/confirm",
      formToken,
      autoSubmit: true,
      body: button({ label: copy.confirm.button }),
    })}`,
});

function otherBrowserPage(props: ConfirmPage): PageContent {
  const { email, formToken, registered, errors } = props;
  const wrong = (["password", "newPassword"] as const).flatMap((name) =>
    errors[name] === undefined ? [] : [{ field: name, message: errors[name] }],
  );
  const newPassword = form({
    action: "/confirm",
    formToken,
    account: email,
    body: html`${passwordField({
      name: "newPassword",
      label: copy.confirm.newPassword,
      hint: copy.confirm.newPasswordHint,
      error: errors.newPassword,
      autocomplete: "new-password",
      required: true,
    })}
    ${button({
      label: copy.confirm.withNewPassword,
      kind: props.mayTryPassword ? "secondary" : "primary",
    })}`,
  });
  const open = errors.newPassword !== undefined || !props.mayTryPassword;
  return {
    title: copy.confirm.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(wrong) : ""}
      <p>
        <strong>${email}</strong> · ${copy.confirm.registered(registered.time, registered.browser)}
      </p>
      ${props.mayTryPassword ? ownPasswordForm(props) : ""}
      ${open ? newPassword : disclosure(copy.confirm.dontKnow, newPassword)}
      ${props.codeWorks ? html`<p>${copy.confirm.orCode}</p>` : ""}
      <p>${link("/confirm/not-me", copy.confirm.notMe)}</p>`,
  };
}

const ownPasswordForm = ({ email, formToken, errors }: ConfirmPage): Markup => html`
  <p>${copy.confirm.enterPassword}</p>
  ${form({
    action: "/confirm",
    formToken,
    account: email,
    body: html`${passwordField({
      name: "password",
      label: copy.confirm.password,
      error: errors.password,
      autocomplete: "current-password",
      required: true,
    })}
    ${button({ label: copy.confirm.button })}`,
  })}
`;

export type ConfirmedPage = {
  readonly appName: string;
  readonly email: string;
  readonly how: "session" | "password" | "new-password";
  readonly next: string;
  /** Somebody else who is logged in here and stays so. */
  readonly other: string | undefined;
  readonly formToken: string;
};

export function confirmedPage(props: ConfirmedPage): PageContent {
  const { appName, email, how, next, other, formToken } = props;
  if (other !== undefined) {
    return {
      title: copy.confirmed.title,
      body: html`<p>${copy.confirmed.asOther(email, other)}</p>
        <p>${link("/", copy.confirmed.stayAs(other), "button")}</p>
        ${form({
          action: "/logout",
          formToken,
          body: button({ label: copy.confirmed.logInAs(email), kind: "secondary" }),
        })}`,
    };
  }
  const elsewhere = {
    session: "",
    password: copy.confirmed.otherGoesOn,
    "new-password": copy.confirmed.otherLoggedOut,
  };
  const here =
    how === "session" ? copy.confirmed.loggedIn(email) : copy.confirmed.loggedInHere(email);
  return {
    title: copy.confirmed.title,
    body: html`<p>${here} ${elsewhere[how]}</p>
      <p>${link(next, copy.confirmed.continueTo(appName), "button")}</p>`,
  };
}

/** Who opened it in this browser: only a registration that waits here has a field for the code. */
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
  | { readonly state: "replaced"; readonly appName: string }
  | { readonly state: "removed"; readonly mayRegister: boolean }
  | { readonly state: "disabled" }
  | { readonly state: "address-taken"; readonly email: string }
  | { readonly state: "unknown"; readonly visitor: DeadLinkVisitor };

export function deadLinkPage(props: DeadLink): PageContent {
  const words = copy.states;
  const logIn = step("/login", words.goToLogin);
  switch (props.state) {
    case "already-confirmed":
      return told(
        words["already-confirmed"].title,
        words["already-confirmed"].text(props.email, props.time),
        props.visitor === "nobody" ? logIn : step("/", words.continue),
      );
    case "expired":
      return told(
        words.expired.title,
        words.expired.text(props.time, props.lifetime),
        form({
          action: "/resend",
          formToken: props.formToken,
          body: button({ label: words.expired.sendNew(props.masked) }),
        }),
      );
    case "replaced":
      return told(words.replaced.title, words.replaced.text(props.appName), logIn);
    case "disabled":
      return told(words.disabled.title, words.disabled.text);
    case "removed":
      return told(
        words.removed.title,
        words.removed.text,
        props.mayRegister ? step("/register", words.register) : logIn,
      );
    case "address-taken":
      return told(
        words["address-taken"].title,
        words["address-taken"].text(props.email),
        html`${logIn}
          <p>${link("/forgot", words.reset)}</p>`,
      );
    case "unknown":
      return told(
        words.unknown.title,
        words.unknown[props.visitor],
        {
          waits: step("/unconfirmed", words.enterCode),
          confirmed: step("/", words.continue),
          nobody: step("/unconfirmed", words.getMail),
        }[props.visitor],
      );
  }
}

const told = (title: string, text: string, next: Markup | string = ""): PageContent => ({
  title,
  body: html`<p>${text}</p>
    ${next}`,
});

const step = (href: string, text: string): Markup => html`<p>${link(href, text, "button")}</p>`;

export const notMePage = (props: {
  readonly email: string;
  readonly appName: string;
  readonly time: string;
  readonly formToken: string;
  readonly link: Pick<Link, "purpose" | "asksCode">;
  readonly error: ReaderError | undefined;
}): PageContent => ({
  title: copy.notMe.title,
  error: props.error !== undefined,
  body: html`${readerSummary({ ...props, sure: copy.notMe.sure })}
    <p>${copy.notMe.text(props.email, props.appName, props.time)}</p>
    ${form({
      action: "/confirm/not-me",
      formToken: props.formToken,
      body: html`${readerField({ ...props, sure: copy.notMe.sure })}
      ${button({ label: copy.notMe.button, kind: "danger" })}`,
    })}
    <p>${link("/confirm", copy.notMe.back)}</p>`,
});

export const disownedPage = (): PageContent => ({
  title: copy.notMe.done,
  body: html`<p>${copy.notMe.doneText}</p>`,
});
