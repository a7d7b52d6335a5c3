// The waiting page: what became of the mail, the code, another mail, another address.

import type { PageContent } from "../../http/answer.ts";
import { button, codeField, disclosure, errorSummary, field, form, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { countdown, notice, statusLine } from "../../ui/notice.ts";
import { waitingScript } from "../../ui/script.ts";
import { didYouMean } from "../registration/index.ts";
import { copy } from "./copy.ts";
import { isAboutAddress, isMissing, news } from "./news-pages.ts";
import type { WaitingState } from "./waiting.ts";

/** A length of time, for people and for the script that counts it down. */
export type FormattedWait = { readonly text: string; readonly seconds: number };

export type WaitingPage = {
  readonly appName: string;
  readonly from: string;
  readonly formToken: string;
  readonly waiting: WaitingState;
  /** Where this person goes on to after confirming. */
  readonly next: string;
  readonly mailsPerRegistration: number;
  readonly times: {
    readonly linkUntil: string | undefined;
    readonly removedOn: string;
    readonly nextTry: string | undefined;
    /** How long until another mail can be asked for; undefined: now. */
    readonly again: FormattedWait | undefined;
  };
  /** What came of asking for another mail, where none could be had. */
  readonly note?: string | undefined;
  readonly errors: {
    readonly code?: string | undefined;
    readonly email?: string | undefined;
  };
  /** What was typed as the new address, when it was refused. */
  readonly typed: string;
};

export function waitingPage(props: WaitingPage): PageContent {
  const { waiting, errors, appName } = props;
  const wrong = [
    ...(errors.code === undefined ? [] : [{ field: "code", message: errors.code }]),
    ...(errors.email === undefined ? [] : [{ field: "email", message: errors.email }]),
  ];
  return {
    title: copy.waiting.title,
    error: wrong.length > 0,
    script: waitingScript,
    body: html`${wrong.length > 0 ? errorSummary(wrong) : ""}
      ${props.note === undefined ? "" : notice("info", html`${props.note}`)}
      <div data-part="news" data-shows="${shownBy(waiting)}" aria-live="polite">${news(props)}</div>
      ${statusLine("", {
        ask: "/unconfirmed",
        moves: copy.waiting.movesOn,
        done: copy.waiting.done(appName),
        next: props.next,
        continue: copy.waiting.continueNow,
        stopped: copy.waiting.stopped,
        again: copy.waiting.checkAgain,
      })}
      <p class="no-script">${link("/unconfirmed", copy.waiting.haveConfirmed, "secondary")}</p>
      <div data-part="next">
        ${nextStep(props)}
        <p>${lifetimes(props)}</p>
      </div>`,
  };
}

/** What of the state a page shows; `waitingScript` puts the same together of a JSON answer. */
const shownBy = ({ state, mail }: WaitingState): string =>
  [state, mail.state, mail.reason].join(" ");

/** What helps most comes first: the code, another mail, or the right address. */
function nextStep(props: WaitingPage): Markup {
  const { waiting, errors } = props;
  const cancel = html`<p>${link("/unconfirmed/cancel", copy.waiting.cancel)}</p>`;
  if (waiting.state === "undeliverable" && isAboutAddress(waiting)) {
    return html`${addressForm(props, "primary")} ${sendAgain(props, "secondary")} ${cancel}`;
  }
  const isOver =
    waiting.state === "expired" || waiting.state === "undeliverable" || isMissing(waiting);
  if (isOver && errors.code === undefined) {
    return html`${sendAgain(props, "primary")} ${addressForm(props, "secondary")} ${cancel}`;
  }
  const help = html`<p>${copy.waiting.lookInSpam(props.from)}</p>
    ${sendAgain(props, "secondary")} ${addressForm(props, "secondary")} ${cancel}`;
  return html`${codeForm(props)}
  ${disclosure(copy.waiting.didNotGet, help, errors.email !== undefined)}`;
}

function lifetimes({ times }: WaitingPage): string {
  return times.linkUntil === undefined
    ? copy.waiting.removed(times.removedOn)
    : copy.waiting.lifetime(times.linkUntil, times.removedOn);
}

const codeForm = ({ formToken, errors }: WaitingPage): Markup =>
  form({
    action: "/unconfirmed/code",
    formToken,
    body: html`${codeField({ label: copy.waiting.code, error: errors.code })}
    ${button({ label: copy.waiting.confirmWithCode })}`,
  });

function sendAgain(
  { formToken, mailsPerRegistration, waiting, times }: WaitingPage,
  kind: "primary" | "secondary",
): Markup {
  if (waiting.resendAfter === null) return html`<p>${copy.resend["too-many-mails"]}</p>`;
  return html`${form({
      action: "/resend",
      formToken,
      body: button({ label: copy.waiting.sendAgain, kind }),
    })}
    ${times.again === undefined ? "" : html`<p>${copy.waiting.againIn} ${countdown(times.again)}.</p>`}
    <p>${copy.waiting.upTo(mailsPerRegistration)}</p>`;
}

const addressForm = (
  { formToken, typed, errors }: WaitingPage,
  kind: "primary" | "secondary",
): Markup =>
  html`<h2>${copy.waiting.differentAddress}</h2>
    ${form({
      action: "/unconfirmed/email",
      formToken,
      body: html`${field({
        name: "email",
        label: copy.waiting.newAddress,
        type: "email",
        value: typed,
        error: errors.email,
        autocomplete: "email",
        autocapitalize: "none",
        spellcheck: false,
        suggest: didYouMean,
        required: true,
      })}
      ${button({ label: copy.waiting.sendToThis, kind })}`,
    })}`;

export type GetMailPage = {
  readonly formToken: string;
  readonly email: string;
  /** Whether the session that this browser had is over, by whatever ended it. */
  readonly ended: boolean;
  readonly mayRegister: boolean;
  readonly error: string | undefined;
};

/** For whoever has no session here: a new mail for a typed address. */
export const getMailPage = (props: GetMailPage): PageContent => ({
  title: copy.getMail.title,
  error: props.error !== undefined,
  body: html`${props.error === undefined ? "" : errorSummary([{ field: "email", message: props.error }])}
    ${props.ended ? html`<p>${copy.getMail.ended}</p>` : ""}
    ${form({
      action: "/resend",
      formToken: props.formToken,
      body: html`${field({
        name: "email",
        label: copy.getMail.email,
        type: "email",
        value: props.email,
        error: props.error,
        autocomplete: "email",
        autocapitalize: "none",
        spellcheck: false,
        required: true,
      })}
      ${button({ label: copy.getMail.send })}`,
    })}
    <p>${copy.getMail.alreadyConfirmed} ${link("/login", copy.getMail.logIn)}</p>
    ${
      props.mayRegister
        ? html`<p>${copy.getMail.notRegistered} ${link("/register", copy.getMail.register)}</p>`
        : ""
    }`,
});

export const cancelPage = (props: {
  readonly email: string;
  readonly formToken: string;
}): PageContent => ({
  title: copy.cancel.title,
  body: html`<p>${copy.cancel.text(props.email)}</p>
    ${form({
      action: "/unconfirmed/cancel",
      formToken: props.formToken,
      body: button({ label: copy.cancel.button, kind: "danger" }),
    })}
    <p>${link("/unconfirmed", copy.cancel.back)}</p>`,
});
