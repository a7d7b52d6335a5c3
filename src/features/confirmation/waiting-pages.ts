// The waiting page: what happened to the mail, the code, another mail, another address.

import type { Language } from "../../domain/language.ts";
import { minutes, seconds, wholeMinute, type Instant } from "../../domain/time.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { button, codeField, disclosure, errorSummary, field, form, link } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { countdown, notice, statusLine } from "../../ui/notice.ts";
import { waitingScript } from "../../ui/script.ts";
import { didYouMean } from "../registration/index.ts";
import { copy } from "./copy.ts";
import { isAboutAddress, isMissing, news } from "./news-pages.ts";
import type { WaitingState } from "./waiting.ts";

export type WaitingPage = {
  readonly appName: string;
  readonly from: string;
  readonly formToken: string;
  readonly waiting: WaitingState;
  /** Where this person goes after confirming. */
  readonly next: string;
  readonly mailsPerRegistration: number;
  readonly now: Instant;
  /** Why no other mail could be sent, if one was requested. */
  readonly note?: string | undefined;
  readonly errors: {
    readonly code?: string | undefined;
    readonly email?: string | undefined;
  };
  /** What was typed as the new address, if it was refused. */
  readonly typed: string;
  /** Whoever reads it without scripts has stopped it from loading itself again. */
  readonly isKeptStill: boolean;
  /** A stream tells its script when to ask. */
  readonly isTold: boolean;
};

