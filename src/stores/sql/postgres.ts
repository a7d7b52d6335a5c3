// PostgreSQL through pg: the same work, awaited statement by statement. Writes are serializable transactions on
// a pool; quick reads share one pipelined connection if the caller provides it.

import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { systemStopwatch } from "../../adapters/system-clock.ts";
import { semaphore } from "../../domain/semaphore.ts";
import { StoreUnavailable } from "../../ports/store.ts";
import type { Random } from "../../ports/random.ts";
import {
  servers,
  sharedClient,
  withClient,
  type Doubts,
  type PostgresClient,
  type PostgresPool,
  type Servers,
} from "./postgres-clients.ts";
import { checkUp, factsOf, timeAt } from "./postgres-checks.ts";
import { endsConnection, hasLostRace } from "./postgres-failures.ts";
import { postgresWithin } from "./postgres-within.ts";
import { dialectIn, makesPlace, numbered } from "./postgres-dialect.ts";
import { AS_WRITTEN, type Naming } from "./naming.ts";
import { asPostgresTexts, readAsValues } from "./postgres-values.ts";
import type { SqlDriver, Work } from "./work.ts";

export type { PostgresPool } from "./postgres-clients.ts";

/** Pools for the same database; each list has one pool for each server that may be the primary. */
export type PostgresPools = {
  readonly main: readonly PostgresPool[];
  /** For what logins need; default: `main`. */
  readonly access?: readonly PostgresPool[] | undefined;
  /** Pools of one client with `pipeline: true`, which all quick reads share. */
  readonly reader?: readonly PostgresPool[] | undefined;
};

/** How long an operation may take in all, in milliseconds; a connection that is silent for longer is closed. */
export type PostgresLimits = {
  readonly read: number;
  readonly write: number;
  readonly report: number;
  readonly alter: number;
  /**
   * After this time, a check of the server is reported as waiting; it may go on for as long as a read may take.
   */
  readonly look: number;
};

const LIMITS: PostgresLimits = {
  read: 10_000,
  write: 15_000,
  report: 60_000,
  alter: 3_600_000,
  look: 2_000,
};

/**
 * How often a transaction that lost a race is run. Each time, another transaction won, so there is progress.
 */
const TRIES = 100;

/**
 * A driver over pools.
 *
 * Every write runs at isolation level SERIALIZABLE, so a feature's SQL means the same here as on SQLite, where
 * writers take turns: what it read is still true when it wrote. A transaction that cannot be ordered among the
 * others is rolled back by the database and run again from its start. Those that lost take turns, so that many
 * transactions on one row are done after one round.
 *
 * Reads are sent over the shared `reader` without waiting for the answers to earlier ones, which allows several
 * times as many look-ups as a connection for each.
 */
export function postgresDriver(
  pools: PostgresPools,
  random: Random,
  limits: PostgresLimits = LIMITS,
  naming: Naming = AS_WRITTEN,
): SqlDriver {
  const doubts: Doubts = { count: 0, pooled: new WeakSet() };
  const main = servers(pools.main, doubts);
  const access = pools.access && servers(pools.access, doubts);
  const reader = pools.reader && servers(pools.reader, doubts);
  const shared = reader && sharedClient(reader, limits.read);
  const inTurn = semaphore(1);
  const sweep = sweeper(doubts, naming);

  /** Runs a transaction; if it loses races, runs it again in turn with others. */
  async function written<Value>(
    on: Servers,
    limit: number,
    begin: string,
    work: () => Work<Value>,
  ): Promise<Value> {
    const until = after(limit);
    const transaction = (): Promise<Value> =>
      withClient(on, (client) =>
        inTransaction(client, begin, until, () => sweep(client, until, work)),
      );
    return runAgain(transaction, () => inTurn(() => untilItWins(random, until, transaction)));
  }

  const report = <Value>(work: () => Work<Value>): Promise<Value> =>
    withClient(main, (client) => sweep(client, after(limits.report), work));
  return {
    dialect: dialectIn(naming),
    read: (work) =>
      shared === undefined
        ? report(work)
        : shared.use((client) => sweep(client, after(limits.read), work)),
    report,
    write: (work) => written(main, limits.write, beginWithin(limits.write), work),
    admit: (work) => written(access ?? main, limits.write, beginWithin(limits.write), work),
    aside: (work) => written(main, limits.write, beginUnprotected(limits.write), work),
    alter: (work) => written(main, limits.alter, BEGIN, work),
    now: () => withClient(access ?? main, timeAt),
    within: (given) => postgresWithin(given, naming, limits.write),
    inspect: () => withClient(main, factsOf),
    check: () => checkUp({ main, access, shared }, limits.look),
    script: (sql) => runScript(main, makesPlace(naming) + naming.text(sql), limits.alter),
    async close() {
      await shared?.giveBack();
      await Promise.all([main.end(), access?.end(), reader?.end()]);
    },
  };
}

