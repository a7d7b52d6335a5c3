import type { Language } from "../../domain/language.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import { filterForm, roleName } from "../../ui/console.ts";
import { errorSummary, field, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { tag } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { selectField } from "../../ui/select.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";
import { pathWith, type DateRefusal } from "./lists.ts";
import { dateErrors, dateFields, filesOf } from "./lists-pages.ts";

/** The filters that the URL sets, as they were typed. */
export type UserFilters = {
  readonly q: string;
  readonly state: string;
  readonly role: string;
  readonly domain: string;
  /** The days between which they registered, both included. */
  readonly since: string;
  readonly until: string;
};

export const USERS = "/admin/users";

export const STATES = ["unconfirmed", "confirmed", "disabled", "deleting"] as const;

export type UserList = {
  readonly users: readonly User[];
  readonly filters: UserFilters;
  /** All roles that there are. */
  readonly roles: readonly string[];
  readonly refusal: DateRefusal | undefined;
  /** The place after which they begin; empty at the beginning. */
  readonly after: string;
  readonly older: string | null;
  /** Whether whoever looks may have them as a file. */
  readonly mayExport: boolean;
};

/** Who is here, to be found by address or id, or filtered. */
export function usersPage(language: Language, shown: UserList): PageContent {
  const words = language.words(copy).users;
  const { users, filters, older, after, refusal, mayExport } = shown;
  const errors = refusal === undefined ? [] : dateErrors(language, refusal);
  const newest = after === "" ? null : pathWith(USERS, filters);
  const columns = [words.address, words.state, words.registered, words.confirmed];
  return {
    title: words.title,
    error: errors.length > 0,
    body: html`${errors.length === 0 ? "" : errorSummary(language, errors)}
    ${filterForm({
      action: USERS,
      button: words.find,
      fields: [
        field(language, {
          name: "q",
          label: words.search,
          hint: words.searchHint,
          type: "search",
          value: filters.q,
          autocapitalize: "none",
          spellcheck: false,
        }),
      ],
    })}
    ${filterForm({ action: USERS, button: words.filter, fields: fieldsOf(language, shown) })}
    ${
      users.length === 0
        ? html`<p>${older === null ? words.none : words.noneYet}</p>`
        : table(
            language,
            columns,
            users.map((user) => [
              link(`/admin/users/${user.id}`, user.email),
              stateOf(language, user),
              language.time(user.registeredOn),
              user.confirmedOn === null ? "" : language.time(user.confirmedOn),
            ]),
          )
    }
    ${olderLinks(language, { newest, older })}
    ${mayExport ? filesOf(language, { path: USERS, filters, after, endings: ["csv", "jsonl"], goesOn: older !== null }) : ""}`,
  };
}

function fieldsOf(language: Language, { filters, roles, refusal }: UserList): readonly Markup[] {
  const words = language.words(copy).users;
  const any = { value: "", text: words.any };
  return [
    selectField(language, {
      name: "state",
      label: words.state,
      selected: filters.state,
      options: [any, ...STATES.map((value) => ({ value, text: words.states[value] }))],
    }),
    selectField(language, {
      name: "role",
      label: words.role,
      selected: filters.role,
      options: [any, ...roles.map((value) => ({ value, text: roleName(language, value) }))],
    }),
    field(language, {
      name: "domain",
      label: words.domain,
      type: "text",
      value: filters.domain,
      autocapitalize: "none",
      spellcheck: false,
    }),
    ...dateFields(language, filters, refusal, language.words(copy).users.registered),
  ];
}

function stateOf(language: Language, user: User): Markup {
  const words = language.words(copy).users;
  const state =
    user.disabledOn !== null ? "disabled" : user.confirmedOn === null ? "unconfirmed" : "confirmed";
  const more = user.deletesOn === null ? [] : [words.states.deleting];
  const roles = user.roles.map((role) => roleName(language, role));
  return html`${words.states[state]} ${[...more, ...roles].map((each) => html`${tag(each)} `)}`;
}
