import type { WordsOf } from "../../domain/catalogue.ts";
import type { Language } from "../../domain/language.ts";
import type { Link } from "../../domain/link.ts";
import type { PasskeySignals } from "../../domain/passkey-signals.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { button, errorSummary, field, form, link as linkTo, passwordField } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { passkeySignals } from "../../ui/passkey-button.ts";
import { passkeyScript } from "../../ui/script.ts";
import { didYouMean } from "../registration/index.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";
import type { FactorRefusal, StopDoor } from "./email-change.ts";

export type RequestPage = {
  readonly current: string;
  readonly formToken: string;
  readonly email: string;
  readonly error: string | undefined;
};

export const requestPage = formPage(
  "email-change/request",
  (language, { current, formToken, email, error }: RequestPage) => {
    const words = language.words(copy);
    return {
      title: words.request.title,
      error: error !== undefined,
      body: html`${error === undefined ? "" : errorSummary(language, [{ field: "email", message: error }])}
        <p>${filled(words.request.now, { email: html`<strong>${current}</strong>` })}</p>
        ${form({
          action: "/profile/email",
          formToken,
          body: html`${field(language, {
            name: "email",
            label: words.request.email,
            hint: words.request.hint,
            type: "email",
            value: email,
            error,
            autocomplete: "email",
            autocapitalize: "none",
            spellcheck: false,
            suggest: didYouMean(language, "{}"),
            required: true,
          })}
          ${button({ label: words.request.button })}`,
        })}
        <p>${linkTo("/profile", words.request.back)}</p>`,
    };
  },
);

export type CancelPage = { readonly email: string; readonly formToken: string };

export const cancelPage = formPage(
  "email-change/cancel",
  (language, { email, formToken }: CancelPage) => {
    const words = language.words(copy);
    return {
      title: words.cancel.title,
      body: html`<p>${words.cancel.text({ email })}</p>
        ${form({
          action: "/profile/email/cancel",
          formToken,
          body: button({ label: words.cancel.button }),
        })}
        <p>${linkTo("/profile", words.request.back)}</p>`,
    };
  },
);

export type ChangePage = {
  readonly email: string;
  readonly old: string;
  readonly formToken: string;
  readonly passwordNeeded: boolean;
  readonly error: string | undefined;
};

export const changePage = formPage("email-change/change", (language, props: ChangePage) => {
  const words = language.words(copy);
  return {
    title: words.change.title({ email: props.email }),
    error: props.error !== undefined,
    body: html`${
        props.error === undefined
          ? ""
          : errorSummary(language, [{ field: "password", message: props.error }])
      }
      <p>${words.change.text({ old: props.old })}</p>
      ${form({
        action: "/change-email",
        formToken: props.formToken,
        account: props.passwordNeeded ? props.old : undefined,
        body: html`${
          props.passwordNeeded
            ? passwordField(language, {
                name: "password",
                label: words.change.password,
                error: props.error,
                autocomplete: "current-password",
                required: true,
              })
            : ""
        }
        ${button({ label: words.change.button })}`,
      })}`,
  };
});

/** `isBack`: the old address cannot undo the change. */
export type ChangedPage = {
  readonly email: string;
  readonly old: string;
  readonly isBack: boolean;
  /** Tells this browser's password managers the new address, if the user stays logged in here. */
  readonly signals: PasskeySignals | undefined;
};

export const changedPage = namedPage(
  "email-change/changed",
  (language, { email, old, isBack, signals }: ChangedPage) => {
    const words = language.words(copy);
    const content = textPage(
      words.change.done({ email }),
      isBack ? words.change.backText({ old }) : words.change.doneText({ old }),
      linkTo("/profile", words.change.continue, "button"),
    );
    if (signals === undefined) return content;
    const body = html`${content.body}${passkeySignals(signals)}`;
    return { ...content, body, script: passkeyScript };
  },
);

