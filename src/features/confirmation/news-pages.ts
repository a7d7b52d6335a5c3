// The waiting page's text about what happened to the registration's mail.

import type { Language } from "../../domain/language.ts";
import { button, form, link } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { inset, notice } from "../../ui/notice.ts";
import { copy } from "./copy.ts";
import { mailboxOf } from "./mailboxes.ts";
import type { WaitingPage } from "./waiting-pages.ts";
import type { MailReason, WaitingState } from "./waiting.ts";

/** The waiting page as it does not load itself again. */
const KEPT_STILL = "/unconfirmed?reload=off";

/** Everything that changes while the page is open: a script replaces it with the newest state. */
export function news(language: Language, props: WaitingPage): Markup {
  const { waiting } = props;
  const isOnItsWay = waiting.state === "waiting" && !isMissing(waiting);
  return html`${waiting.suggestion === undefined ? "" : suggestion(language, props, waiting.suggestion)}
  ${waiting.mail.reason === "suggestion" ? "" : delivery(language, props)}
  ${isOnItsWay && waiting.mail.reason !== "suggestion" ? instructions(language, props) : ""}`;
}

/** Whether no mail of this registration is on its way, although the address is not at fault. */
export const isMissing = ({ mail }: WaitingState): boolean =>
  mail.state === "none" || (isWithheld(mail.reason) && mail.state === "cancelled");

const isWithheld = (reason: MailReason | undefined): boolean =>
  reason === "withheld" || reason === "withheld-busy";

/** Whether the mail was refused because of the address. */
export const isAboutAddress = ({ mail: { reason } }: WaitingState): boolean =>
  reason !== "too-late" && reason !== "not-delivered";

/** One true sentence about the mail. */
function delivery(language: Language, { waiting }: WaitingPage): Markup {
  const words = language.words(copy).waiting;
  const { mail, email } = waiting;
  const address = html`<strong>${email}</strong>`;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (mail.reason === "held")
    return notice(language, "info", filled(words.held, { email: address }));
  if (mail.reason === "busy") return busy(language, address);
  if (mail.reason === "too-late") return notice(language, "warning", words.tooLate);
  if (waiting.state === "undeliverable" && mail.reason === "not-delivered") {
    return notice(language, "warning", filled(words.notDelivered, { email: address }));
  }
  if (waiting.state === "undeliverable") {
    const message = mail.reason === "suppressed" ? words.suppressed : words.undeliverable;
    return notice(
      language,
      "warning",
      filled(message, { email: address, trouble: words.troubles[mail.trouble ?? "refused"] }),
    );
  }
  if (waiting.state === "expired") return notice(language, "warning", words.expired);
  const isBusy = mail.reason === "withheld-busy";
  if (isMissing(waiting)) {
    return notice(language, "warning", isBusy ? words.notSentBusy : words.notSent);
  }
  if (mail.state === "retry") {
    const next = nextTry(language, waiting);
    return notice(
      language,
      "info",
      mail.reason === "not-delivered"
        ? words.notYet({ email, nextTry: next })
        : words.delayed({ domain, email, nextTry: next }),
    );
  }
  if (isWithheld(mail.reason) && mail.state === "sent") {
    return notice(language, "warning", isBusy ? words.lastNotSentBusy : words.lastNotSent);
  }
  if (mail.state === "sent") return inset(filled(words.weSent, { email: address }));
  return inset(
    mail.reason === "turn"
      ? filled(words.due, { time: nextTry(language, waiting), email: address })
      : filled(words.weWillSend, { email: address }),
  );
}

/** Whoever stays goes first, so that a page without scripts is loaded again by itself, and this can be stopped. */
function busy(language: Language, address: Markup): Markup {
  const words = language.words(copy).waiting;
  return notice(
    language,
    "info",
    html`<p>${filled(words.busy, { email: address })}</p>
      <p>${words.stay}</p>
      <p class="no-script">${words.reloads} ${link(KEPT_STILL, words.stopReloading)}</p>`,
  );
}

const nextTry = (language: Language, { mail }: WaitingState): string =>
  mail.dueOn === null ? "" : language.time(mail.dueOn);

function instructions(language: Language, { waiting }: WaitingPage): Markup {
  const { waiting: words, mail } = language.words(copy);
  const mailbox = mailboxOf(waiting.email);
  const open = waiting.mail.state === "sent" ? words.open : words.openLater;
  return html`<p>${filled(open, { button: html`<strong>${mail.button}</strong>` })}</p>
    ${
      mailbox === undefined
        ? ""
        : html`<p>
            <a
              class="button secondary"
              href="${mailbox.url}"
              target="_blank"
              rel="noopener noreferrer"
              >${words.openMailbox({ name: mailbox.name })}
              <span class="visually-hidden">${words.newTab}</span></a
            >
          </p>`
    }`;
}

/** A mistyped address is corrected with one press; nothing has to be typed again. */
function suggestion(
  language: Language,
  { waiting, formToken }: WaitingPage,
  address: string,
): Markup {
  const { email, mail } = waiting;
  const words = language.words(copy).waiting.slip;
  const became =
    mail.reason === "suggestion"
      ? words.waits({ email, time: nextTry(language, waiting) })
      : mail.state === "sent"
        ? words.sent({ email })
        : words.typed({ email });
  return notice(
    language,
    "info",
    html`<h2>${words.question({ address })}</h2>
      <p>${became}</p>
      ${form({
        action: "/unconfirmed/email",
        formToken,
        hidden: { email: address },
        body: button({ label: words.use({ address }), kind: "secondary" }),
      })}
      ${form({
        action: "/unconfirmed/keep",
        formToken,
        body: button({ label: words.keep({ email }), kind: "secondary" }),
      })}`,
  );
}
