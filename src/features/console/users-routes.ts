import { csvLine } from "../../domain/csv.ts";
import { jsonText } from "../../domain/json-text.ts";
import { ROWS_ON_A_PAGE, pathWith } from "../../domain/page.ts";
import { rolesOf } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import { consolePage } from "../../http/console-page.ts";
import { iso, refuses, shows, type Answer, type JsonBody } from "../../http/answer.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { fileOf, spanIn, type DateRefusal } from "./lists.ts";
import { dateErrors } from "./lists-pages.ts";
import { download, noteExport } from "./lists-routes.ts";
import { USER_COLUMNS, userCells, userJson } from "./user-rows.ts";
import { USERS, usersPage, type UserList } from "./users-pages.ts";
import { filtersIn, usersOf, type Asked } from "./users-query.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

/** The list of users, the search for one of them, and files of both. */
export const usersRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: USERS,
    role: "viewer",
    async show(exchange) {
      const asked = askedOf(tools, exchange);
      if ("answer" in asked) return asked.answer;
      const { rows: users, next } = await usersOf(tools.context, asked, ROWS_ON_A_PAGE);
      const older = next === null ? null : pathWith(USERS, { ...asked.filters, after: next });
      const page = listOf(tools, exchange, asked, { users, older });
      return shows(() => usersPage(exchange.language, page), {
        users: users.map(listedJson),
        next: older && tools.web.paths.at(older),
      });
    },
  }),
  fileRoute(tools, "csv"),
  fileRoute(tools, "jsonl"),
];

/** Many people's addresses at once are for admins alone. */
const fileRoute = (tools: Tools, ending: "csv" | "jsonl"): Route =>
  consolePage(tools, {
    path: `${USERS}.${ending}`,
    role: "admin",
    recent: true,
    under: USERS,
    async show(exchange) {
      const asked = askedOf(tools, exchange);
      if ("answer" in asked) return asked.answer;
      const { rows, next } = await fileOf(asked.after, (limit, after) =>
        usersOf(tools.context, { ...asked, after }, limit),
      );
      const { filters, after = "" } = asked;
      const of = { rows: rows.length, filters: { ...filters, after: idIn(after) } };
      noteExport(tools.context, exchange, `users.${ending}`, of);
      const path = pathWith(`${USERS}.${ending}`, { ...filters, after: next ?? "" });
      return download(tools.context, {
        name: "users",
        ending,
        lines:
          ending === "csv"
            ? [USER_COLUMNS, ...rows.map(userCells)].map(csvLine)
            : rows.map((user) => jsonText(userJson(user))),
        next: next === null ? null : { id: idIn(next), path: tools.web.paths.at(path) },
      });
    },
  });

/** What the URL asks for; or the answer, if it is wrong. */
function askedOf(
  tools: Tools,
  exchange: AuthenticatedExchange,
): Asked | { readonly answer: Answer } {
  const { query, language } = exchange;
  const filters = filtersIn(query);
  const span = spanIn(filters, tools.context.settings.timeZone);
  const asked = { filters, after: query["after"]?.trim() || undefined };
  if (span.ok) return { ...asked, span: span.value };
  const page = listOf(tools, exchange, asked, { users: [], older: null, refusal: span });
  const title = dateErrors(language, span)[0]!.message;
  const fields = { [span.field]: span.reason };
  return { answer: refuses(422, "invalid", usersPage(language, page), { title, fields }) };
}

const listOf = (
  { context: { settings } }: Tools,
  { current }: AuthenticatedExchange,
  { filters, after = "" }: Omit<Asked, "span">,
  part: Pick<UserList, "users" | "older"> & { readonly refusal?: DateRefusal },
): UserList => ({
  refusal: undefined,
  ...part,
  filters,
  after,
  roles: rolesOf(settings.roles),
  viewer: current.user,
});

const idIn = (place: string): string => place.slice(0, 36);

const listedJson = (user: User): JsonBody => ({
  id: user.id,
  email: user.email,
  roles: user.roles,
  registeredOn: iso(user.registeredOn),
  confirmedOn: iso(user.confirmedOn),
  disabledOn: iso(user.disabledOn),
  deletesOn: iso(user.deletesOn),
});
