// One's own data: everything that is kept about a user, and nothing that opens a door.

import type { Session } from "../../domain/session.ts";
import type { User } from "../../domain/user.ts";
import type { Context } from "../../ports/context.ts";
import type { KeptFacts } from "./store.ts";

export type OwnData = KeptFacts & { readonly user: User; readonly sessions: readonly Session[] };

/** Gathers what is kept about a user (GDPR, articles 15 and 20). Password hashes stay where they are. */
export async function ownData({ store }: Pick<Context, "store">, user: User): Promise<OwnData> {
  const [sessions, kept] = await Promise.all([
    store.listSessions(user.id),
    store.findKeptFacts(user.id),
  ]);
  return { user, sessions, ...kept };
}
