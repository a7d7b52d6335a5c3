import type { PageContent } from "../../http/answer.ts";
import { button, checkbox, errorSummary, field, form, link, passwordField } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

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
        required: true,
      })}
      ${button({ label: copy.request.button })}`,
    })}
    <p>${link("/profile", copy.request.back)}</p>`,
});

export const cancelPage = (email: string, formToken: string): PageContent => ({
  title: copy.cancel.title,
  body: html`<p>${copy.cancel.text(email)}</p>
    ${form({
      action: "/profile/email/cancel",
      formToken,
      body: button({ label: copy.cancel.button }),
    })}
    <p>${link("/profile", copy.request.back)}</p>`,
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

export const changedPage = (email: string, old: string): PageContent => ({
  title: copy.change.done(email),
  body: html`<p>${copy.change.doneText(old)}</p>
    <p>${link("/profile", copy.change.continue, "button")}</p>`,
});

export type SurePage = {
  readonly which: "stop" | "undo";
  readonly email: string;
  readonly to: string;
  readonly formToken: string;
  readonly unsure: boolean;
};

/** Stop and undo ask for a tick: machines that press the buttons of a mail do not tick boxes. */
export function surePage({ which, email, to, formToken, unsure }: SurePage): PageContent {
  const words = copy[which];
  const text = which === "stop" ? copy.stop.text(email, to) : copy.undo.text(email);
  return {
    title: words.title,
    error: unsure,
    body: html`${unsure ? errorSummary([{ field: "sure", message: words.notSure }]) : ""}
      <p>${text}</p>
      ${form({
        action: `/change-email/${which}`,
        formToken,
        body: html`${checkbox({
          name: "sure",
          label: words.sure,
          error: unsure ? words.notSure : undefined,
        })}
        ${button({ label: words.button, kind: which === "undo" ? "danger" : "primary" })}`,
      })}`,
  };
}

export const stoppedPage = (): PageContent => ({
  title: copy.stop.done,
  body: html`<p>${copy.stop.doneText}</p>
    <p>${link("/forgot", copy.stop.reset, "button")}</p>`,
});

export const undonePage = (email: string): PageContent => ({
  title: copy.undo.done(email),
  body: html`<p>${copy.undo.doneText}</p>
    <p>${link("/forgot", copy.undo.reset, "button")}</p>`,
});

export const deadChangePage = (state: keyof Omit<typeof copy.states, "profile">): PageContent => ({
  title: copy.states[state].title,
  body: html`<p>${copy.states[state].text}</p>
    <p>${link("/profile", copy.states.profile, "button")}</p>`,
});
