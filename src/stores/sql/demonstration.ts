// Made-up users, for demonstrations and for trials with large numbers.

import { passwordCredential } from "../../domain/evidence.ts";
import type { Instant } from "../../domain/time.ts";
import { addCredential } from "./credentials.ts";
import { record, type Writing } from "./shared-writes.ts";
import { becomeOwner, onTheirWord } from "./ownership.ts";
import { changes, type Work } from "./work.ts";

export type DemonstrationUser = {
  readonly id: string;
  readonly email: string;
  readonly registeredOn: Instant;
  readonly registeredWith: string;
  readonly confirmedOn: Instant | null;
  readonly confirmedVia: "link" | "code";
};

/** Adds users, with the rows that registering and confirming would have left. */
export function* addDemonstrationUsers(
  given: Writing,
  users: readonly DemonstrationUser[],
  passwordHash: string,
): Work<void> {
  // Nobody is told of users who do not exist.
  const sql: Writing = { ...given, kinds: { ...given.kinds, eventOf: () => undefined } };
  for (const user of users) {
    const { id, email, registeredOn, confirmedOn } = user;
    yield* changes(
      `INSERT INTO users (id, email, email_key, registered_on, registered_with)
       VALUES (?, ?, ?, ?, ?)`,
      id,
      email,
      email,
      registeredOn,
      user.registeredWith,
    );
    yield* addCredential(id, passwordCredential(id, passwordHash), registeredOn);
    yield* record(sql, { now: registeredOn, actor: "visitor", act: "registered", userId: id });
    if (confirmedOn === null) continue;
    const { confirmedVia: via } = user;
    const detail = `${via}, session`;
    const owner = { userId: id, emailKey: email, via, actor: "user", detail, now: confirmedOn };
    yield* becomeOwner(sql, owner, onTheirWord);
  }
}
