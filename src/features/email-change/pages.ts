import type { Link } from "../../domain/link.ts";
import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, field, form, link as linkTo, passwordField } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { didYouMean } from "../registration/index.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";
import type { StopDoor } from "./email-change.ts";

export type RequestPage = {
  readonly current: string;
  readonly formToken: string;
  readonly email: string;
  readonly error: string | undefined;
};

export const requestPage = ({ current, formToken, email, error }: RequestPage): PageContent => ({
  title: copy.request.title,
  error: error !== undefined,
  body: html`${error === undefined ? "" : errorSummary([{ field: "email", message: error }])}
    <p>${copy.request.now} <strong>${current}</strong></p>
    ${form({
      action: "/profile/email",
      formToken,
      body: html`${field({
        name: "email",
        label: copy.request.email,
        hint: copy.request.hint,
        type: "email",
        value: email,
        error,
        autocomplete: "email",
        autocapitalize: "none",
        spellcheck: false,
        suggest: didYouMean,
        required: true,
      })}
      ${button({ label: copy.request.button })}`,
    })}
    <p>${linkTo("/profile", copy.request.back)}</p>`,
});

export const cancelPage = (email: string, formToken: string): PageContent => ({
  title: copy.cancel.title,
  body: html`<p>${copy.cancel.text(email)}</p>
    ${form({
      action: "/profile/email/cancel",
      formToken,
      body: button({ label: copy.cancel.button }),
    })}
    <p>${linkTo("/profile", copy.request.back)}</p>`,
});

export type ChangePage = {
  readonly email: string;
  readonly old: string;
  readonly formToken: string;
  readonly passwordNeeded: boolean;
  readonly error: string | undefined;
};

export const changePage = (props: ChangePage): PageContent => ({
  title: copy.change.title(props.email),
  error: props.error !== undefined,
  body: html`${
      props.error === undefined ? "" : errorSummary([{ field: "password", message: props.error }])
    }
    <p>${copy.change.text(props.old)}</p>
    ${form({
      action: "/change-email",
      formToken: props.formToken,
      account: props.passwordNeeded ? props.old : undefined,
      body: html`${
        props.passwordNeeded
          ? passwordField({
              name: "password",
              label: copy.change.password,
              error: props.error,
              autocomplete: "current-password",
              required: true,
            })
          : ""
      }
      ${button({ label: copy.change.button })}`,
    })}`,
});

/** `isBack`: the old address cannot undo it. */
export const changedPage = (email: string, old: string, isBack: boolean): PageContent => ({
  title: copy.change.done(email),
  body: html`<p>${isBack ? copy.change.backText(old) : copy.change.doneText(old)}</p>
    <p>${linkTo("/profile", copy.change.continue, "button")}</p>`,
});

export type SurePage = {
  readonly link: Link;
  readonly formToken: string;
  readonly error: ReaderError | undefined;
};

/**
 * Two doors. The new address stands here only masked: whoever opened the mail is not always who reads
 * it, and it may be a stranger's.
 */
export const stopPage = (
  props: SurePage & { readonly to: string | undefined; readonly doorMissing: boolean },
): PageContent => {
  const words = copy.stop;
  const asked = { ...props, sure: words.sure };
  return {
    title: words.title,
    error: props.error !== undefined || props.doorMissing,
    body: html`${readerSummary(asked)}
      ${props.doorMissing ? errorSummary([{ message: words.doorMissing }]) : ""}
      <p>
        ${props.to === undefined ? words.over(props.link.email) : words.text(props.link.email, props.to)}
      </p>
      <p>${words.doors}</p>
      ${form({
        action: "/change-email/stop",
        formToken: props.formToken,
        body: html`${readerField(asked)} ${door("changed-my-mind", "secondary")}
        ${door("not-me", "danger")}`,
      })}`,
  };
};

const door = (value: StopDoor, kind: "secondary" | "danger"): Markup =>
  button({ label: copy.stop.buttons[value], kind, name: "door", value });

export const undoPage = (props: SurePage): PageContent => {
  const asked = { ...props, sure: copy.undo.sure };
  return {
    title: copy.undo.title,
    error: props.error !== undefined,
    body: html`${readerSummary(asked)}
      <p>${copy.undo.text(props.link.email)}</p>
      ${form({
        action: "/change-email/undo",
        formToken: props.formToken,
        body: html`${readerField(asked)} ${button({ label: copy.undo.button, kind: "danger" })}`,
      })}`,
  };
};

export const stoppedPage = (): PageContent => ({
  title: copy.stop.done,
  body: html`<p>${copy.stop.doneText}</p>
    <p>${linkTo("/profile", copy.stop.profile, "button")}</p>`,
});

export const lockedPage = (email: string): PageContent => ({
  title: copy.stop.locked,
  body: html`<p>${copy.stop.lockedText(email)}</p>`,
});

export const undonePage = (email: string): PageContent => ({
  title: copy.undo.done(email),
  body: html`<p>${copy.undo.doneText}</p>
    <p>${linkTo("/forgot", copy.undo.reset, "button")}</p>`,
});

export const deadChangePage = (state: keyof Omit<typeof copy.states, "profile">): PageContent => ({
  title: copy.states[state].title,
  body: html`<p>${copy.states[state].text}</p>
    ${state === "disabled" ? "" : html`<p>${linkTo("/profile", copy.states.profile, "button")}</p>`}`,
});
