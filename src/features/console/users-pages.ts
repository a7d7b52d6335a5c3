import { pathWith } from "../../domain/page.ts";
import type { Language } from "../../domain/language.ts";
import { hasRole } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import { filterForm, roleName } from "../../ui/console.ts";
import { errorSummary, field, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { tag } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { selectField } from "../../ui/select.ts";
import { table } from "../../ui/table.ts";
import { bulkForm, pickOf } from "./bulk-pages.ts";
import { copy } from "./copy.ts";
import { type DateRefusal } from "./lists.ts";
import { dateErrors, dateFields, filesOf } from "./lists-pages.ts";
import { FACTORS, MAILS, STATES, VIAS, type UserFilters } from "./users-query.ts";

export const USERS = "/admin/users";

export type UserList = {
  readonly users: readonly User[];
  readonly filters: UserFilters;
  /** All roles that there are. */
  readonly roles: readonly string[];
  readonly refusal: DateRefusal | undefined;
  /** The place after which they begin; empty at the beginning. */
  readonly after: string;
  readonly older: string | null;
  /** Whoever looks, who may do what their role allows. */
  readonly viewer: Pick<User, "roles">;
};

/** Who is here, to be found by address or id, or filtered. */
export function usersPage(language: Language, shown: UserList): PageContent {
  const words = language.words(copy).users;
  const { users, filters, older, after, refusal, viewer } = shown;
  const mayExport = refusal === undefined && hasRole(viewer, "admin");
  const errors = refusal === undefined ? [] : dateErrors(language, refusal);
  const newest = after === "" ? null : pathWith(USERS, filters);
  const mayAct = hasRole(viewer, "support");
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
        : mayAct
          ? bulkForm(language, shown, tableOf(language, shown, mayAct))
          : tableOf(language, shown, mayAct)
    }
    ${olderLinks(language, { newest, older })}
    ${mayExport ? filesOf(language, { path: USERS, filters, after, endings: ["csv", "jsonl"], goesOn: older !== null }) : ""}`,
  };
}

function tableOf(language: Language, { users }: UserList, mayAct: boolean): Markup {
  const { users: words, bulk } = language.words(copy);
  const columns = [words.address, words.state, words.registered, words.confirmed];
  return table(
    language,
    mayAct ? [bulk.pick, ...columns] : columns,
    users.map((user) => [
      ...(mayAct ? [pickOf(language, user)] : []),
      link(`/admin/users/${user.id}`, user.email),
      stateOf(language, user),
      language.time(user.registeredOn),
      user.confirmedOn === null ? "" : language.time(user.confirmedOn),
    ]),
  );
}

function fieldsOf(language: Language, { filters, roles, refusal }: UserList): readonly Markup[] {
  const words = language.words(copy).users;
  const any = { value: "", text: words.any };
  const choice = <Name extends string>(
    name: "state" | "via" | "factor" | "mail",
    label: string,
    values: readonly Name[],
    names: Readonly<Record<Name, string>>,
  ): Markup =>
    selectField(language, {
      name,
      label,
      selected: filters[name],
      options: [any, ...values.map((value) => ({ value, text: names[value] }))],
    });
  return [
    choice("state", words.state, STATES, words.states),
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
    choice("via", words.via, VIAS, words.vias),
    choice("factor", words.factor, FACTORS, words.factors),
    choice("mail", words.mail, MAILS, words.mails),
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
