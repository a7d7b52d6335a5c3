// What a process asks its servers about themselves: whether they would accept a write, and what time it is.

import { setTimeout } from "node:timers/promises";
import type { Instant } from "../../domain/time.ts";
import type { StoreWait } from "../../ports/store.ts";
import {
  withClient,
  type PostgresClient,
  type Servers,
  type SharedClient,
} from "./postgres-clients.ts";
import { readAsValues } from "./postgres-values.ts";
import type { ServerFacts } from "./work.ts";

/** How long asking for the time may take, in milliseconds. */
const TIME = 3_000;

/** The server's clock. */
export async function timeAt(client: PostgresClient): Promise<Instant> {
  const text = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now";
  const { rows } = await client.query({ text, query_timeout: TIME, types: readAsValues });
  return (rows[0] as { now: number }).now;
}

/** What the server reports about its clock, its disk and its version. */
export async function factsOf(client: PostgresClient): Promise<ServerFacts> {
  const text = `SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now,
    current_setting('fsync') = 'on' AS fsync,
    CAST(current_setting('server_version_num') AS INTEGER) AS version`;
  const { rows } = await client.query({ text, query_timeout: TIME, types: readAsValues });
  return rows[0] as ServerFacts;
}

/** Logins decide whether a process can serve; what waits behind a lock is only reported. */
export async function checkUp(
  on: {
    readonly main: Servers;
    readonly access: Servers | undefined;
    readonly shared: SharedClient | undefined;
  },
  soon: number,
): Promise<readonly StoreWait[]> {
  const looking = (at: Servers): Promise<void> => withClient(at, (client) => at.look(client));
  const waits = async (wait: StoreWait, look: Promise<void> | undefined) =>
    (await isSoon(look, soon)) ? [] : [wait];
  const [, reads, writes] = await Promise.all([
    looking(on.access ?? on.main),
    waits("reads", on.shared?.look()),
    waits("writes", on.access && looking(on.main)),
  ]);
  return [...reads, ...writes];
}

async function isSoon(look: Promise<void> = Promise.resolve(), soon: number): Promise<boolean> {
  const over = new AbortController();
  const patience = setTimeout(soon, false, { signal: over.signal, ref: false }).catch(() => false);
  const isWell = await Promise.race([look.then(() => true).catch(() => false), patience]);
  over.abort();
  return isWell;
}
