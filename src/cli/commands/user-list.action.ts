// `postern user list`: the users, for people, programs and spreadsheets.

import { days, type Instant } from "../../domain/time.ts";
import type { UserFilter, UserQuery } from "../../ports/user-query.ts";
import { refuseReversed } from "./words.ts";
import { withDatabase } from "../with-database.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { domainFlag } from "../address-flags.ts";
import { userCsv, userJson, userTable } from "../user-words.ts";

export type UserListFlags = Partial<Record<Exclude<UserFilter, "all">, true>> & {
  readonly state?: Exclude<UserFilter, "all">;
  readonly role?: string;
  readonly search?: string;
  readonly domain?: string;
  readonly registeredSince?: Instant;
  readonly registeredUntil?: Instant;
  readonly confirmedSince?: Instant;
  readonly confirmedUntil?: Instant;
  readonly limit: number;
  readonly after?: string;
  readonly csv?: true;
};

/** Prints a page of users, newest first, how many there are on all pages, and where the next page begins. */
export async function listUsers(flags: UserListFlags, globals: Globals): Promise<void> {
  const query = queryOf(flags);
  const { limit, after } = flags;
  await withDatabase(globals, "ready", async ({ context }) => {
    const total = await context.store.countUsers(query);
    const users = await context.store.listUsers({ ...query, limit, after });
    const next = users.length === limit ? (users.at(-1)?.id ?? null) : null;
    if (globals.json) return printJson({ users: users.map(userJson), total, next });
    if (flags.csv) print(userCsv(users));
    else if (users.length === 0 && after === undefined) return say("There are no such users.");
    else if (users.length > 0) print(userTable(users));
    say(`${count(users.length, "user")} of ${total.toLocaleString("en")}.`);
    if (next !== null) say(`More: --after ${next}`);
  });
}

const KINDS = ["unconfirmed", "confirmed", "disabled", "deleting", "admin"] as const;

function queryOf(flags: UserListFlags): UserQuery {
  refuseReversed(flags, "registeredSince", "registeredUntil");
  refuseReversed(flags, "confirmedSince", "confirmedUntil");
  return {
    filter: flags.state ?? KINDS.find((kind) => flags[kind]) ?? "all",
    role: flags.role,
    search: flags.search,
    domain: domainFlag(flags),
    registeredSince: flags.registeredSince,
    registeredUntil: endOf(flags.registeredUntil),
    confirmedSince: flags.confirmedSince,
    confirmedUntil: endOf(flags.confirmedUntil),
  };
}

/** People who say "until Friday" include Friday. */
const endOf = (day: Instant | undefined): Instant | undefined =>
  day === undefined ? undefined : day + days(1);
