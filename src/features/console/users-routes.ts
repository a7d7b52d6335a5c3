import { parseEmailAddress } from "../../domain/email-address.ts";
import { ROWS_ON_A_PAGE } from "../../domain/page.ts";
import { rolesOf } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import { consolePage } from "../../http/console-page.ts";
import { iso, shows, type JsonBody } from "../../http/answer.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { STATES, usersPage, type UserFilters } from "./users-pages.ts";

const PATH = "/admin/users";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

/** The list of users, and the search for one of them. */
export const usersRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: PATH,
    role: "viewer",
    async show({ language, query }) {
      const { context, web } = tools;
      const filters = filtersIn(query);
      const { after } = query;
      const { users, next } =
        filters.q === ""
          ? await browsed(tools, filters, after)
          : await found(tools, filters.q, after);
      const at = (place: string | null): string | null =>
        place === null ? null : pathOf(filters, place);
      const newest = after === undefined ? null : pathOf(filters);
      const roles = rolesOf(context.settings.roles);
      const older = at(next);
      return shows(usersPage(language, { users, filters, roles, newest, older }), {
        users: users.map(userJson),
        next: older && web.paths.at(older),
      });
    },
  }),
];

type Found = { readonly users: readonly User[]; readonly next: string | null };

const filtersIn = (query: AuthenticatedExchange["query"]): UserFilters => ({
  q: (query["q"] ?? "").trim(),
  state: query["state"] ?? "",
  role: query["role"] ?? "",
  domain: (query["domain"] ?? "").trim().replace(/^@/, ""),
});

const browsed = (
  { context: { store } }: Tools,
  { state, role, domain }: UserFilters,
  after: string | undefined,
): Promise<Found> =>
  store.browseUsers({
    filter: STATES.find((each) => each === state) ?? "all",
    role: role === "" ? undefined : role,
    domain: domain === "" ? undefined : domainKey(domain),
    limit: ROWS_ON_A_PAGE,
    after,
  });

/** As it is in the key of an address; what cannot be a domain is nobody's. */
function domainKey(text: string): string {
  const address = parseEmailAddress(`somebody@${text}`);
  return address.ok ? address.value.domain : text.toLowerCase();
}

/** By the whole id, or by how the address begins. */
async function found(
  { context: { store } }: Tools,
  q: string,
  after: string | undefined,
): Promise<Found> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(q))
    return { users: await store.findUsers({ id: q.toLowerCase() }), next: null };
  const address = parseEmailAddress(q);
  const beginning = address.ok ? address.value.key : q.toLowerCase();
  const [, id = "", emailKey = ""] = /^([0-9a-f-]{36})\.(.+)$/.exec(after ?? "") ?? [];
  const place = emailKey === "" ? undefined : { id, emailKey };
  const users = await store.listByAddress({ beginning, limit: ROWS_ON_A_PAGE + 1, after: place });
  const shown = users.slice(0, ROWS_ON_A_PAGE);
  const last = shown.at(-1);
  const isMore = users.length > ROWS_ON_A_PAGE && last !== undefined;
  return { users: shown, next: isMore ? `${last.id}.${last.emailKey}` : null };
}

/** The page with these filters, after a place. */
function pathOf(filters: UserFilters, after?: string): string {
  const set = Object.entries({ ...filters, after: after ?? "" }).filter(
    ([, value]) => value !== "",
  );
  return set.length === 0 ? PATH : `${PATH}?${new URLSearchParams(set).toString()}`;
}

const userJson = (user: User): JsonBody => ({
  id: user.id,
  email: user.email,
  roles: user.roles,
  registeredOn: iso(user.registeredOn),
  confirmedOn: iso(user.confirmedOn),
  disabledOn: iso(user.disabledOn),
  deletesOn: iso(user.deletesOn),
});
