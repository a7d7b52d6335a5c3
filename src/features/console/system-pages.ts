import type { Language } from "../../domain/language.ts";
import { MOST_COUNTED } from "../../domain/page.ts";
import type { Instant } from "../../domain/time.ts";
import type { PageContent } from "../../http/answer.ts";
import type { ConfigurationLine, Warning } from "../../http/site.ts";
import type { OperatorHold } from "../../ports/outbox-store.ts";
import type { DatabaseFacts } from "../../ports/system-store.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { disclosure } from "../../ui/form.ts";
import { notice, summaryList, type SummaryRow } from "../../ui/notice.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";

export const SYSTEM = "/admin/system";

export type System = {
  readonly version: string;
  readonly baseUrl: string;
  readonly timeZone: string;
  /** Nothing goes out from here: see decision 87. */
  readonly isHeld: boolean;
  readonly heldBy: OperatorHold | null;
  readonly database: DatabaseFacts;
  readonly keyMarks: readonly string[];
  /** Passwords of an earlier system that are left, as far as they are counted, and when their time is over. */
  readonly imported: number;
  readonly importedUntil: Instant | undefined;
  readonly warnings: readonly Warning[];
  readonly configuration: readonly ConfigurationLine[];
};

/** What runs here, on what, and with which configuration. */
export function systemPage(language: Language, shown: System): PageContent {
  const { system: words, overview } = language.words(copy);
  const { database, keyMarks, warnings, configuration, isHeld, heldBy } = shown;
  const lines = (configured: readonly ConfigurationLine[]): Markup =>
    table(
      language,
      [words.name, words.value, words.from],
      configured.map(({ name, value, from }) => [broken(name), value, from]),
    );
  const newest = database.migrations.findLast(({ feature }) => feature === null);
  return {
    title: words.title,
    body: html`${isHeld ? notice(language, "warning", overview.sendingHeld) : ""}
      ${heldBy === null ? "" : notice(language, "warning", overview.heldBy({ ...heldBy, since: language.time(heldBy.since) }))}
      ${warnings.map(({ title }) => notice(language, "warning", title(language)))}
      ${summaryList([
        { term: words.version, value: shown.version },
        { term: words.baseUrl, value: shown.baseUrl },
        { term: words.zone, value: shown.timeZone },
        { term: words.database, value: databaseIn(language, database) },
        { term: words.rows, value: rowsIn(language, database) },
        {
          term: words.migrations,
          value:
            newest === undefined
              ? words.unknown
              : words.migrationsAre({
                  count: database.migrations.length,
                  time: language.time(newest.appliedOn),
                  number: newest.number,
                  name: newest.name,
                }),
        },
        {
          term: words.keyMark,
          value: html`${keyMarks.length === 0 ? words.unknown : keyMarks.join(", ")}<br />${words.keyMarkHint}`,
        },
        ...importedIn(language, shown),
      ])}
      <h2>${words.checks}</h2>
      <p>
        ${warnings.length === 0 && !isHeld && heldBy === null ? words.fine : ""} ${words.doctor}
      </p>
      <h2>${words.configuration}</h2>
      ${lines(configuration.filter(({ from }) => from !== DEFAULT))}
      ${disclosure(words.defaults, lines(configuration.filter(({ from }) => from === DEFAULT)))}
      <p>${words.rest}</p>`,
  };
}

/** As `postern config` says that nobody has set something. */
const DEFAULT = "default";

/** Long names break after their underscores. */
const broken = (name: string): Markup =>
  html`${name.split(/(?<=_)/).map((part) => html`${part}<wbr />`)}`;

function databaseIn(language: Language, { engine, bytes }: DatabaseFacts): string {
  const words = language.words(copy).system;
  if (engine === null) return words.unknown;
  return bytes === null
    ? engine
    : words.databaseIs({ engine, megabytes: Math.ceil(bytes / 1_000_000) });
}

/** The tables that grow, as far as the database can tell without counting. */
function rowsIn(language: Language, { about: { users, mails, audit } }: DatabaseFacts): string {
  const words = language.words(copy).system;
  return words.rowsAre({
    users: users ?? words.unknown,
    mails: mails ?? words.unknown,
    audit: audit ?? words.unknown,
  });
}

/** One line as long as some are left. */
function importedIn(
  language: Language,
  { imported, importedUntil: until }: Pick<System, "imported" | "importedUntil">,
): readonly SummaryRow[] {
  if (imported === 0) return [];
  const { system: words, orMore } = language.words(copy);
  const number = imported < MOST_COUNTED ? imported : orMore({ number: MOST_COUNTED });
  const value =
    until === undefined
      ? words.importedAre({ number })
      : words.importedUntil({ number, date: language.date(until - 1) });
  return [{ term: words.imported, value }];
}
