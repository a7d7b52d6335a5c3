import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { notMeBlocks } from "../../ui/not-me.ts";
import { copy } from "./copy.ts";

/** M14: the link with which the wait begins. */
export function loseFactorMail(language: Language, variables: MailVariables): MailContent {
  const { lose: words, code: codeLabel, reason } = language.words(copy).mail;
  const { email, token, code, url } = variables;
  const until = language.time(variables.expiresOn);
  return {
    subject: words.subject,
    preheader: words.preheader({ until }),
    blocks: [
      { paragraph: words.text({ email, time: language.time(variables.causedOn) }) },
      { action: words.button, url: url(`/lose-factor/${token}`) },
      { codeLabel, code },
      { paragraph: words.lifetime({ until }) },
      { paragraph: words.notYou },
      toReset(language, variables),
    ],
    reason,
  };
}

/** M14b: the wait has begun. */
export function removalBegunMail(language: Language, variables: MailVariables): MailContent {
  const { begun: words, reason } = language.words(copy).mail;
  const date = language.date(Number(variables.about));
  return {
    subject: words.subject({ date }),
    preheader: words.preheader,
    blocks: [
      { paragraph: words.text({ time: language.time(variables.causedOn) }) },
      ...toStop(language, variables),
    ],
    reason,
  };
}

/** M14c: the wait is nearly over. */
export function removalSoonMail(language: Language, variables: MailVariables): MailContent {
  const { soon: words, reason } = language.words(copy).mail;
  const date = language.time(Number(variables.about));
  return {
    subject: words.subject,
    preheader: words.preheader({ date }),
    blocks: [{ paragraph: words.text({ date }) }, ...toStop(language, variables)],
    reason,
  };
}

function toStop(language: Language, { token, code, url }: MailVariables): readonly MailBlock[] {
  const { stop: words, code: codeLabel } = language.words(copy).mail;
  return [
    { paragraph: words.until },
    { action: words.button, url: url(`/keep-factor/${token}`) },
    { codeLabel, code },
    { paragraph: words.notYou },
  ];
}

/** M14d: the wait ended early, and nothing was removed. */
export function removalStoppedMail(language: Language, variables: MailVariables): MailContent {
  const { stopped: words, reason } = language.words(copy).mail;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.text({ time: language.time(variables.causedOn) }) },
      { paragraph: words.notYou },
      toReset(language, variables),
    ],
    reason,
  };
}

/** M14e: the second factor was removed. */
export function removalDoneMail(language: Language, variables: MailVariables): MailContent {
  const { done: words, reason } = language.words(copy).mail;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.text({ time: language.time(variables.causedOn) }) },
      { paragraph: words.advice },
      ...notMeBlocks(language, variables),
    ],
    reason,
  };
}

const toReset = (language: Language, { url }: MailVariables): MailBlock => ({
  action: language.words(copy).reset,
  url: url("/forgot"),
  kind: "plain",
});
