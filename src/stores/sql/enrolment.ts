// Adds and removes credentials of a logged-in user.

import type { CredentialStore } from "../../ports/credential-store.ts";
import {
  addCredential,
  findPassword,
  listCredentials,
  proofStands,
  removeCredential,
} from "./credentials.ts";
import type { Sql } from "./shared-writes.ts";
import { completeLogIn } from "./log-in.ts";
import type { Input } from "./verbs.ts";
import { changes, type Work } from "./work.ts";

export const credentialStore = (sql: Sql): CredentialStore => ({
  findPassword: (userId) => sql.driver.read(() => findPassword(userId)),
  listCredentials: (userId) => sql.driver.read(() => listCredentials(userId)),
  addCredential: (input) => sql.driver.write(() => enrol(sql, input)),
  removeCredential: (input) => sql.driver.write(() => withdraw(input)),
});

function* enrol(sql: Sql, input: Input<"addCredential">): Work<boolean> {
  const { userId, credential, acting, session, now } = input;
  if (!(yield* proofStands({ kind: "session", hash: acting }, userId))) return false;
  yield* addCredential(userId, credential, now);
  if (credential.factor !== "first") yield* endOthers(userId, acting);
  return (yield* completeLogIn(sql, { session, userId, continues: acting, now })) !== undefined;
}

function* withdraw({ userId, id, acting }: Input<"removeCredential">): Work<boolean> {
  if (!(yield* proofStands({ kind: "session", hash: acting }, userId))) return false;
  if (!(yield* removeCredential(userId, id))) return false;
  yield* endOthers(userId, acting);
  return true;
}

function* endOthers(userId: string, acting: string): Work<void> {
  yield* changes("DELETE FROM sessions WHERE user_id = ? AND hash <> ?", userId, acting);
}
