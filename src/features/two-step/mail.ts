import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { notMeBlocks } from "../../ui/not-me.ts";
import { copy } from "./copy.ts";

/** From this number on, the mail urges people to make new recovery codes. */
const FEW_CODES = 2;

/** M20: two-step login was set up or changed. */
export const twoStepOnMail = (language: Language, variables: MailVariables): MailContent =>
  changeMail(language, variables, "on");

/** M21: an app was removed, or two-step login turned off. */
export const twoStepOffMail = (language: Language, variables: MailVariables): MailContent =>
  changeMail(language, variables, "off");

/** M22: new recovery codes took the place of the earlier ones. */
export const codesMadeMail = (language: Language, variables: MailVariables): MailContent =>
  changeMail(language, variables, "made");

function changeMail(
  language: Language,
  variables: MailVariables,
  what: "on" | "off" | "made",
): MailContent {
  const { mail } = language.words(copy);
  const { subject, preheader, text } = mail[what];
  const facts = {
    time: language.time(variables.causedOn),
    browser: language.browser(variables.about ?? ""),
  };
  return {
    subject,
    preheader,
    blocks: [{ paragraph: text(facts) }, ...notMeBlocks(language, variables)],
    reason: mail.reason,
  };
}

/** M23: a recovery code was used. `about` is how many are left, and the browser. */
export function codeUsedMail(language: Language, variables: MailVariables): MailContent {
  const { mail } = language.words(copy);
  const { subject, preheader, text, left, few, make } = mail.used;
  const [count, browser] = countAndBrowser(variables.about ?? "");
  const time = language.time(variables.causedOn);
  return {
    subject,
    preheader,
    blocks: [
      { paragraph: text({ time, browser: language.browser(browser) }) },
      { paragraph: left({ count }) },
      ...(count > FEW_CODES
        ? []
        : [
            { paragraph: few },
            { action: make, url: variables.url("/profile/two-step/recovery-codes") },
          ]),
      ...notMeBlocks(language, variables),
    ],
    reason: mail.reason,
  };
}

/** "3 Firefox on Linux" */
function countAndBrowser(about: string): readonly [count: number, browser: string] {
  const [count = "", ...browser] = about.split(" ");
  return [Number(count), browser.join(" ")];
}

/** M24: somebody who knows the password is guessing codes. None of its words come from them. */
export function codesGuessedMail(language: Language, variables: MailVariables): MailContent {
  const { mail } = language.words(copy);
  const { subject, preheader, text, wasYou } = mail.guessed;
  const time = language.time(variables.causedOn);
  const browser = language.browser(variables.about ?? "");
  return {
    subject,
    preheader,
    blocks: [
      { paragraph: text({ time, browser }) },
      { paragraph: wasYou },
      ...notMeBlocks(language, variables),
    ],
    reason: mail.reason,
  };
}
