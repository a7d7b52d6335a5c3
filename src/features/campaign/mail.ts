import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** Asks somebody who was imported to confirm their address. */
export function movedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const { appName, user, causedOn, expiresOn, token, url } = variables;
  return {
    subject: words.subject,
    preheader: words.preheader({ until: language.date(expiresOn) }),
    blocks: [
      {
        paragraph: words.cause({
          app: appName,
          date: language.date(user?.registeredOn ?? causedOn),
        }),
      },
      { paragraph: words.ask },
      { action: words.button, url: url(`/confirm/${token}`) },
      { paragraph: words.linkLives({ until: language.time(expiresOn) }) },
      { paragraph: words.otherwise },
      { action: words.notMe, url: url(`/confirm/${token}/not-me`), kind: "plain" },
      { codeLabel: words.notMeCode, code: variables.code },
    ],
    reason: words.reason,
  };
}
