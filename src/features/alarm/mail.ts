import type { MailTrouble } from "../../domain/mail.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** For the operator. It goes out when mail does, so it speaks of what was. */
export function mailTroubleMail(facts: MailVariables): MailContent {
  const words = copy.mail;
  const { since, waiting, answer, refused } = JSON.parse(facts.about ?? "{}") as MailTrouble;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      refused === undefined
        ? { paragraph: words.text(facts.appName, facts.time(since), waiting) }
        : { paragraph: words.refused(facts.appName, facts.time(since)) },
      ...(refused ?? []).map((by) => ({
        paragraph: words.refusedBy(by.domain, by.count, by.answer),
      })),
      ...(answer === null ? [] : [{ paragraph: words.answer(answer) }]),
      ...words.commands,
      { paragraph: words.again },
    ],
    reason: words.reason,
  };
}
