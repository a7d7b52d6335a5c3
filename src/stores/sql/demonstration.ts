// Users who never were, for demonstrations and for trying things out at size.

import type { Instant } from "../../domain/time.ts";
import { record, type Ids } from "./facts.ts";
import { changes, type Work } from "./work.ts";

export type DemonstrationUser = {
  readonly id: string;
  readonly email: string;
  readonly registeredOn: Instant;
  readonly registeredWith: string;
  readonly confirmedOn: Instant | null;
  readonly confirmedVia: "link" | "code";
};

/** Adds some, with the rows that registering and confirming would have left behind. */
export function* addDemonstrationUsers(
  ids: Ids,
  users: readonly DemonstrationUser[],
  passwordHash: string,
): Work<void> {
  for (const user of users) {
    const { id, email, registeredOn, confirmedOn } = user;
    yield* changes(
      `INSERT INTO users (id, email, email_key, password_hash, registered_on, registered_with,
         confirmed_on, confirmed_via)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      email,
      email,
      passwordHash,
      registeredOn,
      user.registeredWith,
      confirmedOn,
      confirmedOn === null ? null : user.confirmedVia,
    );
    yield* record(ids, { now: registeredOn, actor: "visitor", act: "registered", userId: id });
    if (confirmedOn === null) continue;
    yield* changes(
      "INSERT INTO addresses (email_key, user_id, claimed_on) VALUES (?, ?, ?)",
      email,
      id,
      confirmedOn,
    );
    yield* record(ids, {
      now: confirmedOn,
      actor: "user",
      act: "confirmed",
      userId: id,
      detail: `${user.confirmedVia}, session`,
    });
  }
}
