// Which users a list, a file of them, or an act on many of them is about.

import { domainKey, parseEmailAddress } from "../../domain/email-address.ts";
import { CONFIRMED_VIA, type User } from "../../domain/user.ts";
import type { Uses } from "../../ports/context.ts";
import type { Part, Span } from "./lists.ts";

/** The filters that the URL sets, as they were typed. */
export type UserFilters = {
  readonly q: string;
  readonly state: string;
  readonly role: string;
  readonly domain: string;
  /** How they confirmed. */
  readonly via: string;
  /** Whether they have a second factor. */
  readonly factor: string;
  readonly mail: string;
  /** The days between which they registered, both included. */
  readonly since: string;
  readonly until: string;
};

export const STATES = ["unconfirmed", "confirmed", "disabled", "deleting"] as const;

export const VIAS = CONFIRMED_VIA;
export const FACTORS = ["yes", "no"] as const;
export const MAILS = ["suppressed"] as const;

const CHOICES = { state: STATES, via: VIAS, factor: FACTORS, mail: MAILS };

/** Whether all filters have values that a list has. */
export const areKnown = (filters: UserFilters): boolean =>
  (["state", "via", "factor", "mail"] as const).every((name) =>
    ["", ...CHOICES[name]].includes(filters[name]),
  );

export type Asked = {
  readonly filters: UserFilters;
  readonly span: Span;
  readonly after: string | undefined;
};

/** The filters among the fields of a query or of a form. */
export function filtersIn(fields: Readonly<Record<string, string | undefined>>): UserFilters {
  const typed = (name: string): string => (fields[name] ?? "").trim();
  return {
    q: typed("q"),
    state: typed("state"),
    role: typed("role"),
    domain: typed("domain").replace(/^@/, ""),
    via: typed("via"),
    factor: typed("factor"),
    mail: typed("mail"),
    since: typed("since"),
    until: typed("until"),
  };
}

type Reading = Uses<"browseUsers" | "findUsers" | "listByAddress">;

export const usersOf = (context: Reading, asked: Asked, limit: number): Promise<Part<User>> =>
  asked.filters.q === "" ? browsed(context, asked, limit) : found(context, asked, limit);

async function browsed(
  { store }: Reading,
  { filters: { state, role, domain, via, factor, mail }, span, after }: Asked,
  limit: number,
): Promise<Part<User>> {
  const { users: rows, next } = await store.browseUsers({
    filter: STATES.find((each) => each === state) ?? "all",
    role: role === "" ? undefined : role,
    domain: domain === "" ? undefined : domainKey(domain),
    via: VIAS.find((each) => each === via),
    hasSecond: FACTORS.some((each) => each === factor) ? factor === "yes" : undefined,
    suppressed: mail === "suppressed" ? true : undefined,
    registeredSince: span.since,
    registeredUntil: span.until,
    limit,
    after,
  });
  return { rows, next };
}

/** By the whole id, or by how the address begins. */
async function found(
  { store }: Reading,
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
  store: Reading["store"],
  after: string,
): Promise<Pick<User, "id" | "emailKey"> | undefined> {
  const [, id = "", emailKey = ""] = /^([0-9a-f-]{36})\.(.+)$/.exec(after) ?? [];
  if (emailKey !== "") return { id, emailKey };
  return after === "" ? undefined : (await store.findUsers({ id: after }))[0];
}
