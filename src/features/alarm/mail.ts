import type { MailTrouble } from "../../domain/mail.ts";
import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** For the operator. It is sent when mail goes out again, so it is written in the past tense. */
export function mailTroubleMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const trouble = JSON.parse(variables.about ?? "{}") as MailTrouble;
  const { since, waiting, answer, refused, toStrangers } = trouble;
  if (toStrangers !== undefined) {
    const { subject, preheader, text, lasts, look } = words.strangers;
    return {
      subject,
      preheader,
      blocks: [
        {
          paragraph: text({
            appName: variables.appName,
            since: language.time(since),
            count: toStrangers,
          }),
        },
        { paragraph: lasts },
        { commandLabel: look, command: "postern stats --first-contacts" },
        { paragraph: words.again },
      ],
      reason: words.reason,
    };
  }
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      refused === undefined
        ? {
            paragraph: words.text({
              appName: variables.appName,
              since: language.time(since),
              count: waiting,
            }),
          }
        : { paragraph: words.refused({ appName: variables.appName, since: language.time(since) }) },
      ...(refused ?? []).map((by) => ({
        paragraph: words.refusedBy({ domain: by.domain, count: by.count, answer: by.answer }),
      })),
      ...(answer === null ? [] : [{ paragraph: words.answer({ answer }) }]),
      { commandLabel: words.listWaiting, command: "postern mail list" },
      { commandLabel: words.findCause, command: "postern doctor" },
      { paragraph: words.again },
    ],
    reason: words.reason,
  };
}
