// The roles of users, other than `admin`: see migration 40.

import { refused, done } from "../../domain/result.ts";
import { note } from "./admin-notes.ts";
import { endSessions } from "./endings.ts";
import type { Sql } from "./shared-writes.ts";
import { findUser, presentUser } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes } from "./work.ts";

export function* setRole(sql: Sql, input: Input<"setRole">): Output<"setRole"> {
  const { userId, role, held, now } = input;
  const user = yield* findUser(userId);
  if (user === undefined) return refused("not-found");
  if (held && user.confirmedOn === null) return refused("unconfirmed");
  const changed = held
    ? yield* changes(
        "INSERT INTO user_roles (user_id, role) VALUES (?, ?) ON CONFLICT DO NOTHING",
        userId,
        role,
      )
    : yield* changes("DELETE FROM user_roles WHERE user_id = ? AND role = ?", userId, role);
  if (changed === 0) return refused("no-change");
  if (!held) yield* endSessions(sql, userId, "ended-by-operator", now);
  const detail = input.reason === undefined ? role : `${role}: ${input.reason}`;
  yield* note(sql, input, held ? "role-added" : "role-removed", detail);
  return done(yield* presentUser(userId));
}
