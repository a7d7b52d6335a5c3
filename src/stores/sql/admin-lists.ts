// Lists with filters: of users, in the order in which they registered, and of the audit log, whose ids are ordered by
// time. A page is a range of an index, and the next page begins where this one ended, whatever was added or removed in
// between.

import type { AuditEntry, AuditQuery } from "../../ports/admin-store.ts";
import type { UserFilter, UserQuery } from "../../ports/user-query.ts";
import { momentOf } from "../../domain/id.ts";
import { BEGINNING, type Place } from "../../domain/page.ts";
import type { User } from "../../domain/user.ts";
import { BEYOND } from "./admin-reads.ts";
import { HAS_SECOND } from "./credentials.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input } from "./verbs.ts";
import { row, rows, type SqlValue, type Work } from "./work.ts";

const WHICH: Readonly<Record<UserFilter, string>> = {
  all: "1 = 1",
  unconfirmed: "confirmed_on IS NULL",
  confirmed: "confirmed_on IS NOT NULL",
  disabled: "disabled_on IS NOT NULL",
  deleting: "deletes_on IS NOT NULL",
  admin: "admin = 1",
};

/** The role 'admin' is a column, and no row of a table: see migration 40. */
const isAdmin = ({ role }: UserQuery): boolean => role === "admin";

/** The condition for a query, with more conditions if there are any. */
export const which = (query: UserQuery, more: string): string =>
  [WHICH[query.filter], isAdmin(query) ? WHICH.admin : "", more].filter(Boolean).join(" AND ");

/** A condition and the value for its one placeholder; left out if there is no value. */
export type Condition = readonly [sql: string, value: SqlValue | undefined];

/** Only texts from this file are joined, so the number of statements is limited to the combinations of them. */
export function where(conditions: readonly Condition[]): {
  sql: string;
  values: readonly SqlValue[];
} {
  const given = conditions.filter(([, value]) => value !== undefined);
  return {
    sql: given.map(([sql]) => sql).join(" AND "),
    values: given.map(([, value]) => value ?? null),
  };
}

const SUPPRESSED = `EXISTS (SELECT 1 FROM suppressions
  WHERE suppressions.email_key = users.email_key)`;

const numberOf = (wanted: boolean | undefined): number | undefined =>
  wanted === undefined ? undefined : Number(wanted);

export const userConditions = (query: UserQuery): readonly Condition[] => [
  [
    "id IN (SELECT user_id FROM user_roles WHERE role = ?)",
    isAdmin(query) ? undefined : query.role,
  ],
  ["confirmed_via = ?", query.via],
  [`CASE WHEN ${HAS_SECOND} THEN 1 ELSE 0 END = ?`, numberOf(query.hasSecond)],
  [`CASE WHEN ${SUPPRESSED} THEN 1 ELSE 0 END = ?`, numberOf(query.suppressed)],
  ["email_key LIKE ? ESCAPE '!'", query.search && `%${literally(query.search.toLowerCase())}%`],
  atDomain(query),
  ["registered_on >= ?", query.registeredSince],
  ["registered_on < ?", query.registeredUntil],
  ["confirmed_on >= ?", query.confirmedSince],
  ["confirmed_on < ?", query.confirmedUntil],
];

/** Users or mails with an address at a domain. */
export const atDomain = ({ domain }: Pick<UserQuery, "domain">): Condition => [
  "email_key LIKE ? ESCAPE '!'",
  domain && `%@${literally(domain)}`,
];

/** For LIKE: escapes the wildcards in the text that is searched for. */
const literally = (text: string): string => text.replace(/[!%_]/g, "!$&");

export function* listUsers({ limit, after, ...query }: Input<"listUsers">): Work<readonly User[]> {
  const { on, id } = yield* placeOf(after);
  const { before, sorted } = orderOf(query);
  const { sql, values } = where(userConditions(query));
  const found = yield* rows<UserRow>(
    [`SELECT ${USER} FROM users WHERE`, before, "AND", which(query, sql), sorted].join(" "),
    on,
    id,
    ...values,
    limit,
  );
  return found.map(toUser);
}

/** Where a list goes on after a user, who may have been removed since: then the id tells when they registered. */
export function* placeOf(after: string | undefined): Work<Place> {
  if (after === undefined) return BEGINNING;
  const sql = "SELECT registered_on FROM users WHERE id = ?";
  const found = yield* row<{ registered_on: number }>(sql, after);
  return { on: found?.registered_on ?? momentOf(after), id: after };
}

/** The newest first. Those who are few are found by an index of their own, and sorted. */
export const orderOf = (query: UserQuery) => (isFew(query) ? SORTED : INDEXED);

export const isFew = ({ filter, role }: UserQuery): boolean =>
  role !== undefined || ["disabled", "deleting", "admin"].includes(filter);

const INDEXED = {
  before: "(registered_on, id) < (?, ?)",
  sorted: "ORDER BY registered_on DESC, id DESC LIMIT ?",
};

const SORTED = {
  before: "(registered_on + 0, id) < (?, ?)",
  sorted: "ORDER BY registered_on + 0 DESC, id DESC LIMIT ?",
};

export const NEWEST_FIRST = "ORDER BY id DESC LIMIT ?";

export function* countUsers(query: UserQuery): Work<number> {
  const { sql, values } = where(userConditions(query));
  const found = yield* row<{ count: number }>(
    ["SELECT COUNT(*) AS count FROM users WHERE", which(query, sql)].join(" "),
    ...values,
  );
  return found?.count ?? 0;
}

export type AuditRow = Omit<AuditEntry, "happenedOn" | "userId"> & {
  readonly happened_on: number;
  readonly user_id: string | null;
};

export const auditConditions = (query: AuditQuery): readonly Condition[] => [
  ["user_id = ?", query.userId],
  ["act = ?", query.act],
  ["actor = ?", query.actor],
  ["happened_on >= ?", query.since],
  ["happened_on < ?", query.until],
];

export function* listAudit({
  limit,
  after,
  oldestFirst = false,
  ...query
}: Input<"listAudit">): Work<readonly AuditEntry[]> {
  const place: Condition = oldestFirst ? ["id > ?", after ?? ""] : ["id < ?", after ?? BEYOND];
  const { sql, values } = where([place, ...auditConditions(query)]);
  const found = yield* rows<AuditRow>(
    [
      `SELECT ${AUDIT} FROM audit WHERE`,
      sql,
      oldestFirst ? "ORDER BY id LIMIT ?" : NEWEST_FIRST,
    ].join(" "),
    ...values,
    limit,
  );
  return found.map(toAuditEntry);
}

export const AUDIT = "id, happened_on, actor, act, user_id, detail";

export const toAuditEntry = ({
  happened_on: happenedOn,
  user_id: userId,
  ...line
}: AuditRow): AuditEntry => ({ ...line, happenedOn, userId });

export function* countAudit(query: AuditQuery): Work<number> {
  const { sql, values } = where([["id < ?", BEYOND], ...auditConditions(query)]);
  const found = yield* row<{ count: number }>(
    ["SELECT COUNT(*) AS count FROM audit WHERE", sql].join(" "),
    ...values,
  );
  return found?.count ?? 0;
}
