// The content of the database between two steps, read by this file's own statements.

import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";

export type UserRow = {
  readonly id: string;
  readonly email: string;
  readonly email_key: string;
  /** Null if the user has none. */
  readonly password_hash: string | null;
  readonly registered_on: number;
  readonly confirmed_on: number | null;
  readonly confirmed_via: string | null;
  readonly disabled_on: number | null;
  readonly deletes_on: number | null;
  /** How many a sign-in requires. */
  readonly factors: 1 | 2;
};

export type CredentialRow = {
  readonly id: string;
  readonly user_id: string;
  readonly kind: string;
  readonly factor: "first" | "second" | "both" | "backup";
  readonly handle: string | null;
  readonly created_on: number;
};

export type SessionRow = {
  readonly hash: string;
  readonly user_id: string;
  readonly proved_on: number;
  readonly expires_on: number;
  readonly last_seen_on: number;
  readonly shared: number;
  /** 1 until the second step is taken. */
  readonly pending: 0 | 1;
  readonly evidence: string;
};

export type MailRow = {
  readonly id: string;
  readonly kind: string;
  readonly user_id: string | null;
  readonly email: string;
  readonly email_key: string;
  readonly state: string;
  readonly minted_on: number | null;
  readonly about: string | null;
  readonly asked_by: string | null;
  readonly ended_on: number | null;
};

export type AuditRow = {
  readonly rowid: number;
  readonly act: string;
  readonly actor: string;
  readonly user_id: string | null;
  readonly detail: string | null;
};

export type Snapshot = {
  readonly users: ReadonlyMap<string, UserRow>;
  /** The owner of each address. */
  readonly owners: ReadonlyMap<string, string>;
  readonly sessions: ReadonlyMap<string, SessionRow>;
  readonly mails: ReadonlyMap<string, MailRow>;
  readonly credentials: ReadonlyMap<string, CredentialRow>;
  /** Users whose second factor will be removed. */
  readonly removals: ReadonlySet<string>;
  /** How many browsers are remembered. */
  readonly browsers: number;
  /** Numbers that change with everything done to links, to assert that nothing was written. */
  readonly links: string;
  readonly lastAudit: number;
};

const READS = {
  users: `SELECT users.id, email, email_key, credentials.secret AS password_hash, registered_on,
    confirmed_on, confirmed_via, disabled_on, deletes_on, factors FROM users
    LEFT JOIN credentials ON credentials.user_id = users.id AND credentials.kind = 'password'`,
  credentials: "SELECT id, user_id, kind, factor, handle, created_on FROM credentials",
  removals: "SELECT user_id FROM factor_removals",
  browsers: "SELECT COUNT(*) AS browsers FROM remembered_browsers",
  addresses: "SELECT email_key, user_id FROM addresses",
  sessions: `SELECT hash, user_id, (SELECT MAX(json_extract(value, '$.on')) FROM json_each(evidence)) AS proved_on, expires_on,
    last_seen_on, shared, pending, evidence FROM sessions`,
  mails: `SELECT id, kind, user_id, email, email_key, state, minted_on, about, asked_by,
    ended_on FROM mails`,
  links: `SELECT COUNT(*) AS links, COUNT(minted_on) AS minted, COUNT(ended_on) AS ended,
    SUM(code_tries) AS codes, SUM(password_tries) AS passwords FROM links`,
  audit: "SELECT COALESCE(MAX(rowid), 0) AS last FROM audit",
  auditAfter: "SELECT rowid, act, actor, user_id, detail FROM audit WHERE rowid > ? ORDER BY rowid",
} as const;

const prepared = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

function read<Row>(database: DatabaseSync, sql: string, ...values: number[]): readonly Row[] {
  let statements = prepared.get(database);
  if (statements === undefined) {
    statements = new Map<string, StatementSync>();
    prepared.set(database, statements);
  }
  let statement = statements.get(sql);
  if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)));
  return statement.all(...values) as readonly unknown[] as readonly Row[];
}

export function snapshot(database: DatabaseSync): Snapshot {
  const byId = <Row extends { readonly id: string }>(found: readonly Row[]) =>
    new Map(found.map((each) => [each.id, each]));
  const owners = read<{ email_key: string; user_id: string }>(database, READS.addresses);
  const sessions = read<SessionRow>(database, READS.sessions);
  return {
    users: byId(read<UserRow>(database, READS.users)),
    owners: new Map(owners.map((each) => [each.email_key, each.user_id])),
    sessions: new Map(sessions.map((each) => [each.hash, each])),
    mails: byId(read<MailRow>(database, READS.mails)),
    credentials: byId(read<CredentialRow>(database, READS.credentials)),
    removals: new Set(
      read<{ user_id: string }>(database, READS.removals).map(({ user_id: id }) => id),
    ),
    browsers: read<{ browsers: number }>(database, READS.browsers)[0]!.browsers,
    links: JSON.stringify(read(database, READS.links)),
    lastAudit: read<{ last: number }>(database, READS.audit)[0]!.last,
  };
}

/** The audit rows that were written after a snapshot. */
export const auditSince = (database: DatabaseSync, before: Snapshot): readonly AuditRow[] =>
  read<AuditRow>(database, READS.auditAfter, before.lastAudit);

/** A snapshot without what a GET may write: when a session was last seen. */
export const withoutLastSeen = ({ users, owners, sessions, mails, links, ...rest }: Snapshot) =>
  JSON.stringify([
    [...rest.credentials.values()],
    [...rest.removals],
    rest.browsers,
    [...users.values()],
    [...owners],
    [...sessions.values()].map((session) => ({ ...session, last_seen_on: 0 })),
    [...mails.values()],
    links,
    rest.lastAudit,
  ]);

/** The digest by which a session is stored. */
export const hashOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url");
