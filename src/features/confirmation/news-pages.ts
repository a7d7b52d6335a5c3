// What became of a registration's mail, as its waiting page says it.

import { button, form } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { inset, notice } from "../../ui/notice.ts";
import { copy } from "./copy.ts";
import { mailboxOf } from "./mailboxes.ts";
import type { WaitingPage } from "./waiting-pages.ts";
import type { WaitingState } from "./waiting.ts";

/** All that changes by itself while the page is open: a script puts the newest in its place. */
export function news(props: WaitingPage): Markup {
  const { waiting } = props;
  const isOnItsWay = waiting.state === "waiting" && !isMissing(waiting);
  return html`${waiting.suggestion === undefined ? "" : suggestion(props, waiting.suggestion)}
  ${waiting.mail.reason === "suggestion" ? "" : delivery(props)}
  ${isOnItsWay && waiting.mail.reason !== "suggestion" ? instructions(props) : ""}`;
}

/** Whether no mail of this registration is on its way, though nothing is wrong with the address. */
export const isMissing = ({ mail }: WaitingState): boolean =>
  mail.state === "none" || (mail.reason === "withheld" && mail.state === "cancelled");

/** Whether it was the address that was refused. */
export const isAboutAddress = ({ mail: { reason } }: WaitingState): boolean =>
  reason !== "too-late" && reason !== "not-delivered";

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
        ? copy.waiting.notYet(email, next)
        : copy.waiting.delayed(domain, email, next);
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
            <a
              class="button secondary"
              href="${mailbox.url}"
              target="_blank"
              rel="noopener noreferrer"
              >${copy.waiting.openMailbox(mailbox.name)}
              <span class="visually-hidden">${copy.waiting.newTab}</span></a
            >
          </p>`
    }`;
}

/** A slip in the address is set right by one press; nothing has to be typed again. */
function suggestion({ waiting, times, formToken }: WaitingPage, address: string): Markup {
  const { email, mail } = waiting;
  const words = copy.waiting.slip;
  const became =
    mail.reason === "suggestion"
      ? words.waits(email, times.nextTry ?? "")
      : mail.state === "sent"
        ? words.sent(email)
        : words.typed(email);
  return notice(
    "info",
    html`<h2>${words.question(address)}</h2>
      <p>${became}</p>
      ${form({
        action: "/unconfirmed/email",
        formToken,
        hidden: { email: address },
        body: button({ label: words.use(address), kind: "secondary" }),
      })}
      ${form({
        action: "/unconfirmed/keep",
        formToken,
        body: button({ label: words.keep(email), kind: "secondary" }),
      })}`,
  );
}
