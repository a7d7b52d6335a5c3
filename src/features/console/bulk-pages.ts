// The pages for an act on many users: the fields in the list, the preview, and what came of it.

import { pathWith } from "../../domain/page.ts";
import type { Language } from "../../domain/language.ts";
import { withoutSpacing } from "../../domain/code.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import { button, errorSummary, field, form, link, type FormError } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { notice, summaryList } from "../../ui/notice.ts";
import { selectField } from "../../ui/select.ts";
import { table } from "../../ui/table.ts";
import { copy as uiCopy } from "../../ui/copy.ts";
import {
  BULK_ACTS,
  bulkActFor,
  MOST_AT_ONCE,
  tallyOf,
  TYPED_ABOVE,
  type Chosen,
  type ChoiceRefusal,
  type Exempt,
  type Plan,
  type Tally,
} from "./bulk.ts";
import { copy } from "./copy.ts";
import type { UserFilters } from "./users-query.ts";

export const BULK = "/admin/users/bulk";
const USERS = "/admin/users";

/** A box in the list. Its name is the id, because no field of a form may be repeated. */
export const pickOf = (language: Language, { id, email }: User): Markup =>
  html`<span class="check"
    ><input
      type="checkbox"
      name="${id}"
      aria-label="${language.words(copy).bulk.pickOne({ email })}"
  /></span>`;

/** A form around the list. It only leads to a preview, so it is sent in the address. */
export function bulkForm(
  language: Language,
  { viewer, filters }: { readonly viewer: Pick<User, "roles">; readonly filters: UserFilters },
  list: Markup,
): Markup {
  const words = language.words(copy).bulk;
  const acts = BULK_ACTS.filter((act) => bulkActFor(act, viewer) !== undefined);
  return html`<form action="${BULK}">
    ${hiddenOf(filters)} ${list}
    <h2>${words.heading}</h2>
    ${selectField(language, {
      name: "act",
      label: words.act,
      selected: "",
      options: acts.map((value) => ({ value, text: words.names[value] })),
    })}
    ${button({ label: words.ticked, kind: "secondary", name: "of", value: "ticked" })}
    ${isSet(filters) ? button({ label: words.all, kind: "secondary", name: "of", value: "filter" }) : ""}
  </form>`;
}

const isSet = (filters: UserFilters): boolean =>
  Object.values(filters).some((value) => value !== "");

const hiddenOf = (values: Readonly<Record<string, string>>): readonly Markup[] =>
  Object.entries(values)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);

/** How many of those who are touched are named. */
const SHOWN = 5;

export type Preview = {
  readonly chosen: Chosen;
  readonly plan: Plan;
  readonly mark: string;
  readonly formToken: string;
  readonly typed?: { readonly reason: string; readonly number: string };
  readonly error?: "reason-missing" | "number-mismatch" | "set-changed" | undefined;
};

export function previewPage(language: Language, shown: Preview): PageContent {
  const words = language.words(copy).bulk;
  const { plan, chosen, error } = shown;
  const { act, users, leftOut } = plan;
  const errors = error === undefined ? [] : [errorOf(language, error)];
  const rest = users.length - SHOWN;
  return {
    title: words.titles[act]({ count: users.length }),
    error: errors.length > 0,
    body: html`${errors.length === 0 ? "" : errorSummary(language, errors)}
      <p>${words.texts[act]}</p>
      ${chosen.of === "ticked" ? html`<p>${words.selected}</p>` : filtersOf(language, chosen.filters)}
      ${
        users.length === 0
          ? notice(language, "warning", words.nobody)
          : html`<h2>${words.users}</h2>
              <ul>
                ${users.slice(0, SHOWN).map(({ email }) => html`<li>${email}</li>`)}
                ${rest > 0 ? html`<li>${words.more({ count: rest })}</li>` : ""}
              </ul>`
      }
      ${
        leftOut.length === 0
          ? ""
          : html`<h2>${words.leftOut}</h2>
              ${exemptTable(language, tallyOf(0, leftOut))}`
      }
      ${users.length === 0 ? "" : actForm(language, shown, errors)}
      <p>${link(listPath(chosen), words.back)}</p>`,
  };
}

/** The list from which somebody came. */
const listPath = ({ filters }: Chosen): string => pathWith(USERS, filters);

function errorOf(language: Language, error: NonNullable<Preview["error"]>): FormError {
  const words = language.words(copy).bulk;
  if (error === "set-changed") return { message: words.changed };
  return error === "reason-missing"
    ? { field: "reason", message: language.words(uiCopy).console.reasonMissing }
    : { field: "number", message: words.numberWrong };
}

