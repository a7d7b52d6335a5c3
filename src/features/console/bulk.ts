// One act on many users: whom it would touch, whom it leaves out and why, and the act itself, on one after the other.

import { hasRole, type OwnRole } from "../../domain/role.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import { readSetMark, writeSetMark } from "../../domain/set-mark.ts";
import type { Instant } from "../../domain/time.ts";
import { isClosed, type User } from "../../domain/user.ts";
import type { ActOnUser } from "../../ports/admin-store.ts";
import type { Uses } from "../../ports/context.ts";
import { StoreUnavailable } from "../../ports/store.ts";
import { partUpTo, spanIn } from "./lists.ts";
import { areKnown, usersOf, type UserFilters } from "./users-query.ts";

/** On how many users one act is done at most. */
export const MOST_AT_ONCE = 1_000;

/** For more users than this, their number has to be typed. */
export const TYPED_ABOVE = 100;

export const BULK_ACTS = ["disable", "enable", "end-sessions", "resend", "delete"] as const;

export type BulkAct = (typeof BULK_ACTS)[number];

const roleFor = (act: BulkAct): OwnRole => (act === "delete" ? "admin" : "support");

/** The act with this name, if it is one for somebody with these roles. */
export const bulkActFor = (name: string, by: Pick<User, "roles">): BulkAct | undefined =>
  BULK_ACTS.find((act) => act === name && hasRole(by, roleFor(act)));

/** Why nothing is done, or was done, to somebody. */
export type Exempt =
  | "yourself"
  | "higher-role"
  | "not-needed"
  | "last-admin"
  | "too-soon"
  | "done-before"
  | "not-found"
  | "not-reached";

export type Exempted = { readonly email: string; readonly why: Exempt };

/** Those who were ticked, or all who match the filters. */
export type Chosen = {
  readonly of: "ticked" | "filter";
  readonly ids: readonly string[];
  readonly filters: UserFilters;
};

export type ChoiceRefusal = "nothing-chosen" | "odd-filter" | "too-many-users";

type Choosing = Uses<"browseUsers" | "findUsers" | "listByAddress", "settings">;

/** Nothing ticked, or no filter, never means everybody. */
export async function usersChosen(
  context: Choosing,
  { of, ids, filters }: Chosen,
): Promise<Result<readonly User[], ChoiceRefusal>> {
  if (of === "ticked") {
    if (ids.length > MOST_AT_ONCE) return refused("too-many-users");
    const found: User[] = [];
    for (const id of ids) found.push(...(await context.store.findUsers({ id })));
    return ids.length === 0 ? refused("nothing-chosen") : done(found);
  }
  if (Object.values(filters).every((value) => value === "")) return refused("nothing-chosen");
  const span = spanIn(filters, context.settings.timeZone);
  if (!span.ok || !areKnown(filters)) return refused("odd-filter");
  const { rows, next } = await partUpTo(MOST_AT_ONCE + 1, undefined, (limit, after) =>
    usersOf(context, { filters, span: span.value, after }, limit),
  );
  return rows.length > MOST_AT_ONCE || next !== null ? refused("too-many-users") : done(rows);
}

/** What an act would do. */
export type Plan = {
  readonly act: BulkAct;
  readonly users: readonly User[];
  readonly leftOut: readonly Exempted[];
};

/** Whoever acts is left out, so an admin who can log in always remains. */
export function planOf(act: BulkAct, found: readonly User[], by: User): Plan {
  const all = found.map((user) => ({ user, why: exempt(act, user, by) }));
  return {
    act,
    users: all.filter(({ why }) => why === undefined).map(({ user }) => user),
    leftOut: all.flatMap(({ user, why }) =>
      why === undefined ? [] : [{ email: user.email, why }],
    ),
  };
}

function exempt(act: BulkAct, user: User, by: User): Exempt | undefined {
  if (user.id === by.id) return "yourself";
  // Otherwise support could suspend everybody who may undo that.
  if (hasRole(user, "admin") && !hasRole(by, "admin")) return "higher-role";
  return isNeeded(act, user) ? undefined : "not-needed";
}

