// Credentials: what users can show. No other code writes them, or the number of factors that a sign-in requires.

import {
  PASSWORD,
  type Credential,
  type Factors,
  type NewCredential,
  type Password,
  type Shown,
} from "../../domain/evidence.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { NewSecret } from "../../ports/credential-store.ts";
import { presentUser } from "./users.ts";
import type { Input } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export function* findPassword(userId: string | null): Work<Password | undefined> {
  const found = yield* row<{ id: string; secret: string }>(
    "SELECT id, secret FROM credentials WHERE user_id = ? AND kind = ?",
    userId,
    PASSWORD,
  );
  return found && { credentialId: found.id, hash: found.secret };
}

export type CredentialRow = {
  readonly id: string;
  readonly user_id: string;
  readonly kind: string;
  readonly factor: Credential["factor"];
  readonly secret: string;
  readonly state: string | null;
  readonly handle: string | null;
  readonly name: string | null;
  readonly created_on: number;
  readonly last_used_on: number | null;
};

export const CREDENTIAL =
  "id, user_id, kind, factor, secret, state, handle, name, created_on, last_used_on";

export const toCredential = (found: CredentialRow): Credential => ({
  id: found.id,
  userId: found.user_id,
  kind: found.kind,
  factor: found.factor,
  secret: found.secret,
  state: found.state,
  handle: found.handle,
  name: found.name,
  createdOn: found.created_on,
  lastUsedOn: found.last_used_on,
});

export function* listCredentials(userId: string): Work<readonly Credential[]> {
  const found = yield* rows<CredentialRow>(
    `SELECT ${CREDENTIAL} FROM credentials WHERE user_id = ? ORDER BY created_on, id`,
    userId,
  );
  return found.map(toCredential);
}

export function* countCredentials(kind: string): Work<number> {
  const found = yield* row<{ count: number }>(
    "SELECT COUNT(*) AS count FROM credentials WHERE kind = ?",
    kind,
  );
  return found?.count ?? 0;
}

/** Of all users, in the order of their ids. */
export function* listCredentialsOfKind({
  kind,
  after = "",
  limit,
}: Input<"listCredentialsOfKind">): Work<readonly Credential[]> {
  const found = yield* rows<CredentialRow>(
    `SELECT ${CREDENTIAL} FROM credentials WHERE kind = ? AND id > ? ORDER BY id LIMIT ?`,
    kind,
    after,
    limit,
  );
  return found.map(toCredential);
}

/** Replaces secrets that are still the same. Returns how many. */
export function* replaceSecrets(secrets: readonly NewSecret[]): Work<number> {
  const sql = "UPDATE credentials SET secret = ? WHERE id = ? AND secret = ?";
  let replaced = 0;
  for (const { id, from, to } of secrets) replaced += yield* changes(sql, to, id, from);
  return replaced;
}

/** The credential with a handle, and whose it is. */
export function* findByHandle(
  handle: string,
): Work<{ readonly user: User; readonly credential: Credential } | undefined> {
  const found = yield* row<CredentialRow>(
    `SELECT ${CREDENTIAL} FROM credentials WHERE handle = ?`,
    handle,
  );
  if (found === undefined) return undefined;
  return { user: yield* presentUser(found.user_id), credential: toCredential(found) };
}

export function* addCredential(
  userId: string,
  { id, kind, factor, secret, state, handle, name }: NewCredential,
  now: Instant,
): Work<boolean> {
  const added = yield* changes(
    `INSERT INTO credentials (id, user_id, kind, factor, secret, state, handle, name, created_on)
     SELECT CAST(? AS TEXT), users.id, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),
       CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT)
     FROM users WHERE users.id = ?`,
    id,
    kind,
    factor,
    secret,
    state ?? null,
    handle ?? null,
    name ?? null,
    now,
    userId,
  );
  if (factor === "second") yield* chooseFactors(userId, 2);
  return added === 1;
}

/** False if the user does not have it. */
export function* renameCredential({
  userId,
  id,
  name,
}: Pick<Credential, "userId" | "id"> & { readonly name: string }): Work<boolean> {
  const sql = "UPDATE credentials SET name = ? WHERE id = ? AND user_id = ? AND kind <> ?";
  return (yield* changes(sql, name, id, userId, PASSWORD)) === 1;
}

/** Removes all credentials of a kind, to make place for others of that kind. */
export function* removeKind(userId: string, kind: string): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ? AND kind = ?", userId, kind);
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
 * Removes what starts a sign-in and is one factor only: whoever recovers an account trusts none of it. What is or adds
 * a second one stays, because recovery must not be weaker than signing in.
 */
export function* removeFirstFactors(userId: string): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ? AND factor = 'first'", userId);
}

