// Lists of users for pages: each reads a bounded number of rows, whatever the filter is and however many users there are.

import type { UserQuery } from "../../ports/admin-store.ts";
import { leastIdAt } from "../../domain/id.ts";
import { NEWEST_FIRST, userConditions, where, which, type Condition } from "./admin-lists.ts";
import { BEYOND } from "./admin-reads.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

/** At how many users one page looks. Those who have a role, or are disabled, are found by an index of their own. */
const LOOKED_AT = 5_000;

export function* browseUsers({
  limit,
  after = BEYOND,
  ...query
}: Input<"browseUsers">): Output<"browseUsers"> {
  const { registeredSince: since, registeredUntil: until } = query;
  // An id begins with the moment of the registration.
  const before = until === undefined ? BEYOND : leastIdAt(until);
  const range: readonly Condition[] = [
    ["id < ?", before < after ? before : after],
    ["id >= ?", since && leastIdAt(since)],
  ];
  const end = isFew(query) ? undefined : yield* endOfPart(range);
  const conditions = [...range, ["id >= ?", end] as const, ...userConditions(query)];
  const { sql, values } = where(conditions);
  const found = yield* rows<UserRow>(
    [`SELECT ${USER} FROM users WHERE`, which(query), "AND", sql, NEWEST_FIRST].join(" "),
    ...values,
    limit + 1,
  );
  const users = found.slice(0, limit).map(toUser);
  const more = found.length > limit ? users.at(-1)?.id : end;
  return { users, next: more ?? null };
}

const isFew = ({ filter, role }: Pick<UserQuery, "filter" | "role">): boolean =>
  role !== undefined || ["disabled", "deleting", "admin"].includes(filter);

/** The last user that is looked at; undefined if that is the end of the list. */
function* endOfPart(range: readonly Condition[]): Work<string | undefined> {
  const { sql, values } = where(range);
  const found = yield* row<{ id: string }>(
    ["SELECT id FROM users WHERE", sql, PART_END].join(" "),
    ...values,
  );
  return found?.id;
}

const PART_END = `ORDER BY id DESC LIMIT 1 OFFSET ${LOOKED_AT}`;

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

/** The first text after all that begin like this, in the order of bytes. */
function pastAll(beginning: string): string {
  const letters = [...beginning];
  const last = letters.pop()?.codePointAt(0) ?? 0;
  return `${letters.join("")}${String.fromCodePoint(last + 1)}`;
}
