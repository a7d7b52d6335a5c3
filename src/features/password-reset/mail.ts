import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M6: the link to choose a new password. */
export function resetMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  return {
    subject: words.subject,
    preheader: words.preheader({ until: language.time(variables.expiresOn) }),
    blocks: [
      {
        paragraph: words.cause({ email: variables.email, time: language.time(variables.causedOn) }),
      },
      { action: words.button, url: variables.url(`/reset/${variables.token}`) },
      { paragraph: words.lifetime({ until: language.time(variables.expiresOn) }) },
      ...(variables.user?.factors === 2 ? [{ paragraph: words.secondStep }] : []),
      { paragraph: words.notYou },
    ],
    reason: words.reason,
  };
}

/** M7: to an address without a user. The mailbox is told that, and nothing else. */
export function resetNoUserMail(language: Language, variables: MailVariables): MailContent {
  const { appName, mayRegister } = variables;
  const words = language.words(copy).noUser;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.cause({ app: appName, email: variables.email }) },
      { paragraph: mayRegister ? words.orRegister : words.otherAddress },
      ...(mayRegister
        ? [{ action: words.button, url: variables.url("/register"), kind: "plain" as const }]
        : []),
    ],
    reason: words.reason,
  };
}

/** M7b: to a user whom an operator disabled. It must not say that there is no account, and has no link. */
export function resetDisabledMail(language: Language, variables: MailVariables): MailContent {
  const { email } = variables;
  const words = language.words(copy).disabled;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.cause({ email, time: language.time(variables.causedOn) }) },
      { help: words.ask },
      { paragraph: words.notYou },
    ],
    reason: words.reason,
  };
}
