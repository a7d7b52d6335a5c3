// The waiting page: what became of the mail, the code, another mail, another address.

import type { PageContent } from "../../http/answer.ts";
import { button, codeField, disclosure, errorSummary, field, form, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { inset, notice, statusLine } from "../../ui/notice.ts";
import { waitingScript } from "../../ui/script.ts";
import { copy } from "./copy.ts";
import { mailboxOf } from "./mailboxes.ts";
import type { WaitingState } from "./waiting.ts";

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
  };
  readonly errors: {
    readonly code?: string | undefined;
    readonly email?: string | undefined;
    readonly resend?: string | undefined;
  };
  /** What was typed as the new address, when it was refused. */
  readonly typed: string;
};

export function waitingPage(props: WaitingPage): PageContent {
  const { waiting, errors, appName } = props;
  const wrong = [
    ...(errors.code === undefined ? [] : [{ field: "code", message: errors.code }]),
    ...(errors.email === undefined ? [] : [{ field: "email", message: errors.email }]),
    ...(errors.resend === undefined ? [] : [{ message: errors.resend }]),
  ];
  return {
    title: copy.waiting.title,
    error: wrong.length > 0,
    script: waitingScript,
    body: html`${wrong.length > 0 ? errorSummary(wrong) : ""} ${delivery(props)}
      ${waiting.suggestion === undefined ? "" : suggestion(props, waiting.suggestion)}
      ${waiting.state === "waiting" && !isMissing(waiting) ? instructions(props) : ""}
      ${statusLine(copy.waiting.status, {
        ask: "/unconfirmed",
        done: copy.waiting.done(appName),
        next: props.next,
        state: waiting.state,
        reason: waiting.mail.reason ?? "",
        continue: copy.waiting.continueNow,
      })}
      <p class="no-script">${link("/unconfirmed", copy.waiting.haveConfirmed, "secondary")}</p>
      ${nextStep(props)}
      <p>${lifetimes(props)}</p>`,
  };
}

/** Whether no mail of this registration is on its way, though nothing is wrong with the address. */
const isMissing = ({ mail }: WaitingState): boolean =>
  mail.state === "none" || (mail.reason === "withheld" && mail.state === "cancelled");

/** Whether it was the address that was refused. */
const isAboutAddress = ({ mail: { reason } }: WaitingState): boolean =>
  reason !== "too-late" && reason !== "not-delivered";

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

/** One sentence of truth about the mail. */
function delivery({ waiting, times }: WaitingPage): Markup {
  const { mail, email } = waiting;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (mail.reason === "held") {
    return notice(
      "info",
      html`${copy.waiting.held} <strong>${email}</strong>. ${copy.waiting.keep}`,
    );
  }
  if (mail.reason === "too-late") return notice("warning", html`${copy.waiting.tooLate}`);
  if (waiting.state === "undeliverable" && mail.reason === "not-delivered") {
    return notice(
      "warning",
      html`${copy.waiting.notDelivered} <strong>${email}</strong>. ${copy.waiting.notTheAddress}`,
    );
  }
  if (waiting.state === "undeliverable") {
    const answer = mail.answer ?? "";
    return notice(
      "warning",
      html`${copy.waiting.couldNotDeliver} <strong>${email}</strong>:
        ${
          mail.reason === "suppressed"
            ? copy.waiting.suppressed(answer)
            : copy.waiting.undeliverable(answer)
        }`,
    );
  }
  if (waiting.state === "expired") return notice("warning", html`${copy.waiting.expired}`);
  if (isMissing(waiting)) return notice("warning", html`${copy.waiting.notSent}`);
  if (mail.state === "retry") {
    const next = times.nextTry ?? "";
    const words =
      mail.reason === "not-delivered"
        ? copy.waiting.notYet(next)
        : copy.waiting.delayed(domain, next);
    return notice("info", html`${words}`);
  }
  if (mail.reason === "withheld" && mail.state === "sent")
    return notice("warning", html`${copy.waiting.lastNotSent}`);
  if (mail.state === "sent") return inset(html`${copy.waiting.weSent} <strong>${email}</strong>`);
  const words =
    mail.reason === "turn" ? copy.waiting.due(times.nextTry ?? "") : copy.waiting.weWillSend;
  return inset(html`${words} <strong>${email}</strong>`);
}

function instructions({ waiting }: WaitingPage): Markup {
  const mailbox = mailboxOf(waiting.email);
  return html`<p>
      ${waiting.mail.state === "sent" ? copy.waiting.open : copy.waiting.openLater}
      <strong>${copy.waiting.confirmLabel}</strong>. ${copy.waiting.anyDevice}
    </p>
    ${
      mailbox === undefined
        ? ""
        : html`<p>
            <a href="${mailbox.url}" target="_blank" rel="noopener noreferrer"
              >${copy.waiting.openMailbox(mailbox.name)}
              <span class="visually-hidden">${copy.waiting.newTab}</span></a
            >
          </p>`
    }`;
}

/** A slip in the address is set right by one press; nothing has to be typed again. */
const suggestion = ({ waiting, formToken }: WaitingPage, address: string): Markup =>
  notice(
    "info",
    html`<h2>${copy.waiting.didYouMean(address)}</h2>
      <p>${copy.waiting.suggestionText(waiting.email)}</p>
      ${form({
        action: "/unconfirmed/email",
        formToken,
        hidden: { email: address },
        body: button({ label: copy.waiting.useSuggestion(address), kind: "secondary" }),
      })}`,
  );

const codeForm = ({ formToken, errors }: WaitingPage): Markup =>
  form({
    action: "/unconfirmed/code",
    formToken,
    body: html`${codeField({ label: copy.waiting.code, error: errors.code })}
    ${button({ label: copy.waiting.confirmWithCode })}`,
  });

const sendAgain = (
  { formToken, mailsPerRegistration }: WaitingPage,
  kind: "primary" | "secondary",
): Markup =>
  html`${form({
      action: "/resend",
      formToken,
      body: button({ label: copy.waiting.sendAgain, kind }),
    })}
    <p>${copy.waiting.upTo(mailsPerRegistration)}</p>`;

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
        required: true,
      })}
      ${button({ label: copy.waiting.sendToThis, kind })}`,
    })}`;

export type GetMailPage = {
  readonly formToken: string;
  readonly email: string;
  readonly error: string | undefined;
};

/** For whoever has no session here: a new mail for a typed address. */
export const getMailPage = (props: GetMailPage): PageContent => ({
  title: copy.getMail.title,
  error: props.error !== undefined,
  body: html`${props.error === undefined ? "" : errorSummary([{ field: "email", message: props.error }])}
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
    <p>${copy.getMail.alreadyConfirmed} ${link("/login", copy.getMail.logIn)}</p>`,
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
