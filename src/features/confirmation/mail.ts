import { BY_ADDRESS } from "../../domain/mail.ts";
import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M1: the link and the code, after registering. */
export function confirmMail(language: Language, facts: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const { appName, user } = facts;
  return {
    reason: words.reason,
    subject: words.subject,
    preheader: words.preheader(facts.code, language.date(facts.expiresOn)),
    blocks: [
      {
        paragraph: words.cause(
          appName,
          language.time(user?.registeredOn ?? facts.causedOn),
          language.browser(user?.registeredWith ?? ""),
        ),
      },
      ...linkAndCode(language, facts),
    ],
  };
}

/**
 * M2: the same, asked for again. What was asked for by address is for no registration in particular, so
 * its code is for no page where one waits.
 */
export function confirmAgainMail(language: Language, facts: MailVariables): MailContent {
  const byAddress = facts.about === BY_ADDRESS;
  const words = language.words(copy).mail;
  return {
    reason: words.reason,
    subject: words.againSubject(language.clock(facts.mintedOn)),
    preheader: byAddress
      ? words.linkLives(language.date(facts.expiresOn))
      : words.againPreheader(facts.code),
    blocks: [
      { paragraph: words.againCause },
      ...(byAddress ? linkAlone(language, facts) : linkAndCode(language, facts)),
    ],
  };
}

function linkAndCode(language: Language, facts: MailVariables): readonly MailBlock[] {
  const words = language.words(copy).mail;
  return [
    { action: words.button, url: facts.url(`/confirm/${facts.token}`) },
    { codeLabel: words.code, code: facts.code },
    {
      paragraph: words.lifetimes(
        language.duration(facts.codeLives),
        language.time(facts.expiresOn),
      ),
    },
    notMe(language, facts),
  ];
}

function linkAlone(language: Language, facts: MailVariables): readonly MailBlock[] {
  const words = language.words(copy).mail;
  return [
    { action: words.button, url: facts.url(`/confirm/${facts.token}`) },
    { paragraph: words.linkLives(language.time(facts.expiresOn)) },
    notMe(language, facts),
    { codeLabel: words.notMeCode, code: facts.code },
  ];
}

const notMe = (language: Language, facts: MailVariables): MailBlock => ({
  action: language.words(copy).mail.notMe,
  url: facts.url(`/confirm/${facts.token}/not-me`),
  kind: "plain",
});

/** M3: to the owner of an address that somebody registers again. No link to confirm, no code. */
export function alreadyRegisteredMail(language: Language, facts: MailVariables): MailContent {
  const { appName, user } = facts;
  const words = language.words(copy).alreadyRegistered;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      {
        paragraph: words.cause(
          appName,
          language.time(facts.causedOn),
          language.date(user?.registeredOn ?? facts.causedOn),
        ),
      },
      { action: words.logIn, url: facts.url("/login") },
      { action: words.reset, url: facts.url("/forgot"), kind: "plain" },
      { paragraph: words.unchanged },
    ],
    reason: words.reason,
  };
}