/**
 * Two processes that start at once must not create the same table at once. The lock ends with its transaction,
 * so a pooler may give the connection to somebody else.
 */
const runScript = (on: Servers, sql: string, limit: number): Promise<void> =>
  withClient(on, async (client) => {
    await client.query({
      text: `BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK}); ${sql}; COMMIT`,
      query_timeout: limit,
    });
  });

const after = (limit: number): number => systemStopwatch() + limit;

/** What is left of an operation's time, at least a millisecond, because 0 means no limit to pg. */
const left = (until: number): number => Math.max(1, Math.ceil(until - systemStopwatch()));

type Sweep = <Value>(
  client: PostgresClient,
  until: number,
  work: () => Work<Value>,
) => Promise<Value>;

/**
 * Runs work to its end. Statements are constant texts: each is parsed once per connection under a name that is
 * derived from its text, so a name never stands for another text, whoever shares the connection.
 */
function sweeper({ pooled }: Doubts, naming: Naming): Sweep {
  const kept = new Map<string, { readonly name: string; readonly text: string }>();

  function prepared(sql: string) {
    let known = kept.get(sql);
    if (known === undefined) {
      const text = numbered(naming.text(sql));
      kept.set(sql, (known = { name: nameOf(text), text }));
    }
    return known;
  }

  return async (client, until, work) => {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) {
      const { sql, values } = step.value;
      const { text, name } = prepared(sql);
      const named = pooled.has(client) ? undefined : name;
      const query = { text, name: named, query_timeout: left(until), types: readAsValues };
      const { rows, rowCount } = await client.query(query, asPostgresTexts(values));
      step = steps.next({ rows, changes: rowCount ?? 0 });
    }
    return step.value;
  };
}

/** PostgreSQL keeps 63 characters of a name. */
const nameOf = (text: string): string =>
  `postern_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;

/** Runs an operation; if it loses a race, runs it again in another way. */
async function runAgain<Value>(
  act: () => Promise<Value>,
  again: () => Promise<Value>,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!hasLostRace(error)) throw error;
  }
  return again();
}

async function untilItWins<Value>(
  random: Random,
  until: number,
  act: () => Promise<Value>,
): Promise<Value> {
  let lost: unknown;
  // The transactions in front may have waited for a silent server: then the time of all of them is over.
  for (let tries = 2; tries <= TRIES && systemStopwatch() < until; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!hasLostRace(error)) throw error;
      lost = error;
      await aWhile(random, tries);
    }
  }
  throw crowded(lost);
}

const crowded = (error: unknown): StoreUnavailable =>
  new StoreUnavailable("Too many write the same rows now.", { cause: error, reason: "busy" });

/** Whatever the server's own settings are, what Postern commits is on the disk. */
const BEGIN = "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL synchronous_commit = on";

/**
 * The server ends a statement, or an abandoned transaction, before Postern closes its connection: otherwise it
 * would go on waiting for a lock on behalf of nobody. This is set for each transaction, because a pooler
 * refuses start-up parameters and does not keep other settings.
 */
const beginWithin = (limit: number): string =>
  `${BEGIN}; SET LOCAL lock_timeout = ${Math.ceil(limit / 4)}; ` +
  `SET LOCAL statement_timeout = ${Math.ceil(limit * 0.9)}; ` +
  `SET LOCAL idle_in_transaction_session_timeout = ${limit}`;

const beginUnprotected = (limit: number): string =>
  beginWithin(limit).replace("SERIALIZABLE", "READ COMMITTED");

async function inTransaction<Value>(
  client: PostgresClient,
  begin: string,
  until: number,
  act: () => Promise<Value>,
): Promise<Value> {
  await client.query({ text: begin, query_timeout: left(until) });
  try {
    const value = await act();
    await client.query({ text: "COMMIT", query_timeout: left(until) });
    return value;
  } catch (error) {
    // A closed connection needs no rollback: its transaction ends with it.
    if (!endsConnection(error)) await client.query({ text: "ROLLBACK", query_timeout: ROLL_BACK });
    throw error;
  }
}

const ROLL_BACK = 3_000;

/**
 * Waits up to a quarter of a second, at random, so that transactions that lost together do not collide again.
 */
async function aWhile(random: Random, tries: number): Promise<void> {
  const chance = (random.bytes(1)[0] ?? 0) / 256;
  await setTimeout(chance * Math.min(250, 4 * 2 ** tries));
}

/** "postern" in ASCII, cut to 32 bits: a number that no other program is likely to use as a lock. */
const MIGRATION_LOCK = 0x706f7374;
