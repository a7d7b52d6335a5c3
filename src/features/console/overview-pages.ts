import type { WordsOf } from "../../domain/catalogue.ts";
import type { Language } from "../../domain/language.ts";
import { MOST_COUNTED } from "../../domain/page.ts";
import type { Instant } from "../../domain/time.ts";
import type { PageContent } from "../../http/answer.ts";
import type { MailFigures } from "../../ports/admin-store.ts";
import type { Hold } from "../../ports/outbox-store.ts";
import { html } from "../../ui/markup.ts";
import { notice, summaryList } from "../../ui/notice.ts";
import { copy } from "./copy.ts";

export type Overview = MailFigures & {
  readonly oldestOn: Instant | null;
  /** Nothing goes out from here: see decision 87. */
  readonly isHeld: boolean;
  readonly hold: Hold | null;
};

/** What needs somebody's attention, and the most important figures. */
export function overviewPage(language: Language, shown: Overview): PageContent {
  const all = language.words(copy);
  const words = all.overview;
  const { waiting, oldestOn, hold } = shown;
  const count = (figure: number): string => counted(all, figure);
  const since = oldestOn === null ? undefined : language.time(oldestOn);
  return {
    title: words.title,
    body: html`${shown.isHeld ? notice(language, "warning", words.sendingHeld) : ""}
    ${
      hold === null
        ? ""
        : notice(
            language,
            "warning",
            words.serverRefuses({ since: language.time(hold.since), answer: hold.answer }),
          )
    }
    ${summaryList([
      {
        term: words.waiting,
        value:
          since === undefined || waiting === 0
            ? count(waiting)
            : words.waitingSince({ count: count(waiting), since }),
      },
      { term: words.parked, value: count(shown.parked) },
      { term: words.failed, value: count(shown.failed) },
    ])}`,
  };
}

/** A figure that may have been counted no further. */
const counted = (words: WordsOf<typeof copy>, figure: number): string =>
  figure >= MOST_COUNTED
    ? words.orMore({ number: MOST_COUNTED })
    : words.figure({ number: figure });
