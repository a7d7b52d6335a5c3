import type { CampaignState } from "../../domain/campaign.ts";
import type { WordsOf } from "../../domain/catalogue.ts";
import type { FirstContactState } from "../../domain/first-contacts.ts";
import type { Language } from "../../domain/language.ts";
import { MOST_COUNTED, pathWith } from "../../domain/page.ts";
import { days, hours, minutes, seconds, type Duration, type Instant } from "../../domain/time.ts";
import type { PageContent } from "../../http/answer.ts";
import type { MailFigures } from "../../ports/admin-store.ts";
import type { Hold, OperatorHold } from "../../ports/outbox-store.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { notice, summaryList } from "../../ui/notice.ts";
import { table } from "../../ui/table.ts";
import type { FallenDomain, RecentFigures, SpanFigures } from "../cohorts/index.ts";
import { copy } from "./copy.ts";

export type Overview = MailFigures & {
  readonly oldestOn: Instant | null;
  /** Nothing goes out from here: see decision 87. */
  readonly isHeld: boolean;
  readonly hold: Hold | null;
  readonly heldBy: OperatorHold | null;
  /** How the site stands with strangers. */
  readonly firstContacts: FirstContactState;
  readonly unconfirmed: number;
  /** Of the campaign that asks imported people to confirm; undefined if there is none. */
  readonly campaign: Exclude<CampaignState, "finished"> | undefined;
  readonly figures: RecentFigures;
  readonly fallen: readonly FallenDomain[];
  /** The day at which a list begins, as "2026-11-22". */
  dayOf(instant: Instant): string;
};

type Words = WordsOf<typeof copy>;

const UNCONFIRMED = { state: "unconfirmed" };
const MAILS = "/admin/outbox";

/** How far its people got. */
const CAMPAIGN = "/admin/cohorts#campaign";

/** What needs somebody's attention, and the most important figures. */
export function overviewPage(language: Language, shown: Overview): PageContent {
  const all = language.words(copy);
  const words = all.overview;
  const { waiting, oldestOn, figures } = shown;
  const count = (figure: number): string => counted(all, figure);
  const since = oldestOn === null ? undefined : language.time(oldestOn);
  const mails = (state: string, term: string, value: string) => ({
    term,
    value: link(pathWith(MAILS, { state }), value),
  });
  return {
    title: words.title,
    body: html`${noticesOf(language, shown)}
      <h2>${all.figures.registrations}</h2>
      ${figuresTable(language, figures)}
      <p>
        ${all.figures.zone({ zone: figures.zone })}
        ${figures.complete ? "" : all.figures.incomplete}
      </p>
      ${summaryList([
        {
          term: all.figures.unconfirmed,
          value: link(pathWith("/admin/users", UNCONFIRMED), count(shown.unconfirmed)),
        },
        mails(
          "waiting",
          words.waiting,
          since === undefined || waiting === 0
            ? count(waiting)
            : words.waitingSince({ count: count(waiting), since }),
        ),
        mails("parked", words.parked, count(shown.parked)),
        mails("dead", words.failed, count(shown.failed)),
      ])}`,
  };
}

/** What is wrong, each with the list behind it. */
function noticesOf(language: Language, shown: Overview): readonly Markup[] {
  const { overview: words, figures } = language.words(copy);
  const { isHeld, heldBy, hold, fallen, firstContacts, campaign, dayOf } = shown;
  const says = (text: string, href: string, see: string): Markup =>
    notice(
      language,
      "warning",
      html`<p>${text}</p>
        <p>${link(href, see)}</p>`,
    );
  const percent = (share: number): string => figures.percent({ number: Math.round(share * 100) });
  return [
    ...(isHeld ? [says(words.sendingHeld, MAILS, figures.see)] : []),
    ...(heldBy === null
      ? []
      : [
          says(words.heldBy({ ...heldBy, since: language.time(heldBy.since) }), MAILS, figures.see),
        ]),
    ...(hold === null
      ? []
      : [
          says(
            words.serverRefuses({ since: language.time(hold.since), answer: hold.answer }),
            MAILS,
            figures.see,
          ),
        ]),
    ...(firstContacts === "calm"
      ? []
      : [says(figures[firstContacts], pathWith("/admin/users", UNCONFIRMED), figures.seeWho)]),
    ...(campaign === undefined ? [] : [says(words.campaign[campaign], CAMPAIGN, figures.see)]),
    ...fallen.map(({ domain, before, now, since }) =>
      says(
        figures.fell({ domain, before: percent(before), now: percent(now) }),
        pathWith("/admin/users", { ...UNCONFIRMED, domain, since: dayOf(since) }),
        figures.seeWho,
      ),
    ),
  ];
}

function figuresTable(language: Language, { spans }: RecentFigures): Markup {
  const { figures: words } = language.words(copy);
  const heads = [words.span, words.registered, words.confirmed, words.rate, words.median];
  return table(
    language,
    heads,
    spans.map((span) => [
      words.spans[`${span.days}` as keyof typeof words.spans],
      ...cellsOf(language, span),
    ]),
  );
}

function cellsOf(language: Language, { before, ...now }: SpanFigures): readonly string[] {
  const { figures: words, figure } = language.words(copy);
  const number = (value: number): string => figure({ number: value });
  const percent = (rate: number | null): string =>
    rate === null ? words.nothing : words.percent({ number: Math.round(rate * 100) });
  const duration = (value: Duration | null): string =>
    value === null ? words.nothing : language.duration(rounded(value));
  const compared = (value: string, was: string, by: string | undefined): string => {
    if (was === words.nothing) return value;
    return by === undefined
      ? words.plain({ value, before: was })
      : words.compared({ value, before: was, change: by });
  };
  return [
    compared(
      number(now.registered),
      number(before.registered),
      change(words, now.registered, before.registered),
    ),
    compared(
      number(now.confirmed),
      number(before.confirmed),
      change(words, now.confirmed, before.confirmed),
    ),
    compared(percent(now.rate), percent(before.rate), points(words, now.rate, before.rate)),
    compared(duration(now.median), duration(before.median), undefined),
  ];
}

/** By how many percent a number changed; undefined where there was none. */
function change(words: Words["figures"], now: number, before: number): string | undefined {
  if (before === 0) return undefined;
  const number = Math.round((now / before - 1) * 100);
  return number < 0 ? words.down({ number: -number }) : words.up({ number });
}

/** By how many percentage points a rate changed, as it is shown. */
function points(
  words: Words["figures"],
  now: number | null,
  before: number | null,
): string | undefined {
  if (now === null || before === null) return undefined;
  const count = Math.round(now * 100) - Math.round(before * 100);
  return count < 0 ? words.downPoints({ count: -count }) : words.upPoints({ count });
}

/** To the largest unit of which there are two. */
function rounded(duration: Duration): Duration {
  const unit = [days(1), hours(1), minutes(1)].find((each) => duration >= 2 * each) ?? seconds(1);
  return Math.round(duration / unit) * unit;
}

/** A figure that may have been counted no further. */
const counted = (words: Words, figure: number): string =>
  figure >= MOST_COUNTED
    ? words.orMore({ number: MOST_COUNTED })
    : words.figure({ number: figure });
