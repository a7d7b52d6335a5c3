import type { Language } from "../../domain/language.ts";
import { BY_ADDRESS } from "../../domain/mail.ts";
import type { MailVariables, StopFacts } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** The mail to a mailbox that has stopped mail from strangers. It replaces the requested mail. */
export function contactStoppedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const { appName, causedOn, stop } = variables;
  if (stop === undefined) throw new Error("A mail tells of a stop that its row does not have.");
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.cause({ app: appName, time: language.time(causedOn) }) },
      { paragraph: words.stopped({ time: language.time(stop.stoppedOn) }) },
      { paragraph: words.notYou },
      ...ownLink(language, variables, stop),
      ...lift(language, variables, stop),
    ],
    reason: words.reason,
  };
}

/** What was requested. A reset link has no effect here, because nobody has an account with this address. */
function ownLink(
  language: Language,
  { token, expiresOn, url }: MailVariables,
  { askedFor }: StopFacts,
): readonly MailBlock[] {
  const words = language.words(copy).mail;
  const until = language.time(expiresOn);
  if (askedFor === "confirm") {
    return [
      { paragraph: words.confirms({ until }) },
      { action: words.confirm, url: url(`/confirm/${token}`) },
    ];
  }
  if (askedFor === "change-email") {
    return [
      { paragraph: words.changes({ until }) },
      { action: words.change, url: url(`/change-email/${token}`) },
    ];
  }
  return [];
}

function lift(
  language: Language,
  { about, url }: MailVariables,
  { askedFor, token, code }: StopFacts,
): readonly MailBlock[] {
  const words = language.words(copy).mail;
  const action: MailBlock = {
    action: words.lift,
    url: url(`/stop-mail/lift/${token}`),
    kind: "plain",
  };
  return askedFor === "confirm" && about !== BY_ADDRESS
    ? [{ codeLabel: words.code, code }, action, { paragraph: words.liftSameCode }]
    : [action, { codeLabel: words.liftCode, code }];
}
