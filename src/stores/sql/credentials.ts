// Credentials: what users can show. No other code writes them, or the number of factors that a sign-in
// requires.

import {
  PASSWORD,
  type Credential,
  type NewCredential,
  type OwnProof,
  type Password,
} from "../../domain/evidence.ts";
import type { Instant } from "../../domain/time.ts";
import { changes, row, rows, type Work } from "./work.ts";

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

export function* listCredentials(userId: string): Work<readonly Credential[]> {
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
  if (factor !== "first") yield* countFactors(userId);
  return added === 1;
}

/** Removes a credential other than the password. False if the user does not have it. */
export function* removeCredential(userId: string, id: string): Work<boolean> {
  const removed = yield* changes(
    "DELETE FROM credentials WHERE id = ? AND user_id = ? AND kind <> ?",
    id,
    userId,
    PASSWORD,
  );
  if (removed === 1) yield* countFactors(userId);
  return removed === 1;
}

/**
 * Removes what can start a sign-in: whoever recovers an account trusts none of it. A second factor stays,
 * because recovery must not be weaker than signing in.
 */
export function* removeFirstFactors(userId: string): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ? AND factor <> 'second'", userId);
  yield* countFactors(userId);
}

/** Removes all credentials of a registration that somebody else takes over. */
export function* removeCredentials(userId: string): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ?", userId);
  yield* countFactors(userId);
}

function* countFactors(userId: string): Work<void> {
  yield* changes(
    `UPDATE users SET factors = CASE WHEN EXISTS (SELECT 1 FROM credentials
       WHERE credentials.user_id = users.id AND credentials.factor <> 'first') THEN 2 ELSE 1 END
     WHERE id = ?`,
    userId,
  );
}

/** Sets the password of a user; undefined removes it, so that only a reset opens the account. */
export function* setPassword(
  userId: string,
  password: NewCredential | undefined,
  now: Instant,
): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ? AND kind = ?", userId, PASSWORD);
  if (password !== undefined) yield* addCredential(userId, password, now);
  yield* changes("UPDATE users SET password_changed_on = ? WHERE id = ?", now, userId);
}

/**
 * Removes a password that is to be replaced. False if the user no longer has it, or nobody may act as the user.
 */
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
 * Records that a credential was used, and stores a better hash of a password if there is one. False if the user
 * no longer has it.
 */
export function* useCredential(
  userId: string,
  id: string,
  rehashed: string | undefined,
  now: Instant,
): Work<boolean> {
  const used = yield* changes(
    `UPDATE credentials SET last_used_on = ?,
       secret = CASE kind WHEN 'password' THEN COALESCE(?, secret) ELSE secret END
     WHERE id = ? AND user_id = ?`,
    now,
    rehashed ?? null,
    id,
    userId,
  );
  return used === 1;
}

const SESSION_STANDS = "SELECT id FROM sessions WHERE hash = ? AND user_id = ? AND pending = 0";

/** Whether what somebody offers as proof of being a user is still valid. */
export function* proofStands(proof: OwnProof, userId: string): Work<boolean> {
  const found =
    proof.kind === "session"
      ? yield* row(SESSION_STANDS, proof.hash, userId)
      : yield* row(
          "SELECT id FROM credentials WHERE id = ? AND user_id = ?",
          proof.credentialId,
          userId,
        );
  return found !== undefined;
}