export type SurePage = {
  readonly link: Link;
  readonly formToken: string;
  readonly error: ReaderError | undefined;
};

export type StopPage = SurePage & {
  readonly to: string | undefined;
  readonly doorMissing: boolean;
};

/**
 * Two buttons. The new address is only shown masked, because whoever opened the mail is not always its reader,
 * and the address may be a stranger's.
 */
export const stopPage = formPage("email-change/stop", (language, props: StopPage) => {
  const { stop: words } = language.words(copy);
  const asked = { ...props, sure: words.sure };
  return {
    title: words.title,
    error: props.error !== undefined || props.doorMissing,
    body: html`${readerSummary(language, asked)}
      ${props.doorMissing ? errorSummary(language, [{ message: words.doorMissing }]) : ""}
      <p>
        ${props.to === undefined ? words.over({ email: props.link.email }) : words.text({ email: props.link.email, to: props.to })}
      </p>
      <p>${words.doors}</p>
      ${form({
        action: "/change-email/stop",
        formToken: props.formToken,
        body: html`${readerField(language, asked)} ${door(words, "changed-my-mind", "secondary")}
        ${door(words, "not-me", "danger")}`,
      })}`,
  };
});

const door = (
  { buttons }: WordsOf<typeof copy>["stop"],
  value: StopDoor,
  kind: "secondary" | "danger",
): Markup => button({ label: buttons[value], kind, name: "door", value });

/** `asksFactor`: undoing also takes a code of the account's second factor. */
export type UndoPage = SurePage & {
  readonly asksFactor: boolean;
  readonly factorError: FactorRefusal | undefined;
};

export const undoPage = formPage("email-change/undo", (language, props: UndoPage) => {
  const words = language.words(copy);
  const asked = { ...props, sure: words.undo.sure };
  const error = props.factorError && words.undo.factor.errors[props.factorError];
  return {
    title: words.undo.title,
    error: props.error !== undefined || error !== undefined,
    body: html`${readerSummary(language, asked)}
      ${error === undefined ? "" : errorSummary(language, [{ field: "factor", message: error }])}
      <p>${words.undo.text({ email: props.link.email })}</p>
      ${form({
        action: "/change-email/undo",
        formToken: props.formToken,
        body: html`${readerField(language, asked)}
        ${props.asksFactor ? factorField(language, error) : ""}
        ${button({ label: words.undo.button, kind: "danger" })}`,
      })}`,
  };
});

/** Recovery codes have letters. The field for the code of the mail is the one that is filled in by itself. */
const factorField = (language: Language, error: string | undefined): Markup => {
  const { label, hint } = language.words(copy).undo.factor;
  return field(language, {
    name: "factor",
    label,
    hint,
    type: "text",
    error,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: false,
    required: true,
  });
};

export const stoppedPage = namedPage("email-change/stopped", (language) => {
  const words = language.words(copy);
  return textPage(
    words.stop.done,
    words.stop.doneText,
    linkTo("/profile", words.stop.profile, "button"),
  );
});

export const lockedPage = namedPage(
  "email-change/locked",
  (language, { email }: { readonly email: string }) => {
    const words = language.words(copy);
    return textPage(words.stop.locked, words.stop.lockedText({ email }));
  },
);

export const undonePage = namedPage(
  "email-change/undone",
  (language, { email }: { readonly email: string }) => {
    const words = language.words(copy);
    return textPage(words.undo.done({ email }), words.undo.doneText);
  },
);

export type DeadChangePage = {
  readonly state: keyof Omit<WordsOf<typeof copy>["states"], "profile">;
};

export const deadChangePage = namedPage(
  "email-change/dead-change",
  (language, { state }: DeadChangePage) => {
    const { [state]: dead, profile } = language.words(copy).states;
    const next = state === "disabled" ? [] : [linkTo("/profile", profile, "button")];
    return textPage(dead.title, dead.text, ...next);
  },
);
