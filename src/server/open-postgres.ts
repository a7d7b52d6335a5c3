// The connections of a process to PostgreSQL, by what they are for.

import { systemRandom } from "../adapters/system-random.ts";
import { postgresDriver, type PostgresLimits } from "../stores/sql/postgres.ts";
import type { SqlDriver } from "../stores/sql/work.ts";
import { ConfigError } from "./config-error.ts";
import { parsePostgresUrl } from "./postgres-url.ts";

/** Logins have connections that nothing else takes: a long lock on mails holds up only what mails. */
const CONNECTIONS = { main: { max: 8 }, access: { max: 3 }, reader: { max: 1, pipeline: true } };

/** Seconds for a connection: to be made, or to come free. */
const CONNECT = 5;

/**
 * A driver over the servers that a URL names; nothing is connected to before it is used. Throws
 * `ConfigError` where the URL cannot be read.
 */
export async function openPostgres(url: string, limits?: PostgresLimits): Promise<SqlDriver> {
  const address = parsePostgresUrl(url);
  if (typeof address === "string") throw new ConfigError([address]);
  const { default: pg } = await import("pg");
  // Milliseconds and counts fit into a number for the next 285,000 years; pg would give texts.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const { servers, user, password, database, ssl, enableChannelBinding } = address;
  const settings = {
    user,
    password,
    database,
    enableChannelBinding,
    ...(ssl === undefined ? {} : { ssl }),
    connectionTimeoutMillis: (address.connectTimeout ?? CONNECT) * 1_000,
    // Lost packets are noticed within half a minute, also where nobody asks anything meanwhile.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "postern",
    ...address.named,
  };
  const poolsOf = (kind: { readonly max: number; readonly pipeline?: boolean }) =>
    servers.map((server) => {
      const pool = new pg.Pool({ ...settings, ...server, ...kind });
      // A connection that breaks while nobody uses it is replaced at the next use.
      return pool.on("error", () => undefined);
    });
  const pools = {
    main: poolsOf(CONNECTIONS.main),
    access: poolsOf(CONNECTIONS.access),
    reader: poolsOf(CONNECTIONS.reader),
  };
  return postgresDriver(pools, systemRandom, limits);
}