/**
 * Removes what only adds to a password, as far as it was there at a time: its user has lost it. A passkey that is a
 * whole sign-in stays, and is not required: unless the site asks for it, from a value of `users.admin` on.
 */
export function* removeSecondFactors(
  userId: string,
  since: Instant,
  requiredFrom: number,
): Work<void> {
  yield* changes(
    `DELETE FROM credentials WHERE user_id = ? AND created_on <= ? AND (factor IN ('second', 'backup')
       OR (factor = 'both' AND EXISTS (SELECT 1 FROM users
         WHERE users.id = credentials.user_id AND users.admin >= ?)))`,
    userId,
    since,
    requiredFrom,
  );
  yield* changes(
    `UPDATE users SET factors = 1 WHERE id = ? AND NOT EXISTS (SELECT 1 FROM credentials
       WHERE credentials.user_id = users.id AND credentials.factor = 'second')`,
    userId,
  );
}

/** Removes all credentials of a registration that somebody else takes over. */
export function* removeCredentials(userId: string): Work<void> {
  yield* changes("DELETE FROM credentials WHERE user_id = ?", userId);
  yield* countFactors(userId);
}

/** Whether a user could show a second factor. */
export const HAS_SECOND = `EXISTS (SELECT 1 FROM credentials
  WHERE credentials.user_id = users.id AND credentials.factor IN ('second', 'both'))`;

/** Whether somebody has a second factor to lose: one, or only backups of one that was removed from them. */
export function* hasSecond(userId: string): Work<boolean> {
  const sql = `SELECT id FROM users WHERE id = ? AND (factors = 2 OR ${HAS_SECOND})`;
  return (yield* row(sql, userId)) !== undefined;
}

/** Whether a sign-in requires two factors. False, and unchanged, if the user could not show two. */
export function* chooseFactors(userId: string, factors: Factors): Work<boolean> {
  const sql = `UPDATE users SET factors = ? WHERE id = ? AND ${HAS_SECOND}`;
  return (yield* changes(sql, factors, userId)) === 1;
}

/** After credentials went: nobody is asked for a factor that is gone, and backups of nothing go too. */
function* countFactors(userId: string): Work<void> {
  const sql = `UPDATE users SET factors = 1 WHERE id = ? AND NOT ${HAS_SECOND}`;
  if ((yield* changes(sql, userId)) === 0) return;
  yield* changes("DELETE FROM credentials WHERE user_id = ? AND factor = 'backup'", userId);
}

/**
 * Removes what was added since a time, for whoever takes an account back: it could be a thief's. What is older stays.
 * The password is not among them: `setPassword` decides about it. An app that was moved to another phone is new, and the
 * recovery codes that it came with are not: they stay and are asked for, so that the mailbox alone is not enough.
 */
export function* removeRecentCredentials(userId: string, since: Instant): Work<void> {
  yield* changes(
    "DELETE FROM credentials WHERE user_id = ? AND created_on >= ? AND kind <> ?",
    userId,
    since,
    PASSWORD,
  );
  if ((yield* row(HAS_BACKUP, userId)) === undefined) yield* countFactors(userId);
}

/** A user who has to show a second factor, and has a backup of one. */
const HAS_BACKUP = `SELECT id FROM users WHERE id = ? AND factors = 2 AND EXISTS (SELECT 1
  FROM credentials WHERE credentials.user_id = users.id AND credentials.factor = 'backup')`;

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
 * Records that a credential was used, with what the use changes, and stores a better hash of a password if there is
 * one. False if the user no longer has it, or another use was first.
 */
export function* useCredential(
  userId: string,
  { credentialId: id, use }: Shown & { readonly credentialId: string },
  rehashed: string | undefined,
  now: Instant,
): Work<boolean> {
  if (use === undefined) {
    const better = rehashed ?? null;
    return (yield* changes(USED, now, better, better, id, userId)) === 1;
  }
  const { from, to } = use;
  const found = yield* row<{ state: string | null }>(
    "SELECT state FROM credentials WHERE id = ? AND user_id = ?",
    id,
    userId,
  );
  if (found === undefined || (from !== undefined && found.state !== from)) return false;
  const changed =
    to === null
      ? yield* changes("DELETE FROM credentials WHERE id = ? AND user_id = ?", id, userId)
      : yield* changes(
          `UPDATE credentials SET last_used_on = ?, state = ?
           WHERE id = ? AND COALESCE(state, '') = ?`,
          now,
          to,
          id,
          found.state ?? "",
        );
  return changed === 1;
}

const USED = `UPDATE credentials SET last_used_on = ?,
    secret = CASE kind WHEN 'password' THEN COALESCE(?, secret) ELSE secret END,
    state = CASE WHEN kind = 'password' AND CAST(? AS TEXT) IS NOT NULL THEN NULL ELSE state END
  WHERE id = ? AND user_id = ?`;
