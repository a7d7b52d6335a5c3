// Everything that depends on the reader's language: texts, and how times, durations and browsers are written.

import type { Catalogue } from "./catalogue.ts";
import { copy } from "./copy.ts";
import { inPseudo, pseudo } from "./pseudo.ts";
import { counted, roughly, type Count, type Duration, type Instant } from "./time.ts";

/**
 * English with accents and brackets: reveals text that does not come from a catalogue and text that has too
 * little room.
 */
const PSEUDO = "en-XA";

/** A language that a site can use, as a BCP 47 tag. */
export type LanguageTag = "en" | "en-XA";

/** The languages that a site can use. */
export const LANGUAGES = ["en", PSEUDO] as const satisfies readonly LanguageTag[];

/** A time for people, and the same time for the `datetime` attribute of `<time>`. */
export type FormattedTime = { readonly text: string; readonly iso: string };

/** The language of whoever reads a page or a mail, with the time zone of the site. */
export type Language = {
  /** As in the attribute `lang`. */
  readonly tag: string;
  readonly dir: "ltr" | "rtl";
  words<Words>(catalogue: Catalogue<Words>): Words;
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
 * A language, from a tag that Intl knows. `timeZone` is an IANA name; any other text throws RangeError at first
 * use.
 *
 * @example
 * ```ts
 * languageOf("en", "Europe/Berlin").time(0); // → "1 January 1970, 01:00 (UTC+1)"
 * ```
 */
export function languageOf(tag: string, timeZone = "UTC"): Language {
  const key = `${tag} ${timeZone}`;
  const language = known.get(key) ?? make(tag, timeZone);
  known.set(key, language);
  return language;
}

/** Whether Postern has this language: a row may name a language that only a newer version has. */
export const isLanguage = (tag: string): tag is LanguageTag =>
  LANGUAGES.some((each) => each === tag);

function make(tag: string, timeZone: string): Language {
  const isPseudo = tag === PSEUDO;
  // The most widely understood English form of a date: "22 November 2026".
  const locale = isPseudo || tag === "en" ? "en-GB" : tag;
  const said = (text: string): string => (isPseudo ? pseudo(text) : text);
  const { dates, clocks, offsets, agos, units } = formatsOf(locale, timeZone);
  const changed = new WeakMap<object, unknown>();

  function words<Words>(catalogue: Catalogue<Words>): Words {
    if (!isPseudo) return catalogue[tag] ?? catalogue.en;
    if (!changed.has(catalogue)) changed.set(catalogue, inPseudo(catalogue.en));
    return changed.get(catalogue) as Words;
  }
  const date = (instant: Instant): string => said(dates().format(instant));
  const clock = (instant: Instant): string => clocks().format(instant);
  const time = (instant: Instant): string =>
    words(copy).time(date(instant), clock(instant), offsetIn(offsets().format(instant)));
  const moment = (instant: Instant): FormattedTime => ({
    text: time(instant),
    iso: new Date(instant).toISOString(),
  });
  return {
    tag,
    dir: /^(?:ar|fa|he|ur)\b/.test(tag) ? "rtl" : "ltr",
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
    duration(duration) {
      const { unit, count } = counted(duration);
      return said(units[unit]().format(count));
    },
    browser(described) {
      const { browsers, onSystem } = words(copy);
      const [name = "", system] = described.split(" on ");
      const browser = Object.hasOwn(browsers, name) ? browsers[name]! : name;
      return system === undefined ? browser : onSystem(browser, system);
    },
  };
}

/** For readers of neither pages nor mails: operators at a terminal, and logs. */
export const english: Language = languageOf("en");

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
    agos: once(() => new Intl.RelativeTimeFormat(locale)),
    units: {
      day: unitFormat("day"),
      hour: unitFormat("hour"),
      minute: unitFormat("minute"),
      second: unitFormat("second"),
    },
  };
}

/** "UTC+1" or "UTC" from "22/11/2026, GMT+1": reading the text takes half the time of `formatToParts`. */
const offsetIn = (date: string): string => date.replace(/^.* GMT/, "UTC").replace(/[+]0$/, "");

function once<Made>(create: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= create());
}
