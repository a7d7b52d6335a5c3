// From a claimed mail to a message: which words for which kind, and the link that is in none of our tables.

import { asksForCode, type Link } from "../domain/link.ts";
import type { MailKind } from "../domain/mail.ts";
import { formatDate, formatTime, inWords } from "../domain/time.ts";
import { mailTroubleMail } from "../features/alarm/mail.ts";
import {
  alreadyRegisteredMail,
  confirmAgainMail,
  confirmMail,
} from "../features/confirmation/mail.ts";
import { deletedMail, deletionMail } from "../features/deletion/mail.ts";
import {
  addressInUseMail,
  addressReservedMail,
  changeEmailMail,
  changeRequestedMail,
  changeUndoneMail,
  emailChangedMail,
} from "../features/email-change/mail.ts";
import { newDeviceMail, passwordPausedMail } from "../features/login/mail.ts";
import { passwordChangedMail } from "../features/password-change/mail.ts";
import { resetDisabledMail, resetMail, resetNoUserMail } from "../features/password-reset/mail.ts";
import type { Context } from "../ports/context.ts";
import type { MailFacts } from "../ports/mail-facts.ts";
import type { Message } from "../ports/mailer.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { mailLayout, type MailWords } from "../ui/mail-layout.ts";

const MAILS: Readonly<Record<MailKind, (facts: MailFacts) => MailWords>> = {
  confirm: confirmMail,
  "confirm-again": confirmAgainMail,
  "already-registered": alreadyRegisteredMail,
  reset: resetMail,
  "reset-no-user": resetNoUserMail,
  "reset-disabled": resetDisabledMail,
  "password-changed": passwordChangedMail,
  "new-device": newDeviceMail,
  "password-paused": passwordPausedMail,
  "change-email": changeEmailMail,
  "address-in-use": addressInUseMail,
  "address-reserved": addressReservedMail,
  "change-requested": changeRequestedMail,
  "email-changed": emailChangedMail,
  "change-undone": changeUndoneMail,
  deletion: deletionMail,
  deleted: deletedMail,
  "mail-trouble": mailTroubleMail,
};

/** Kinds that have a link in their row and must not show it: their reader is somebody else. */
const KEEPS_LINK: ReadonlySet<MailKind> = new Set([
  "already-registered",
  "reset-no-user",
  "reset-disabled",
  "address-in-use",
  "address-reserved",
]);

/**
 * Makes the message of a mail. Everything in it follows from the row, so every try of the same
 * mail has the same bytes: same Message-ID, same Date, same link.
 */
export function render(
  {
    links,
    codes,
    returnPaths,
    settings,
  }: Pick<Context, "links" | "codes" | "returnPaths" | "settings">,
  mail: ClaimedMail,
): Message {
  const link = KEEPS_LINK.has(mail.kind) ? undefined : mail.link;
  const tokenOf = (each: Link): string =>
    links.write(each.purpose, each.id, each.mintedOn ?? mail.mintedOn);
  const codeOf = (each: Link): string => (asksForCode(each) ? codes.of(each.id) : "");
  const secrets = {
    token: link === undefined ? "" : tokenOf(link),
    code: link === undefined ? "" : codeOf(link),
    undo: mail.undo && {
      token: tokenOf(mail.undo.link),
      code: codeOf(mail.undo.link),
      movedOn: mail.undo.link.createdOn,
      movedTo: mail.undo.movedTo,
      expiresOn: mail.undo.link.expiresOn ?? mail.mintedOn,
    },
  };
  const code = secrets.code || secrets.undo?.code;
  const words = MAILS[mail.kind](factsOf(settings, mail, secrets));
  const { hostname } = new URL(settings.baseUrl);
  const laidOut = mailLayout({ ...words, appName: settings.appName, support: settings.support });
  return {
    to: mail.email,
    replyTo: settings.mailReplyTo,
    ...laidOut,
    text: code ? `${laidOut.text}\n${boundCode(hostname, code)}\n` : laidOut.text,
    messageId: `<${mail.id}@${hostname}>`,
    date: mail.mintedOn,
    returnPath: returnPaths?.of(mail.id),
    about: {
      id: mail.id,
      kind: mail.kind,
      code: code === "" ? undefined : code,
      links: words.blocks.flatMap((block) => ("url" in block ? [block.url] : [])),
    },
  };
}

/**
 * A code and the host that it is for, as the last line of a message, so that programs can fill it in
 * there and nowhere else ("Origin-bound one-time codes", WICG, section 3).
 */
const boundCode = (host: string, code: string): string => `@${host} #${code}`;

const factsOf = (
  settings: Context["settings"],
  mail: ClaimedMail,
  secrets: Pick<MailFacts, "token" | "code" | "undo">,
): MailFacts => ({
  appName: settings.appName,
  mayRegister: settings.registration.open,
  email: mail.email,
  user: mail.user,
  url: (path) => `${settings.baseUrl}${path}`,
  ...secrets,
  causedOn: mail.createdOn,
  mintedOn: mail.mintedOn,
  expiresOn: mail.link?.expiresOn ?? mail.mintedOn,
  codeLives: inWords(settings.links.code),
  about: mail.about,
  time: (instant) => formatTime(instant, settings.timeZone).text,
  date: (instant) => formatDate(instant, settings.timeZone),
});
