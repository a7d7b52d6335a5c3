import { maskEmail } from "../../domain/email-address.ts";
import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M9, to the new address. */
export function changeEmailMail(language: Language, variables: MailVariables): MailContent {
  const { appName } = variables;
  if (variables.undo !== undefined) return moveBackMail(language, variables);
  const words = language.words(copy).mail.new;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.cause({ app: appName, time: language.time(variables.causedOn) }) },
      { action: words.button, url: variables.url(`/change-email/${variables.token}`) },
      { paragraph: words.lifetime({ until: language.time(variables.expiresOn) }) },
      { paragraph: words.notYou },
    ],
    reason: words.reason,
  };
}

/**
 * M9b, if the account was moved away from that address recently: the link that undoes the change comes first.
 */
function moveBackMail(language: Language, variables: MailVariables): MailContent {
  const { appName } = variables;
  const { new: words, reserved } = language.words(copy).mail;
  return {
    subject: reserved.subject,
    preheader: reserved.preheader,
    blocks: [
      { paragraph: words.cause({ app: appName, time: language.time(variables.causedOn) }) },
      ...wayBack(language, variables),
      { paragraph: words.back({ until: language.time(variables.expiresOn) }) },
      {
        action: words.button,
        url: variables.url(`/change-email/${variables.token}`),
        kind: "plain",
      },
    ],
    reason: words.reason,
  };
}

/** M3b, to the owner of the address that somebody else asked for. */
export function addressInUseMail(language: Language, variables: MailVariables): MailContent {
  const { appName } = variables;
  const words = language.words(copy).mail.inUse;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.text({ app: appName, email: variables.email }) },
      { paragraph: words.own },
      { action: words.logIn, url: variables.url("/login"), kind: "plain" },
    ],
    reason: words.reason,
  };
}

/**
 * M3c, to a mailbox whose address a change freed, instead of every mail that anybody can ask for: whoever lost
 * an account by that change gets the link that undoes it, and no link to a new account.
 */
export function addressReservedMail(language: Language, variables: MailVariables): MailContent {
  const { appName, undo } = variables;
  const words = language.words(copy).mail.reserved;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.cause({ app: appName, time: language.time(variables.causedOn) }) },
      ...wayBack(language, variables),
      { paragraph: words.own({ until: language.time(undo?.expiresOn ?? variables.mintedOn) }) },
    ],
    reason: words.reason,
  };
}

/** The part of a mail that carries the link to undo a change, after its own text or instead of it. */
function wayBack(language: Language, { undo, url }: MailVariables): readonly MailBlock[] {
  if (undo === undefined) return [];
  const words = language.words(copy).mail.reserved;
  return [
    {
      paragraph: words.moved({
        masked: maskEmail(undo.movedTo),
        time: language.time(undo.movedOn),
      }),
    },
    { paragraph: words.undo({ until: language.time(undo.expiresOn) }) },
    { action: words.button, url: url(`/change-email/undo/${undo.token}`) },
    ...codeBlock(words.code, undo.code),
  ];
}

/** The code that a person types on the page of a link; the previous version mailed links without one. */
const codeBlock = (codeLabel: string, code: string): readonly MailBlock[] =>
  code === "" ? [] : [{ codeLabel, code }];

/** M10, to the old address, when a change is asked for. */
export function changeRequestedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail.requested;
  const masked = maskEmail(variables.about ?? "");
  return {
    subject: words.subject,
    preheader: words.preheader({ masked }),
    blocks: [
      { paragraph: words.text({ time: language.time(variables.causedOn), masked }) },
      { paragraph: words.advice },
      { action: words.button, url: variables.url(`/change-email/stop/${variables.token}`) },
      ...codeBlock(words.code, variables.code),
    ],
    reason: words.reason,
  };
}

/** M11, to the old address, when it was changed. */
export function emailChangedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail.changed;
  return {
    subject: words.subject,
    preheader: words.preheader({ until: language.date(variables.expiresOn) }),
    blocks: [
      {
        paragraph: words.text({
          masked: maskEmail(variables.about ?? ""),
          time: language.time(variables.causedOn),
        }),
      },
      { paragraph: words.lifetime({ until: language.time(variables.expiresOn) }) },
      { action: words.button, url: variables.url(`/change-email/undo/${variables.token}`) },
      ...codeBlock(words.code, variables.code),
    ],
    reason: words.reason,
  };
}

/** M11b, to the address that loses the user because a change was undone. */
export function changeUndoneMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail.undone;
  const masked = maskEmail(variables.about ?? "");
  return {
    subject: words.subject,
    preheader: words.preheader({ masked }),
    blocks: [
      { paragraph: words.text({ masked, time: language.time(variables.causedOn) }) },
      { paragraph: words.advice },
    ],
    reason: words.reason,
  };
}
