import type { MailFacts } from "../../ports/mail-facts.ts";
import type { MailDescription } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M12: somebody logged in from a browser that is not known yet. */
export function newDeviceMail(facts: MailFacts): MailDescription {
  const { appName, support } = facts;
  const words = copy.newDevice;
  const browser = facts.about ?? "";
  const time = facts.time(facts.causedOn);
  return {
    appName,
    support,
    subject: words.subject(appName),
    preheader: words.preheader(browser, time),
    blocks: [
      { paragraph: words.text(time, browser) },
      { paragraph: words.wasYou },
      { action: words.see, url: facts.url("/profile/sessions") },
    ],
    reason: words.reason,
  };
}
