// Lists for pages: each reads a bounded number of rows, whatever the filter is and however many users or lines there are.

import type { AuditQuery } from "../../ports/admin-store.ts";
import type { UserQuery } from "../../ports/user-query.ts";
import { leastIdAt, momentOf } from "../../domain/id.ts";
import { BEGINNING, type Place } from "../../domain/page.ts";
import type { Instant } from "../../domain/time.ts";
import {
  AUDIT,
  auditConditions,
  isFew,
  NEWEST_FIRST,
  orderOf,
  placeOf,
  toAuditEntry,
  userConditions,
  where,
  which,
  type AuditRow,
  type Condition,
} from "./admin-lists.ts";
import { BEYOND } from "./admin-reads.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

/** At how many users, or lines, one page looks. Those who have a role, or are disabled, are found by an index of their own. */
const LOOKED_AT = 5_000;

export function* browseUsers({
  limit,
  after,
  ...query
}: Input<"browseUsers">): Output<"browseUsers"> {
  const { before, sorted } = orderOf(query);
  const place = yield* placeOf(after);
  const end = isFew(query) ? undefined : yield* endOfUsers(place, query);
  const { sql, values } = where(userConditions(query));
  const range = end === undefined ? "" : NOT_PAST;
  const found = yield* rows<UserRow>(
    [`SELECT ${USER} FROM users WHERE`, before, range, "AND", which(query, sql), sorted].join(" "),
    place.on,
    place.id,
    ...(end === undefined ? [] : [end.on, end.id]),
    ...values,
    limit + 1,
  );
  const users = found.slice(0, limit).map(toUser);
  const more = found.length > limit ? users.at(-1)?.id : end?.id;
  return { users, next: more ?? null };
}

const NOT_PAST = "AND (registered_on, id) >= (?, ?)";

/** The last user who is looked at; undefined if that is the end of the list. */
function* endOfUsers(place: Place, query: UserQuery): Work<Place | undefined> {
  const { registeredSince = 0, registeredUntil = BEGINNING.on } = query;
  return yield* row<Place>(
    END_OF_USERS,
    Math.min(place.on, registeredUntil),
    registeredUntil < place.on ? "" : place.id,
    registeredSince,
  );
}

const END_OF_USERS = `SELECT registered_on AS "on", id FROM users
  WHERE (registered_on, id) < (?, ?) AND registered_on >= ?
  ORDER BY registered_on DESC, id DESC LIMIT 1 OFFSET ${LOOKED_AT}`;

/** The id of a line begins with the moment of the act. */
function rangeOf(
  after: string,
  since: Instant | undefined,
  until: Instant | undefined,
): readonly Condition[] {
  const before = until === undefined ? BEYOND : leastIdAt(until);
  return [
    ["id < ?", before < after ? before : after],
    ["id >= ?", since && leastIdAt(since)],
  ];
}

/** The last line that is looked at; undefined if that is the end of the log. */
function* endOfLines(range: readonly Condition[]): Work<string | undefined> {
  const { sql, values } = where(range);
  const found = yield* row<{ id: string }>(
    ["SELECT id FROM audit WHERE", sql, PART_END].join(" "),
    ...values,
  );
  return found?.id;
}

const PART_END = `ORDER BY id DESC LIMIT 1 OFFSET ${LOOKED_AT}`;

export function* browseAudit({
  limit,
  after = BEYOND,
  ...query
}: Input<"browseAudit">): Output<"browseAudit"> {
  const range = rangeOf(after, query.since, query.until);
  const end = query.userId === undefined ? yield* endOfLines(range) : undefined;
  const { sql, values } = where([
    ...range,
    ["id >= ?", end],
    ["happened_on <= ?", isOfUser(query) && after !== BEYOND ? momentOf(after) : undefined],
    ...auditConditions(query),
  ]);
  const found = yield* rows<AuditRow>(
    [
      `SELECT ${AUDIT} FROM audit WHERE`,
      sql,
      isOfUser(query) ? "ORDER BY happened_on DESC, id DESC LIMIT ?" : NEWEST_FIRST,
    ].join(" "),
    ...values,
    limit + 1,
  );
  const lines = found.slice(0, limit).map(toAuditEntry);
  const more = found.length > limit ? lines.at(-1)?.id : end;
  return { lines, next: more ?? null };
}

/** Then the lines are found by the index of their user, in the order of time. */
const isOfUser = ({ userId }: AuditQuery): boolean => userId !== undefined;

export function* listByAddress({
  beginning,
  limit,
  after,
}: Input<"listByAddress">): Output<"listByAddress"> {
  const place = after ?? { emailKey: beginning, id: "" };
  const found = yield* rows<UserRow>(
    `SELECT ${USER} FROM users
     WHERE email_key COLLATE BINARY >= ? AND email_key COLLATE BINARY < ?
       AND (email_key COLLATE BINARY, id) > (?, ?)
     ORDER BY email_key COLLATE BINARY, id LIMIT ?`,
    place.emailKey,
    pastAll(beginning),
    place.emailKey,
    place.id,
    limit,
  );
  return found.map(toUser);
}

/** After all keys that begin like this, in the order of bytes: a key of an address is ASCII. */
const pastAll = (beginning: string): string => `${beginning}\u{10FFFF}`;
