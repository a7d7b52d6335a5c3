// Reads all users for an export.

import type { User } from "../../domain/user.ts";
import { CREDENTIAL, toCredential, type CredentialRow } from "./credentials.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { rows } from "./work.ts";

/** A page of users, in the order of their ids, with what an export says of each. */
export function* exportUsers({ after = "", limit }: Input<"exportUsers">): Output<"exportUsers"> {
  const found = yield* rows<UserRow>(
    `SELECT ${USER} FROM users WHERE id > ? ORDER BY id LIMIT ?`,
    after,
    limit,
  );
  const users: readonly User[] = found.map(toUser);
  const last = users.at(-1)?.id ?? after;
  const credentials = (yield* rows<CredentialRow>(CREDENTIALS_OF, after, last)).map(toCredential);
  const imported = yield* rows<{ user_id: string; foreign_id: string | null }>(
    FOREIGN_IDS,
    after,
    last,
  );
  const foreignIds = new Map(imported.map((each) => [each.user_id, each.foreign_id]));
  const theirs = Map.groupBy(credentials, ({ userId }) => userId);
  return users.map((user) => ({
    user,
    credentials: theirs.get(user.id) ?? [],
    foreignId: foreignIds.get(user.id) ?? null,
  }));
}

const CREDENTIALS_OF = `SELECT ${CREDENTIAL} FROM credentials WHERE user_id > ? AND user_id <= ?`;

const FOREIGN_IDS =
  "SELECT user_id, foreign_id FROM imported_users WHERE user_id > ? AND user_id <= ?";
