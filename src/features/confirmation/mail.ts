import { BY_ADDRESS } from "../../domain/mail.ts";
import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M1: the link and the code, after registering. */
export function confirmMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const { appName, user } = variables;
  return {
    reason: words.reason,
    subject: words.subject,
    preheader: words.preheader({ until: language.date(variables.expiresOn) }),
    blocks: [
      {
        paragraph: words.cause({
          app: appName,
          time: language.time(user?.registeredOn ?? variables.causedOn),
          browser: language.browser(user?.registeredWith ?? "a browser"),
        }),
      },
      ...linkAndCode(language, variables),
    ],
  };
}

/**
 * M2: the same, when it is requested again. A mail that was requested by address belongs to no particular
 * registration, so no waiting page accepts its code.
 */
export function confirmAgainMail(language: Language, variables: MailVariables): MailContent {
  const byAddress = variables.about === BY_ADDRESS;
  const words = language.words(copy).mail;
  return {
    reason: words.reason,
    subject: words.againSubject({ clock: language.clock(variables.mintedOn) }),
    preheader: byAddress
      ? words.linkLives({ until: language.date(variables.expiresOn) })
      : words.againPreheader,
    blocks: [
      { paragraph: words.againCause },
      ...(byAddress ? linkAlone(language, variables) : linkAndCode(language, variables)),
    ],
  };
}

/**
 * Reminds a mailbox once that a registration of it is not confirmed yet. Like a mail that was requested by address, it
 * belongs to no particular registration. `about` is when the registration will be removed.
 */
export function reminderMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const { appName, user, causedOn, expiresOn, about } = variables;
  const removedOn = Number(about);
  const until = Math.min(expiresOn, removedOn);
  return {
    reason: words.reason,
    subject: words.reminderSubject,
    preheader: words.linkLives({ until: language.date(until) }),
    blocks: [
      {
        paragraph: words.reminder({
          app: appName,
          time: language.time(user?.registeredOn ?? causedOn),
        }),
      },
      { paragraph: words.removed({ time: language.time(removedOn) }) },
      ...linkAlone(language, { ...variables, expiresOn: until }),
    ],
  };
}

function linkAndCode(language: Language, variables: MailVariables): readonly MailBlock[] {
  const words = language.words(copy).mail;
  return [
    { action: words.button, url: variables.url(`/confirm/${variables.token}`) },
    { codeLabel: words.code, code: variables.code },
    {
      paragraph: words.lifetimes({
        code: language.duration(variables.codeLives),
        until: language.time(variables.expiresOn),
      }),
    },
    notMe(language, variables),
  ];
}

function linkAlone(language: Language, variables: MailVariables): readonly MailBlock[] {
  const words = language.words(copy).mail;
  return [
    { action: words.button, url: variables.url(`/confirm/${variables.token}`) },
    { paragraph: words.linkLives({ until: language.time(variables.expiresOn) }) },
    notMe(language, variables),
    { codeLabel: words.notMeCode, code: variables.code },
  ];
}

const notMe = (language: Language, variables: MailVariables): MailBlock => ({
  action: language.words(copy).mail.notMe,
  url: variables.url(`/confirm/${variables.token}/not-me`),
  kind: "plain",
});

/**
 * M3: to the owner of an address that somebody registers again. It has neither a link to confirm nor a code.
 */
export function alreadyRegisteredMail(language: Language, variables: MailVariables): MailContent {
  const { appName, user } = variables;
  const words = language.words(copy).alreadyRegistered;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      {
        paragraph: words.cause({
          app: appName,
          time: language.time(variables.causedOn),
          since: language.date(user?.registeredOn ?? variables.causedOn),
        }),
      },
      { action: words.logIn, url: variables.url("/login") },
      { action: words.reset, url: variables.url("/forgot"), kind: "plain" },
      { paragraph: words.unchanged },
    ],
    reason: words.reason,
  };
}
