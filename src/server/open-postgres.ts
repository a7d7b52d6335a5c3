// The connections of a process to PostgreSQL, by purpose.

import { systemRandom } from "../adapters/system-random.ts";
import type { MigratedFeature } from "../stores/sql/migrate.ts";
import { namingIn } from "../stores/sql/naming.ts";
import { postgresDriver, type PostgresLimits } from "../stores/sql/postgres.ts";
import type { SqlDriver } from "../stores/sql/work.ts";
import { ConfigError } from "./config-error.ts";
import { parsePostgresUrl } from "./postgres-url.ts";

/** Logins have connections that nothing else uses: a long lock on mails delays only what mails. */
const CONNECTIONS = { main: { max: 8 }, access: { max: 3 }, reader: { max: 1, pipeline: true } };

/** Seconds for a connection to be made, or to become free. */
const CONNECT = 5;

/**
 * A driver over the servers that a URL names; it connects at its first use. Throws `ConfigError` if the URL
 * cannot be read.
 */
export async function openPostgres(
  url: string,
  features: readonly MigratedFeature[],
  limits?: PostgresLimits,
): Promise<SqlDriver> {
  const address = parsePostgresUrl(url);
  if (typeof address === "string") throw new ConfigError([address]);
  const { default: pg } = await import("pg");
  const { servers, user, password, database, ssl, enableChannelBinding } = address;
  const settings = {
    user,
    password,
    database,
    enableChannelBinding,
    ...(ssl === undefined ? {} : { ssl }),
    connectionTimeoutMillis: (address.connectTimeout ?? CONNECT) * 1_000,
    // Lost packets are noticed within half a minute, even if nothing is sent in the meantime.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "postern",
    ...address.named,
  };
  const poolsOf = (kind: { readonly max: number; readonly pipeline?: boolean }) =>
    servers.map((server) => {
      const pool = new pg.Pool({ ...settings, ...server, ...kind });
      // A connection that breaks while it is unused is replaced at the next use.
      return pool.on("error", () => undefined);
    });
  const pools = {
    main: poolsOf(CONNECTIONS.main),
    access: poolsOf(CONNECTIONS.access),
    reader: poolsOf(CONNECTIONS.reader),
  };
  return postgresDriver(pools, systemRandom, limits, namingIn(address.place, features));
}
