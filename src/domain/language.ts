// Everything that depends on the reader's language: texts, and how times, durations and browsers are written.

import { textsAtHand, type Catalogue } from "./catalogue.ts";
import { copy } from "./copy.ts";
import { wordsFor, type Filling, type Texts, type WordsFor } from "./message.ts";
import { once, remembering } from "./once.ts";
import { PSEUDO, pseudo } from "./pseudo.ts";
import { counted, roughly, type Count, type Duration, type Instant } from "./time.ts";

/** The languages that Postern has, as BCP 47 tags. */
export const LANGUAGES: readonly string[] = ["en", "de", "fr", "ar", PSEUDO];

/** A time for people, and the same time for the `datetime` attribute of `<time>`. */
export type FormattedTime = { readonly text: string; readonly iso: string };

/** The language of whoever reads a page or a mail, with the time zone of the site. */
export type Language = {
  /** As in the attribute `lang`. */
  readonly tag: string;
  readonly dir: "ltr" | "rtl";
  /** The texts of a catalogue; those with variables are functions of their values. */
  words<English>(catalogue: Catalogue<English>): WordsFor<English>;
  /**
   * "22 November 2026, 14:05 (UTC+1)": 24 hours, the month in letters and the offset written out, so that it
   * means the same to every reader of a mail, wherever they are.
   */
  time(instant: Instant): string;
  /** The same for a `<time>` element. */
  moment(instant: Instant): FormattedTime;
  /**
   * How long ago it was, in the largest unit that fits: "just now", "5 minutes ago", "3 days ago". Because that
   * is not exact, `title` has the time.
   */
  ago(instant: Instant, now: Instant): FormattedTime & { readonly title: string };
  /** "22 November 2026", the date in the time zone. */
  date(instant: Instant): string;
  /** "14:05" */
  clock(instant: Instant): string;
  /** "72 hours", "90 seconds" */
  duration(duration: Duration): string;
  /** "Firefox on Linux", from what `describeBrowser` returned. */
  browser(described: string): string;
};

const known = new Map<string, Language>();

/**
 * A language, from a tag that Intl knows, with the texts that are loaded already. `timeZone` is an IANA name; any other
 * text throws RangeError at first use. `languages.ts` loads the languages of a site.
 *
 * @example
 * ```ts
 * languageOf("en", "Europe/Berlin").time(0); // → "1 January 1970, 01:00 (UTC+1)"
 * ```
 */
export function languageOf(tag: string, timeZone = "UTC"): Language {
  const key = `${tag} ${timeZone}`;
  const language =
    known.get(key) ?? makeLanguage(tag, timeZone, (catalogue) => textsAtHand(catalogue, tag));
  known.set(key, language);
  return language;
}

const WRITTEN_FROM_THE_RIGHT = /^(?:ar|fa|he|ur)\b/;

/** Letters that are written from right to left. */
const RIGHT = String.raw`\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}`;

const FROM_THE_RIGHT = new RegExp(`[${RIGHT}]`, "v");

/** Numbers, too, are written from left to right. */
const FROM_THE_LEFT = new RegExp(String.raw`[[\p{L}\p{N}]--[${RIGHT}]]`, "v");

/** Mail programs make a link of all up to the next blank, also of a mark of direction. */
const ENDS_WITH_A_URL = /https?:\/\/\S*$/i;

/** Where the texts of a catalogue come from. */
export type TextsOf = (catalogue: Catalogue<unknown>) => Texts;

