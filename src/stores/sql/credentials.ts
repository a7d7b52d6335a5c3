// Credentials: what users can show. Nothing else writes them, or how many factors a sign-in asks for.

import {
  PASSWORD,
  type Credential,
  type NewCredential,
  type OwnProof,
  type Password,
} from "../../domain/evidence.ts";
import type { Instant } from "../../domain/time.ts";
import type { CredentialStore } from "../../ports/credential-store.ts";
import type { Sql } from "./facts.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const credentialStore = ({ driver }: Sql): CredentialStore => ({
  findPassword: (userId) => driver.read(() => findPassword(userId)),
  listCredentials: (userId) => driver.read(() => listCredentials(userId)),
  addCredential: (input) => driver.write(() => enrol(input)),
  removeCredential: ({ userId, id }) => driver.write(() => removeCredential(userId, id)),
});

export function* findPassword(userId: string | null): Work<Password | undefined> {
  const found = yield* row<{ id: string; secret: string }>(
    "SELECT id, secret FROM credentials WHERE user_id = ? AND kind = ?",
    userId,
    PASSWORD,
  );
  return found && { credentialId: found.id, hash: found.secret };
}

type CredentialRow = {
  readonly id: string;
  readonly user_id: string;
  readonly kind: string;
  readonly factor: Credential["factor"];
  readonly secret: string;
  readonly name: string | null;
  readonly created_on: number;
  readonly last_used_on: number | null;
};

function* listCredentials(userId: string): Work<readonly Credential[]> {
  const found = yield* rows<CredentialRow>(
    `SELECT id, user_id, kind, factor, secret, name, created_on, last_used_on FROM credentials
     WHERE user_id = ? ORDER BY created_on, id`,
    userId,
  );
  return found.map(({ user_id, created_on, last_used_on, ...rest }) => ({
    ...rest,
    userId: user_id,
    createdOn: created_on,
    lastUsedOn: last_used_on,
  }));
}

export function* addCredential(
  userId: string,
  { id, kind, factor, secret, name }: NewCredential,
  now: Instant,
): Work<boolean> {
  const added = yield* changes(
    `INSERT INTO credentials (id, user_id, kind, factor, secret, name, created_on)
     SELECT CAST(? AS TEXT), users.id, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),
       CAST(? AS BIGINT)
     FROM users WHERE users.id = ?`,
    id,
    kind,
    factor,
    secret,
    name ?? null,
    now,
    userId,
  );
  return added === 1;
}

function* enrol(input: Parameters<CredentialStore["addCredential"]>[0]): Work<boolean> {
  const { userId, credential, keep, now } = input;
  if (!(yield* addCredential(userId, credential, now))) return false;
  if (credential.factor === "first") return true;
  yield* countFactors(userId);
  yield* changes("DELETE FROM sessions WHERE user_id = ? AND hash <> ?", userId, keep);
  return true;
}

function* removeCredential(userId: string, id: string): Work<boolean> {
  const removed = yield* changes(
    "DELETE FROM credentials WHERE id = ? AND user_id = ? AND kind <> ?",
    id,
    userId,
    PASSWORD,
  );
  if (removed === 0) return false;
  yield* countFactors(userId);
  // What they wait for may be gone: the password is typed once more.
  yield* changes("DELETE FROM sessions WHERE user_id = ? AND pending = 1", userId);
  return true;
}

function* countFactors(userId: string): Work<void> {
  yield* changes(
    `UPDATE users SET factors = CASE WHEN EXISTS (SELECT 1 FROM credentials
       WHERE credentials.user_id = users.id AND credentials.factor <> 'first') THEN 2 ELSE 1 END
     WHERE id = ?`,
    userId,
  );
}

/** Sets the password of a user; undefined leaves none, so that only a reset opens the account. */
export function* setPassword(
  userId: string,
  password: NewCredential | undefined,
  now: Instant,
): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ? AND kind = ?", userId, PASSWORD);
  if (password !== undefined) yield* addCredential(userId, password, now);
  yield* changes("UPDATE users SET password_changed_on = ? WHERE id = ?", now, userId);
}

/** Removes a password that is to be replaced. False where it is none of the user's any more, or nobody may act as the user. */
export function* removePassword(userId: string, id: string): Work<boolean> {
  const removed = yield* changes(
    `DELETE FROM credentials WHERE id = ? AND user_id = ? AND EXISTS (SELECT 1 FROM users
       WHERE users.id = credentials.user_id AND disabled_on IS NULL AND deletes_on IS NULL)`,
    id,
    userId,
  );
  return removed === 1;
}

/**
 * Notes that a credential was used, and improves the hash of a password where there is a better one. False
 * where it is none of the user's any more.
 */
export function* useCredential(
  userId: string,
  id: string,
  rehashed: string | undefined,
  now: Instant,
): Work<boolean> {
  const used = yield* changes(
    `UPDATE credentials SET last_used_on = ?, secret = COALESCE(?, secret)
     WHERE id = ? AND user_id = ?`,
    now,
    rehashed ?? null,
    id,
    userId,
  );
  return used === 1;
}

/** Whether what somebody offers as proof of being a user is one now. */
export function* proofStands(proof: OwnProof, userId: string): Work<boolean> {
  const found =
    proof.kind === "session"
      ? yield* row("SELECT id FROM sessions WHERE hash = ? AND user_id = ?", proof.hash, userId)
      : yield* row(
          "SELECT id FROM credentials WHERE id = ? AND user_id = ?",
          proof.credentialId,
          userId,
        );
  return found !== undefined;
}
