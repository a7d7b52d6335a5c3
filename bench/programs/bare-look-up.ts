// One hand-written prepared statement: the shortest way from a session's digest to its user.

export type Found = { readonly id: string; readonly email: string };

export type LookUp = (hash: string) => Found | undefined | Promise<Found | undefined>;

/** All columns of a session and its user that Postern reads. */
const SELECT = `
  SELECT sessions.id AS session_id, sessions.created_on, sessions.last_seen_on, sessions.evidence,
    sessions.expires_on, sessions.browser, sessions.client, sessions.shared, sessions.pending, users.id, users.email,
    users.email_key,
    users.registered_on, users.registered_with, users.next_path, users.confirmed_on,
    users.confirmed_via, users.password_changed_on, users.factors, users.admin, users.disabled_on,
    users.email_frozen_until, users.deletes_on, users.language, users.source, users.fields, users.terms,
    (SELECT string_agg(role, ' ') FROM user_roles WHERE user_id = users.id) AS roles
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE sessions.hash = `;

export async function bareLookUp(database: string): Promise<LookUp> {
  return database.startsWith("sqlite:")
    ? onSqlite(database.slice("sqlite:".length))
    : onPostgres(database);
}

async function onSqlite(file: string): Promise<LookUp> {
  const { DatabaseSync } = await import("node:sqlite");
  const statement = new DatabaseSync(file).prepare(`${SELECT}?`);
  return (hash) => statement.get(hash) as Found | undefined;
}

/** What was prepared over a pooler may be missing in the next transaction. */
const name = process.env["POOLED"] === undefined ? "visit" : undefined;

/** One connection, one statement, and no waiting for earlier answers. */
async function onPostgres(url: string): Promise<LookUp> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, pipeline: true });
  await client.connect();
  return async (hash) => {
    const { rows } = await client.query<Found>({
      name,
      text: `${SELECT}$1`,
      values: [hash],
    });
    return rows[0];
  };
}
