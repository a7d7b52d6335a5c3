// The end of a mail that tells of a changed credential: what to do if it was somebody else.

import type { Language } from "../domain/language.ts";
import type { Instant } from "../domain/time.ts";
import { copy } from "./copy.ts";
import type { MailBlock } from "./mail-layout.ts";

/** What a mail knows of its link, whose purpose is `LOCK_ACCOUNT`. */
type Locking = {
  readonly token: string;
  readonly code: string;
  readonly expiresOn: Instant;
  url(path: string): string;
};

/** "This was not me": the link that locks the account, and the code that its page asks for. */
export function notMeBlocks(
  language: Language,
  { token, code, expiresOn, url }: Locking,
): readonly MailBlock[] {
  const words = language.words(copy).notMe;
  return [
    { paragraph: words.text({ until: language.time(expiresOn) }) },
    { action: words.button, url: url(`/lock/${token}`) },
    { codeLabel: words.code, code },
  ];
}
