import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M12: somebody logged in from an unknown browser. */
export function newDeviceMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).newDevice;
  const browser = language.browser(variables.about ?? "");
  const time = language.time(variables.causedOn);
  return {
    subject: words.subject,
    preheader: words.preheader({ browser, time }),
    blocks: [
      { paragraph: words.text({ time, browser }) },
      { paragraph: words.wasYou },
      { action: words.see, url: variables.url("/profile/sessions") },
    ],
    reason: words.reason,
  };
}

/** After a hundred consecutive wrong passwords. None of its words come from whoever guessed. */
export function passwordPausedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).paused;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.text },
      { action: words.elsewhere, url: variables.url("/forgot") },
      { paragraph: words.wait },
    ],
    reason: words.reason,
  };
}