/** A language with the texts that `textsOf` returns for a catalogue. */
export function makeLanguage(tag: string, timeZone: string, textsOf: TextsOf): Language {
  const isPseudo = tag === PSEUDO;
  const locale = localeOf(tag);
  const hasPlainDigits = LANGUAGES.includes(tag);
  const said = (text: string): string => (isPseudo ? pseudo(text) : text);
  const { dates, clocks, offsets, agos, units, numbers, plurals } = formatsOf(locale, timeZone);
  const dir = WRITTEN_FROM_THE_RIGHT.test(tag) ? "rtl" : "ltr";
  const words = wordsIn(textsOf, {
    number: (value) => (hasPlainDigits && isShort(value) ? `${value}` : numbers().format(value)),
    category: (value) => plurals().select(value),
    isolated: (value) =>
      (dir === "rtl" ? FROM_THE_LEFT : FROM_THE_RIGHT).test(value)
        ? `\u2068${value}${ENDS_WITH_A_URL.test(value) ? " " : ""}\u2069`
        : value,
  });
  const date = remembering((instant: Instant) => said(firstOfMonth(tag, dates().format(instant))));
  const clock = (instant: Instant): string => clocks().format(instant);
  // Mails that are sent together have times in common.
  const time = remembering((instant: Instant): string =>
    words(copy).time({
      date: date(instant),
      clock: clock(instant),
      offset: offsetIn(offsets().format(instant)),
    }),
  );
  const moment = (instant: Instant): FormattedTime => ({
    text: time(instant),
    iso: new Date(instant).toISOString(),
  });
  return {
    tag,
    dir,
    words,
    time,
    moment,
    ago(instant, now) {
      const { text: title, iso } = moment(instant);
      const passed = roughly(now - instant);
      const text = passed && said(agos().format(-passed.count, passed.unit));
      return { text: text ?? words(copy).justNow, iso, title };
    },
    date,
    clock,
    duration: remembering((duration: Duration): string => {
      const { unit, count } = counted(duration);
      return said(units[unit]().format(count));
    }),
    browser: (described) => browserIn(words, described),
  };
}

/** The same in all languages with these digits. The first format of a process takes a tenth of the time of its start. */
const isShort = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 1_000;

/** For readers of neither pages nor mails: operators at a terminal, and logs. */
export const english: Language = languageOf("en");

/** The words of each catalogue are made when they are first needed. */
function wordsIn(textsOf: TextsOf, filling: Filling): Language["words"] {
  const made = new WeakMap<object, unknown>();
  return <English>(catalogue: Catalogue<English>) => {
    if (!made.has(catalogue)) made.set(catalogue, wordsFor(textsOf(catalogue), filling));
    return made.get(catalogue) as WordsFor<English>;
  };
}

/** "Firefox on Linux", in the words of the language. */
function browserIn(words: Language["words"], described: string): string {
  const { browsers, onSystem } = words(copy);
  const [name = "", system] = described.split(" on ");
  const browser = Object.hasOwn(browsers, name) ? browsers[name]! : name;
  return system === undefined ? browser : onSystem({ browser, system });
}

/**
 * The locale for formats. English has the most widely understood form of a date, "22 November 2026". Arabic has the digits
 * of codes and links, so that a page has one kind of digits.
 */
function localeOf(tag: string): string {
  if (tag === "en" || tag === PSEUDO) return "en-GB";
  return /^ar\b/.test(tag) ? `${tag}-u-nu-latn` : tag;
}

/** Making a format takes about fifty times as long as using one, so each is made when it is first used. */
function formatsOf(locale: string, timeZone: string) {
  const unitFormat = (unit: Count["unit"]) =>
    // `Intl.DurationFormat` would do more, but Node.js 22 does not have it.
    once(() => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }));
  const timeFormat = (language: string, options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(language, { ...options, timeZone }));
  return {
    dates: timeFormat(locale, { day: "numeric", month: "long", year: "numeric" }),
    clocks: timeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    offsets: timeFormat("en-GB", { timeZoneName: "shortOffset" }),
    numbers: once(() => new Intl.NumberFormat(locale)),
    plurals: once(() => new Intl.PluralRules(locale)),
    agos: once(() => new Intl.RelativeTimeFormat(locale)),
    units: {
      day: unitFormat("day"),
      hour: unitFormat("hour"),
      minute: unitFormat("minute"),
      second: unitFormat("second"),
    },
  };
}

/** The first of a month is an ordinal number in French, "1er janvier", which Intl does not know. */
const firstOfMonth = (tag: string, date: string): string =>
  /^fr\b/.test(tag) ? date.replace(/^1(?= )/, "1er") : date;

/** "UTC+1" or "UTC" from "22/11/2026, GMT+1": reading the text takes half the time of `formatToParts`. */
const offsetIn = (date: string): string => date.replace(/^.* GMT/, "UTC").replace(/[+]0$/, "");