function isNeeded(act: BulkAct, user: User): boolean {
  if (act === "disable") return user.disabledOn === null;
  if (act === "enable") return user.disabledOn !== null;
  return act !== "resend" || (user.confirmedOn === null && !isClosed(user));
}

const partsOf = ({ act, users }: Plan): readonly string[] => [
  act,
  ...users.map(({ id }) => id).toSorted(),
];

/** The set of users is fixed by what a preview shows. */
export const markOf = (plan: Plan, now: Instant): string => writeSetMark(now, partsOf(plan));

/** When a preview showed exactly this; undefined if the set has changed since. */
export const shownOn = (plan: Plan, mark: string): Instant | undefined =>
  readSetMark(mark, partsOf(plan));

export type Tally = {
  readonly done: number;
  /** How many of the others, by reason. */
  readonly notDone: Readonly<Partial<Record<Exempt, number>>>;
  /** The first of the others. */
  readonly named: readonly Exempted[];
};

/** How many of those to whom nothing is done are named. */
const MOST_NAMED = 10;

export function tallyOf(count: number, others: readonly Exempted[]): Tally {
  const notDone: Partial<Record<Exempt, number>> = {};
  for (const { why } of others) notDone[why] = (notDone[why] ?? 0) + 1;
  return { done: count, notDone, named: others.slice(0, MOST_NAMED) };
}

export type BulkOperator = Pick<ActOnUser, "actor" | "reason"> & { readonly by: User };

type Acting = Uses<
  | "findUsers"
  | "browseAudit"
  | "disableUser"
  | "enableUser"
  | "endUserSessions"
  | "sendConfirmation"
  | "removeUser",
  "clock" | "settings"
>;

/**
 * Acts on one after the other, each in a transaction of its own with its line in the audit log. Nobody is acted on twice for one
 * preview. If the database fails in the middle, the rest is told as not reached.
 */
export async function performOnAll(
  context: Acting,
  { act, users }: Plan,
  operator: BulkOperator,
  previewedOn: Instant,
): Promise<Tally> {
  const others: Exempted[] = [];
  for (const [place, { id, email }] of users.entries()) {
    try {
      const why = await performOn(context, { act, id, previewedOn }, operator);
      if (why !== undefined) others.push({ email, why });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const rest = users.slice(place);
      others.push(...rest.map((user) => ({ email: user.email, why: "not-reached" as const })));
      break;
    }
  }
  return tallyOf(users.length - others.length, others);
}

/** People are asked about again, because earlier ones took their time. */
async function performOn(
  context: Acting,
  { act, id, previewedOn }: { act: BulkAct; id: string; previewedOn: Instant },
  { by, ...operator }: BulkOperator,
): Promise<Exempt | undefined> {
  const [user] = await context.store.findUsers({ id });
  if (user === undefined) return "not-found";
  const why = exempt(act, user, by);
  if (why !== undefined) return why;
  const query = { userId: id, actor: operator.actor, act: ACT_IN_AUDIT[act], since: previewedOn };
  const { lines } = await context.store.browseAudit({ ...query, limit: 1, after: undefined });
  if (lines.length > 0) return "done-before";
  const result = await verb(context, act, { ...operator, userId: id, now: context.clock.now() });
  return result.ok ? undefined : exemptBy(result.reason);
}

const ACT_IN_AUDIT: Readonly<Record<BulkAct, string>> = {
  disable: "disabled",
  enable: "enabled",
  "end-sessions": "sessions-ended",
  resend: "confirmation-resent",
  delete: "deleted",
};

async function verb(
  { store, settings }: Acting,
  act: BulkAct,
  input: ActOnUser,
): Promise<Result<unknown, string>> {
  switch (act) {
    case "disable":
      return store.disableUser(input);
    case "enable":
      return store.enableUser(input);
    case "end-sessions":
      return done(await store.endUserSessions({ ...input, sessionId: undefined }));
    case "resend":
      return store.sendConfirmation({ ...input, mailLimit: settings.limits.operator });
    case "delete":
      return store.removeUser(input);
  }
}

const exemptBy = (reason: string): Exempt =>
  (["not-found", "last-admin", "too-soon"] as const).find((each) => each === reason) ??
  "not-needed";