/** An address takes the place of all other filters. */
function filtersOf(language: Language, filters: UserFilters): Markup {
  const { users: words, lists } = language.words(copy);
  const of = words.registered;
  const rows = [
    { term: words.search, value: filters.q },
    ...[
      { term: words.state, value: nameIn(words.states, filters.state) },
      { term: words.role, value: filters.role },
      { term: words.domain, value: filters.domain },
      { term: words.via, value: nameIn(words.vias, filters.via) },
      { term: words.factor, value: nameIn(words.factors, filters.factor) },
      { term: words.mail, value: nameIn(words.mails, filters.mail) },
      { term: lists.since({ of }), value: filters.since },
      { term: lists.until({ of }), value: filters.until },
    ].filter(() => filters.q === ""),
  ];
  return summaryList(rows.filter(({ value }) => value !== ""));
}

const nameIn = (names: Readonly<Record<string, string>>, value: string): string =>
  names[value] ?? value;

function actForm(language: Language, shown: Preview, errors: readonly FormError[]): Markup {
  const words = language.words(copy).bulk;
  const { chosen, plan, mark, formToken, typed } = shown;
  const messageOf = (name: string): string | undefined =>
    errors.find((error) => error.field === name)?.message;
  const { reason, reasonHint } = language.words(uiCopy).console;
  return form({
    action: BULK,
    formToken,
    hidden: {
      act: plan.act,
      of: chosen.of,
      ...(chosen.of === "ticked" && { ids: chosen.ids.join(" ") }),
      ...Object.fromEntries(Object.entries(chosen.filters).filter(([, value]) => value !== "")),
      mark,
    },
    body: html`${
      plan.users.length <= TYPED_ABOVE
        ? ""
        : field(language, {
            name: "number",
            label: words.number,
            hint: words.numberHint({ most: TYPED_ABOVE }),
            type: "text",
            inputmode: "numeric",
            value: typed?.number,
            error: messageOf("number"),
            autocomplete: "off",
          })
    }
    ${field(language, {
      name: "reason",
      label: reason,
      hint: reasonHint,
      type: "text",
      maxlength: 300,
      value: typed?.reason,
      error: messageOf("reason"),
      autocomplete: "off",
    })}
    ${button({
      label: words.titles[plan.act]({ count: plan.users.length }),
      kind: plan.act === "disable" || plan.act === "delete" ? "danger" : "primary",
    })}`,
  });
}

/** A number as people type it, "1,000" or "١٠٠٠". */
export const isNumber = (typed: string, number: number): boolean =>
  withoutSpacing(typed).replace(/[.,'’٬]/g, "") === `${number}`;

function exemptTable(language: Language, { notDone, named }: Tally): Markup {
  const words = language.words(copy).bulk;
  const reasons = Object.entries(notDone) as readonly [Exempt, number][];
  return table(
    language,
    [words.reason, words.count, words.who],
    reasons.map(([why, count]) => {
      const some = named.filter((each) => each.why === why).map(({ email }) => email);
      const rest = count - some.length;
      const all = rest > 0 ? [...some, words.more({ count: rest })] : some;
      return [words.exempt[why], language.words(copy).figure({ number: count }), all.join(", ")];
    }),
  );
}

/** What was done, and what was not. */
export function resultPage(
  language: Language,
  shown: { readonly tally: Tally; readonly chosen: Chosen; readonly audit: string },
): PageContent {
  const words = language.words(copy).bulk;
  const { tally, chosen, audit } = shown;
  return {
    title: words.result({ count: tally.done }),
    body: html`<p>${words.audited}</p>
      ${
        tally.named.length === 0
          ? ""
          : html`<h2>${words.notDone}</h2>
              ${exemptTable(language, tally)}`
      }
      <p>${link(audit, words.openAudit)}</p>
      <p>${link(listPath(chosen), words.back)}</p>`,
  };
}

/** Why there is no preview. */
export function refusedPage(
  language: Language,
  reason: ChoiceRefusal,
  chosen: Chosen,
): PageContent & { readonly message: string } {
  const words = language.words(copy).bulk;
  const message =
    reason === "too-many-users"
      ? words.refusals["too-many-users"]({ most: MOST_AT_ONCE })
      : words.refusals[reason];
  return {
    title: words.nothing,
    message,
    error: true,
    body: html`${errorSummary(language, [{ message }])}
      <p>${link(listPath(chosen), words.back)}</p>`,
  };
}