export const waitingPage = namedPage("confirmation/waiting", (language, props: WaitingPage) => {
  const words = language.words(copy);
  const { waiting, errors, appName } = props;
  const wrong = [
    ...(errors.code === undefined ? [] : [{ field: "code", message: errors.code }]),
    ...(errors.email === undefined ? [] : [{ field: "email", message: errors.email }]),
  ];
  return {
    title: words.waiting.title,
    error: wrong.length > 0,
    script: waitingScript,
    ...(mayReload(props) ? { reloadsAfter: seconds(60) } : {}),
    body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
      ${props.note === undefined ? "" : notice(language, "info", html`${props.note}`)}
      <div data-part="news" data-shows="${shownBy(waiting)}" aria-live="polite">
        ${news(language, props)}
      </div>
      ${statusLine("", {
        ask: "/unconfirmed",
        moves: words.waiting.movesOn,
        done: words.waiting.done({ app: appName }),
        next: props.next,
        continue: words.waiting.continueNow,
        stopped: words.waiting.stopped,
        again: words.waiting.checkAgain,
        ...(props.isTold ? { listen: "" } : {}),
      })}
      <p class="no-script">${link("/unconfirmed", words.waiting.haveConfirmed, "secondary")}</p>
      <div data-part="next">
        ${nextStep(language, props)}
        <p>${lifetimes(language, props)}</p>
      </div>`,
  };
});

/** Whether a browser without scripts loads the page again by itself: not one that answers a form. */
const mayReload = ({ waiting, errors, note, isKeptStill }: WaitingPage): boolean =>
  waiting.mail.reason === "busy" &&
  !isKeptStill &&
  note === undefined &&
  Object.keys(errors).length === 0;

/** The part of the state that a page shows; `waitingScript` builds the same text from a JSON answer. */
const shownBy = ({ state, mail }: WaitingState): string =>
  [state, mail.state, mail.reason].join(" ");

/** What helps most comes first: the code, another mail, or the right address. */
function nextStep(language: Language, props: WaitingPage): Markup {
  const words = language.words(copy);
  const { waiting, errors } = props;
  const cancel = html`<p>${link("/unconfirmed/cancel", words.waiting.cancel)}</p>`;
  if (waiting.state === "undeliverable" && isAboutAddress(waiting)) {
    return html`${addressForm(language, props, "primary")}
    ${sendAgain(language, props, "secondary")} ${cancel}`;
  }
  const isOver =
    waiting.state === "expired" || waiting.state === "undeliverable" || isMissing(waiting);
  if (isOver && errors.code === undefined) {
    return html`${sendAgain(language, props, "primary")}
    ${addressForm(language, props, "secondary")} ${cancel}`;
  }
  const help = html`<p>${words.waiting.lookInSpam({ from: props.from })}</p>
    ${sendAgain(language, props, "secondary")} ${addressForm(language, props, "secondary")}
    ${cancel}`;
  return html`${codeForm(language, props)}
  ${disclosure(words.waiting.didNotGet, help, errors.email !== undefined)}`;
}

function lifetimes(language: Language, { waiting }: WaitingPage): string {
  const words = language.words(copy).waiting;
  const removedOn = language.date(waiting.expiresOn);
  const until = waiting.state === "waiting" ? waiting.linkExpiresOn : null;
  return until === null
    ? words.removed({ removedOn })
    : words.lifetime({ linkUntil: language.time(until), removedOn });
}

/** How long until then, in words, and only as exact as it needs to be. */
export function waitOf(
  language: Language,
  until: Instant | null,
  now: Instant,
): { readonly text: string; readonly seconds: number } | undefined {
  if (until === null || until <= now) return undefined;
  const left = until - now > minutes(2) ? wholeMinute(until - now) : until - now;
  return { text: language.duration(left), seconds: Math.ceil((until - now) / seconds(1)) };
}

const codeForm = (language: Language, { formToken, errors }: WaitingPage): Markup =>
  form({
    action: "/unconfirmed/code",
    formToken,
    body: html`${codeField(language, { label: language.words(copy).waiting.code, error: errors.code })}
    ${button({ label: language.words(copy).waiting.confirmWithCode })}`,
  });

function sendAgain(
  language: Language,
  { formToken, mailsPerRegistration, waiting, now }: WaitingPage,
  kind: "primary" | "secondary",
): Markup {
  const words = language.words(copy);
  const again = waitOf(language, waiting.resendAfter, now);
  if (waiting.resendAfter === null)
    return html`<p>${words.resend["too-many-mails"]({ count: mailsPerRegistration })}</p>`;
  return html`${form({
      action: "/resend",
      formToken,
      body: button({ label: words.waiting.sendAgain, kind }),
    })}
    ${again === undefined ? "" : html`<p>${filled(words.waiting.againIn, { wait: countdown(again) })}</p>`}
    <p>${words.waiting.upTo({ count: mailsPerRegistration })}</p>`;
}

const addressForm = (
  language: Language,
  { formToken, typed, errors }: WaitingPage,
  kind: "primary" | "secondary",
): Markup => {
  const words = language.words(copy).waiting;
  return html`<h2>${words.differentAddress}</h2>
    ${form({
      action: "/unconfirmed/email",
      formToken,
      body: html`${field(language, {
        name: "email",
        label: words.newAddress,
        type: "email",
        value: typed,
        error: errors.email,
        autocomplete: "email",
        autocapitalize: "none",
        spellcheck: false,
        suggest: didYouMean(language, "{}"),
        required: true,
      })}
      ${button({ label: words.sendToThis, kind })}`,
    })}`;
};

export type GetMailPage = {
  readonly formToken: string;
  readonly email: string;
  /** Whether the session that this browser had has ended, for whatever reason. */
  readonly ended: boolean;
  readonly mayRegister: boolean;
  readonly error: string | undefined;
};

/** For visitors without a session here: a new mail for a typed address. */
export const getMailPage = formPage("confirmation/get-mail", (language, props: GetMailPage) => {
  const words = language.words(copy);
  return {
    title: words.getMail.title,
    error: props.error !== undefined,
    body: html`${props.error === undefined ? "" : errorSummary(language, [{ field: "email", message: props.error }])}
      ${props.ended ? html`<p>${words.getMail.ended}</p>` : ""}
      ${form({
        action: "/resend",
        formToken: props.formToken,
        body: html`${field(language, {
          name: "email",
          label: words.getMail.email,
          type: "email",
          value: props.email,
          error: props.error,
          autocomplete: "email",
          autocapitalize: "none",
          spellcheck: false,
          required: true,
        })}
        ${button({ label: words.getMail.send })}`,
      })}
      <p>${words.getMail.alreadyConfirmed} ${link("/login", words.getMail.logIn)}</p>
      ${
        props.mayRegister
          ? html`<p>${words.getMail.notRegistered} ${link("/register", words.getMail.register)}</p>`
          : ""
      }`,
  };
});

export type CancelPage = {
  readonly email: string;
  readonly formToken: string;
};

export const cancelPage = formPage("confirmation/cancel", (language, props: CancelPage) => {
  const words = language.words(copy);
  return {
    title: words.cancel.title,
    body: html`<p>${words.cancel.text({ email: props.email })}</p>
      ${form({
        action: "/unconfirmed/cancel",
        formToken: props.formToken,
        body: button({ label: words.cancel.button, kind: "danger" }),
      })}
      <p>${link("/unconfirmed", words.cancel.back)}</p>`,
  };
});
