import { csvLine } from "../../domain/csv.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { jsonText } from "../../domain/json-text.ts";
import { ROWS_ON_A_PAGE } from "../../domain/page.ts";
import { hasRole, rolesOf } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import { consolePage } from "../../http/console-page.ts";
import { iso, refuses, shows, type Answer, type JsonBody } from "../../http/answer.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { fileOf, pathWith, spanIn, type DateRefusal, type Part, type Span } from "./lists.ts";
import { dateErrors } from "./lists-pages.ts";
import { download, noteExport } from "./lists-routes.ts";
import { USER_COLUMNS, userCells, userJson } from "./user-rows.ts";
import { STATES, USERS, usersPage, type UserFilters, type UserList } from "./users-pages.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

/** The list of users, the search for one of them, and files of both. */
export const usersRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: USERS,
    role: "viewer",
    async show(exchange) {
      const asked = askedOf(tools, exchange);
      if ("answer" in asked) return asked.answer;
      const { rows: users, next } = await usersOf(tools, asked, ROWS_ON_A_PAGE);
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
        usersOf(tools, { ...asked, after }, limit),
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

type Asked = {
  readonly filters: UserFilters;
  readonly span: Span;
  readonly after: string | undefined;
};

/** What the URL asks for; or the answer, if it is wrong. */
function askedOf(
  tools: Tools,
  exchange: AuthenticatedExchange,
): Asked | { readonly answer: Answer } {
  const { query, language } = exchange;
  const typed = (name: string): string => (query[name] ?? "").trim();
  const filters: UserFilters = {
    q: typed("q"),
    state: typed("state"),
    role: typed("role"),
    domain: typed("domain").replace(/^@/, ""),
    since: typed("since"),
    until: typed("until"),
  };
  const span = spanIn(filters, tools.context.settings.timeZone);
  const asked = { filters, after: typed("after") || undefined };
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
  mayExport: part.refusal === undefined && hasRole(current.user, "admin"),
});

const usersOf = (tools: Tools, asked: Asked, limit: number): Promise<Part<User>> =>
  asked.filters.q === "" ? browsed(tools, asked, limit) : found(tools, asked, limit);

async function browsed(
  { context: { store } }: Tools,
  { filters: { state, role, domain }, span, after }: Asked,
  limit: number,
): Promise<Part<User>> {
  const { users: rows, next } = await store.browseUsers({
    filter: STATES.find((each) => each === state) ?? "all",
    role: role === "" ? undefined : role,
    domain: domain === "" ? undefined : domainKey(domain),
    registeredSince: span.since,
    registeredUntil: span.until,
    limit,
    after,
  });
  return { rows, next };
}

/** As it is in the key of an address; what cannot be a domain is nobody's. */
function domainKey(text: string): string {
  const address = parseEmailAddress(`somebody@${text}`);
  return address.ok ? address.value.domain : text.toLowerCase();
}

/** By the whole id, or by how the address begins. */
async function found(
  { context: { store } }: Tools,
  { filters: { q }, after = "" }: Asked,
  limit: number,
): Promise<Part<User>> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(q))
    return { rows: await store.findUsers({ id: q.toLowerCase() }), next: null };
  const address = parseEmailAddress(q);
  const beginning = address.ok ? address.value.key : q.toLowerCase();
  const place = await placeIn(store, after);
  const users = await store.listByAddress({ beginning, limit: limit + 1, after: place });
  const rows = users.slice(0, limit);
  const last = rows.at(-1);
  const isMore = users.length > limit && last !== undefined;
  return { rows, next: isMore ? `${last.id}.${last.emailKey}` : null };
}

/** A place in the order of addresses: the id and the key of an address; or the id alone, from the name of a file. */
async function placeIn(
  store: Context["store"],
  after: string,
): Promise<Pick<User, "id" | "emailKey"> | undefined> {
  const [, id = "", emailKey = ""] = /^([0-9a-f-]{36})\.(.+)$/.exec(after) ?? [];
  if (emailKey !== "") return { id, emailKey };
  return after === "" ? undefined : (await store.findUsers({ id: after }))[0];
}

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
