import { pathWith } from "../../domain/page.ts";
import type { Language } from "../../domain/language.ts";
import type { Duration } from "../../domain/time.ts";
import type { PageContent } from "../../http/answer.ts";
import type { Site } from "../../http/site.ts";
import type { AuditEntry } from "../../ports/admin-store.ts";
import { filterForm, briefly } from "../../ui/console.ts";
import { errorSummary, field, link, type FieldProps } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { olderLinks } from "../../ui/paging.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";
import { type DateRefusal } from "./lists.ts";
import { dateErrors, dateFields, filesOf } from "./lists-pages.ts";

export const AUDIT = "/admin/audit";

/** The filters that the URL sets, as they were typed. */
export type AuditFilters = {
  readonly act: string;
  readonly actor: string;
  readonly user: string;
  readonly since: string;
  readonly until: string;
};

export type AuditPage = {
  readonly lines: readonly AuditEntry[];
  readonly filters: AuditFilters;
  /** Whose lines these are, if they are somebody's. */
  readonly userId: string | undefined;
  readonly refusal: DateRefusal | undefined;
  /** The place after which the lines begin; empty at the beginning. */
  readonly after: string;
  readonly older: string | null;
  readonly retention: Duration | undefined;
  readonly names: Pick<Site, "auditActs">;
};

/** Who did what to whom, newest first. */
export function auditPage(language: Language, shown: AuditPage): PageContent {
  const words = language.words(copy).audit;
  const { lines, filters, retention, older, after, userId, refusal } = shown;
  const errors = refusal === undefined ? [] : dateErrors(language, refusal);
  const heads = [words.when, words.act, words.actor, words.user, words.detail];
  return {
    title: words.title,
    error: errors.length > 0,
    body: html`${errors.length === 0 ? "" : errorSummary(language, errors)}
      <p>
        ${retention === undefined ? words.keptForever : words.kept({ duration: language.duration(retention) })}
      </p>
      ${filterForm({ action: AUDIT, button: language.words(copy).users.filter, fields: fieldsOf(language, shown) })}
      ${userId === undefined ? "" : html`<p>${link(`/admin/users?q=${userId}`, words.openUser)}</p>`}
      ${
        lines.length === 0
          ? html`<p>${older === null ? words.none : words.noneYet}</p>`
          : table(
              language,
              heads,
              lines.map((line) => cellsOf(language, shown, line)),
            )
      }
      ${olderLinks(language, { newest: after === "" ? null : pathWith(AUDIT, filters), older })}
      ${errors.length > 0 ? "" : filesOf(language, { path: AUDIT, filters, after, endings: ["jsonl"], goesOn: older !== null })}`,
  };
}

function fieldsOf(language: Language, { filters, refusal }: AuditPage): readonly Markup[] {
  const words = language.words(copy).audit;
  const typed = (name: "act" | "actor" | "user", hint: string): Markup => {
    const props: FieldProps = { name, label: words[name], hint, type: "text" };
    const plain = { autocapitalize: "none", spellcheck: false };
    return field(language, { ...props, ...plain, value: filters[name] });
  };
  return [
    typed("act", words.actHint),
    typed("actor", words.actorHint),
    typed("user", words.userHint),
    ...dateFields(language, filters, refusal, words.when),
  ];
}

/** A detail may be long; the file has the whole. */
const MOST = 120;

/** The act, who did it, and to whom: each leads to all such lines. */
function cellsOf(
  language: Language,
  { names }: AuditPage,
  { happenedOn, act, actor, userId, detail }: AuditEntry,
): readonly (string | Markup)[] {
  const only = (name: string, value: string): string => pathWith(AUDIT, { [name]: value });
  return [
    language.time(happenedOn),
    link(only("act", act), names.auditActs[act]?.(language) ?? act),
    link(only("actor", actor), actor),
    userId === null ? "" : link(only("user", userId), userId),
    briefly(detail, MOST),
  ];
}
