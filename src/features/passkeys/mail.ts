import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { notMeBlocks } from "../../ui/not-me.ts";
import { copy } from "./copy.ts";

/** Something happened to a passkey. What it is called is not in the mail: a thief chose that name. */
const tells =
  (what: "added" | "removed" | "behind") =>
  (language: Language, variables: MailVariables): MailContent => {
    const { mail } = language.words(copy);
    const browser = language.browser(variables.about ?? "");
    return {
      subject: mail[what].subject,
      preheader: mail[what].preheader,
      blocks: [
        { paragraph: mail[what].text({ time: language.time(variables.causedOn), browser }) },
        ...notMeBlocks(language, variables),
      ],
      reason: mail.reason,
    };
  };

export const passkeyAddedMail = tells("added");

export const passkeyRemovedMail = tells("removed");

/** A passkey's counter fell: see `isBehind`. */
export const passkeyBehindMail = tells("behind");
