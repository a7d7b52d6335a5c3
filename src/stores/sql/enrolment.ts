// Adds and removes credentials of a logged-in user.

import { done, refused } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { Added, CredentialStore } from "../../ports/credential-store.ts";
import {
  addCredential,
  chooseFactors,
  countCredentials,
  findByHandle,
  findPassword,
  listCredentials,
  listCredentialsOfKind,
  removeCredential,
  removeKind,
  renameCredential,
  replaceSecrets,
} from "./credentials.ts";
import { proofStands } from "./own-proof.ts";
import { endSessions } from "./endings.ts";
import { endRemoval } from "./factor-removal.ts";
import { countNotice, type Sql } from "./shared-writes.ts";
import { completeLogIn, forgetEvidence } from "./log-in.ts";
import { tell } from "./news.ts";
import { forgetBrowsers } from "./remembered-browsers.ts";
import type { Input, Output } from "./verbs.ts";
import type { Work } from "./work.ts";

export const credentialStore = (sql: Sql): CredentialStore => ({
  findPassword: (userId) => sql.driver.read(() => findPassword(userId)),
  listCredentials: (userId) => sql.driver.read(() => listCredentials(userId)),
  findByHandle: (handle) => sql.driver.read(() => findByHandle(handle)),
  addCredentials: (input) => sql.driver.write(() => enrol(sql, input)),
  removeCredentials: (input) => sql.driver.write(() => withdraw(sql, input)),
  renameCredential: (input) => sql.driver.write(() => renameCredential(input)),
  requireTwoFactors: (input) => sql.driver.write(() => requireTwoFactors(sql, input)),
  countCredentials: (kind) => sql.driver.report(() => countCredentials(kind)),
  listCredentialsOfKind: (input) => sql.driver.report(() => listCredentialsOfKind(input)),
  replaceSecrets: (secrets) => sql.driver.write(() => replaceSecrets(secrets)),
});

function* enrol(sql: Sql, input: Input<"addCredentials">): Work<Added> {
  const { userId, credentials, replaces, acting, session, news, now } = input;
  if (!(yield* proofStands({ kind: "session", hash: acting }, userId))) return { added: false };
  for (const { handle } of credentials) {
    if (handle !== undefined && (yield* findByHandle(handle))) return { added: false, taken: true };
  }
  const counted = yield* countNotice(input.limit, news.mail, userId, now);
  if (!counted.allowed) return { added: false, retryOn: counted.retryOn };
  if (replaces !== undefined) {
    yield* removeKind(userId, replaces);
    yield* forgetBrowsers(userId);
  }
  for (const credential of credentials) yield* addCredential(userId, credential, now);
  if (credentials.some(({ factor }) => factor === "second"))
    yield* endOthers(sql, userId, acting, now);
  const state = yield* completeLogIn(sql, { session, userId, continues: acting, now });
  if (state === undefined) throw new Error("A credential was added in a session that had ended.");
  yield* tell(sql, userId, news, now);
  return { added: true };
}

function* withdraw(sql: Sql, input: Input<"removeCredentials">): Work<boolean> {
  const { userId, ids, acting, news, now } = input;
  if (!(yield* proofStands({ kind: "session", hash: acting }, userId))) return false;
  let removed = 0;
  for (const id of ids) removed += (yield* removeCredential(userId, id)) ? 1 : 0;
  if (removed === 0) return false;
  yield* endOthers(sql, userId, acting, now);
  yield* forgetEvidence(acting, userId);
  yield* tell(sql, userId, news, now);
  return true;
}

function* requireTwoFactors(
  sql: Sql,
  input: Input<"requireTwoFactors">,
): Output<"requireTwoFactors"> {
  const { userId, required, acting, news, limit, now } = input;
  if (!(yield* proofStands({ kind: "session", hash: acting }, userId))) return refused("outdated");
  const counted = yield* countNotice(limit, news.mail, userId, now);
  if (!counted.allowed) return { ...refused("too-many"), retryOn: counted.retryOn };
  if (!(yield* chooseFactors(userId, required ? 2 : 1))) return refused("outdated");
  yield* endOthers(sql, userId, acting, now);
  yield* tell(sql, userId, news, now);
  return done(null);
}

/**
 * What was shown in other sessions, and in browsers that are remembered, no longer counts. Whoever changes what a sign-in
 * requires has shown all of it, and has not lost the second factor.
 */
function* endOthers(sql: Sql, userId: string, acting: string, now: Instant): Work<void> {
  yield* endRemoval(userId, "replaced", now);
  yield* endSessions(sql, userId, "credentials-changed", now, acting);
  yield* forgetBrowsers(userId);
}
