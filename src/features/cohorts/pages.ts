import type { Language } from "../../domain/language.ts";
import type { PageContent } from "../../http/answer.ts";
import { filterForm } from "../../ui/console.ts";
import { errorSummary, field, link, type FormError } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { notice } from "../../ui/notice.ts";
import { selectField } from "../../ui/select.ts";
import type { CampaignReport } from "../../ports/campaign-store.ts";
import { campaignFigures } from "./campaign-pages.ts";
import { copy } from "./copy.ts";
import { drawn, figuresOf, summaryOf } from "./figure-pages.ts";
import { numbersIn } from "./numbers-pages.ts";
import type { Statistics } from "./statistics.ts";

/** The filters that the URL sets, as they were typed. */
export type CohortFilters = {
  readonly by: string;
  readonly zone: string;
  readonly since: string;
  /** Not empty: people whom an operator confirmed are counted, too. */
  readonly operators: string;
};

export const UNITS = ["day", "week", "month"] as const;

/** Those who registered together, in pictures. `pathOf` has the file of a picture, with the same filters. */
export function cohortsPage(
  language: Language,
  shown: {
    readonly found: Statistics;
    readonly campaign: CampaignReport | undefined;
    readonly filters: CohortFilters;
    pathOf(download: "csv" | "json", of?: string): string;
  },
): PageContent {
  const { page: words } = language.words(copy);
  const { found, campaign, filters, pathOf } = shown;
  const isNobody = found.cohorts.length === 0;
  const { sentence, frame } = summaryOf(language, found);
  const number = numbersIn(language).count(found.excluded);
  const figures = [
    ...(isNobody ? [] : figuresOf(language, found)),
    ...campaignFigures(language, found, campaign),
  ];
  return {
    title: words.title,
    body: html`${found.complete ? "" : notice(language, "info", words.counting)}
      <p>${isNobody ? words.nobody : sentence}</p>
      <ul>
        <li>${frame}</li>
        <li>${filters.operators === "" ? words.excluded({ number }) : words.included}</li>
        <li>${words.deleted}</li>
      </ul>
      ${filterFields(language, filters)}
      ${figures.map((each) =>
        drawn(
          language,
          each,
          html`<p>
            ${fileLink(pathOf("csv", each.of), "CSV", each.picture.title)} ·
            ${fileLink(pathOf("json"), "JSON", words.title)}
          </p>`,
        ),
      )}`,
  };
}

const fileLink = (href: string, format: string, what: string): Markup =>
  html`<a href="${href}">${format}<span class="visually-hidden">: ${what}</span></a>`;

/** The filters again, with what is wrong with them. */
export function wrongFiltersPage(
  language: Language,
  filters: CohortFilters,
  errors: readonly FormError[],
): PageContent {
  const { title } = language.words(copy).page;
  return {
    title,
    error: true,
    body: html`${errorSummary(language, errors)} ${filterFields(language, filters, errors)}
      <p>${link("/admin/cohorts", title)}</p>`,
  };
}

function filterFields(
  language: Language,
  filters: CohortFilters,
  errors: readonly FormError[] = [],
): Markup {
  const { page: words } = language.words(copy);
  const errorOf = (name: string): string | undefined =>
    errors.find((error) => error.field === name)?.message;
  return filterForm({
    action: "/admin/cohorts",
    button: words.show,
    fields: [
      selectField(language, {
        name: "by",
        label: words.by,
        selected: filters.by,
        error: errorOf("by"),
        options: UNITS.map((value) => ({ value, text: words.units[value] })),
      }),
      field(language, {
        name: "zone",
        label: words.zone,
        hint: words.zoneHint,
        type: "text",
        value: filters.zone,
        error: errorOf("zone"),
        autocapitalize: "none",
        spellcheck: false,
      }),
      field(language, {
        name: "since",
        label: words.since,
        type: "date",
        // Browsers complain about a value that is no date.
        value: filters.since,
        error: errorOf("since"),
      }),
      selectField(language, {
        name: "operators",
        label: words.imported,
        selected: filters.operators === "" ? "" : "yes",
        options: [
          { value: "", text: words.notCounted },
          { value: "yes", text: words.counted },
        ],
      }),
    ],
  });
}
