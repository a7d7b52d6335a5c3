// PostgreSQL through pg: the same work, awaited statement by statement. Writes are serializable
// transactions on a pool; quick reads share one pipelined connection where the caller brings it.

import { setTimeout } from "node:timers/promises";
import type { Random } from "../../ports/random.ts";
import { StoreUnavailable } from "../../ports/store.ts";
import type { Outcome, SqlDriver, SqlValue, Statement, Work } from "./work.ts";

/** The part of a `pg.Pool` that is used. Its clients must give BIGINT as numbers. */
export type PostgresPool = {
  connect(): Promise<PostgresClient>;
  end(): Promise<void>;
};
export type PostgresClient = {
  query(query: PostgresQuery): Promise<PostgresAnswer>;
  release(broken?: boolean): void;
  on(event: "error", listener: () => void): unknown;
  off(event: "error", listener: () => void): unknown;
};
type PostgresQuery = { text: string; name?: string; values?: SqlValue[] };
type PostgresAnswer = { rows: unknown[]; rowCount: number | null };

/** How often a transaction that lost a race is run. It lost to one that won, so there is progress. */
const TRIES = 100;

/** Serialization failure and deadlock: nothing was written, and running it again may well succeed. */
const LOST_RACE = new Set(["40001", "40P01"]);

/**
 * A driver over a pool.
 *
 * Every write runs at isolation level SERIALIZABLE, so a feature's SQL means the same here as on
 * SQLite, where writers take turns: what it read is what held when it wrote. A transaction that
 * cannot be ordered among the others is rolled back by the database and run again from its start,
 * and those that lost take turns, so that a crowd around one row is through after one round.
 *
 * `reader` is a pool of one client with `pipeline: true`: reads are sent over it without waiting for
 * the answers to those in front, which is several times the look-ups of a connection for each.
 */
export function postgresDriver(
  pool: PostgresPool,
  random: Random,
  reader: PostgresPool = pool,
): SqlDriver {
  const sweep = sweeper();
  const inTurn = turnstile();
  const borrowReader = sharedClient(reader);

  const transaction = <Value>(work: () => Work<Value>): Promise<Value> =>
    withClient(pool, (client) => inTransaction(client, () => sweep(client, work)));

  const report = <Value>(work: () => Work<Value>): Promise<Value> =>
    withClient(pool, (client) => sweep(client, work));

  async function quickRead<Value>(work: () => Work<Value>): Promise<Value> {
    try {
      return await sweep(await borrowReader(), work);
    } catch (error) {
      throw named(error);
    }
  }

  return {
    skipLocked: true,
    read: reader === pool ? report : quickRead,
    report,
    async write(work) {
      try {
        return await transaction(work);
      } catch (error) {
        if (!hasLostRace(error)) throw error;
      }
      return inTurn(() => untilItWins(random, () => transaction(work)));
    },
    script: (sql) =>
      withClient(pool, async (client) => {
        // Two processes that start at once must not create the same table at once.
        await client.query({
          text: `BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK}); ${sql}; COMMIT`,
        });
      }),
    async close() {
      if (reader !== pool) await borrowReader.giveBack();
      await Promise.all(reader === pool ? [pool.end()] : [pool.end(), reader.end()]);
    },
  };
}

type Sweep = <Value>(client: PostgresClient, work: () => Work<Value>) => Promise<Value>;

/** Runs work to its end. Statements are constant texts: each is parsed once per connection, by its name. */
function sweeper(): Sweep {
  const kept = new Map<string, { readonly name: string; readonly text: string }>();

  async function execute(client: PostgresClient, { sql, values }: Statement): Promise<Outcome> {
    let statement = kept.get(sql);
    if (statement === undefined) {
      statement = { name: `postern_${kept.size + 1}`, text: numbered(sql) };
      kept.set(sql, statement);
    }
    const answer = await client.query({ ...statement, values: [...values] });
    return { rows: answer.rows, changes: answer.rowCount ?? 0 };
  }

  return async (client, work) => {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) step = steps.next(await execute(client, step.value));
    return step.value;
  };
}

type SharedClient = {
  (): Promise<PostgresClient>;
  giveBack(): Promise<void>;
};

/** One client of a pool for everybody, connected at its first use and again when it broke. */
function sharedClient(pool: PostgresPool): SharedClient {
  let shared: Promise<PostgresClient> | undefined;
  let giveBack = (): void => undefined;
  async function connect(): Promise<PostgresClient> {
    const client = await pool.connect();
    let isLent = true;
    const release = (isBroken: boolean): void => {
      if (isLent) client.release(isBroken);
      isLent = false;
    };
    // A connection that breaks says so once or twice.
    client.on("error", () => {
      if (isLent) shared = undefined;
      release(true);
    });
    giveBack = () => release(false);
    return client;
  }
  const borrow = (): Promise<PostgresClient> =>
    (shared ??= connect().catch((error: unknown) => {
      shared = undefined;
      throw error;
    }));
  return Object.assign(borrow, {
    async giveBack() {
      await shared?.catch(() => undefined);
      giveBack();
    },
  });
}

/** Lets one act at a time through, in the order in which they came. */
function turnstile(): <Value>(act: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function untilItWins<Value>(random: Random, act: () => Promise<Value>): Promise<Value> {
  for (let tries = 2; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!hasLostRace(error) || tries === TRIES) throw error;
      await aWhile(random, tries);
    }
  }
}

const hasLostRace = (error: unknown): boolean => LOST_RACE.has(codeOf(error));

async function inTransaction<Value>(
  client: PostgresClient,
  act: () => Promise<Value>,
): Promise<Value> {
  await client.query({ text: "BEGIN ISOLATION LEVEL SERIALIZABLE" });
  try {
    const value = await act();
    await client.query({ text: "COMMIT" });
    return value;
  } catch (error) {
    await client.query({ text: "ROLLBACK" });
    throw error;
  }
}

/** Waits up to a quarter of a second, at random, so that those who lost together do not meet again. */
async function aWhile(random: Random, tries: number): Promise<void> {
  const chance = (random.bytes(1)[0] ?? 0) / 256;
  await setTimeout(chance * Math.min(250, 4 * 2 ** tries));
}

/** "postern" in ASCII, cut to 32 bits: a number no other program is likely to lock by. */
const MIGRATION_LOCK = 0x706f7374;

async function withClient<Value>(
  pool: PostgresPool,
  act: (client: PostgresClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect().catch((error: unknown) => {
    throw named(error);
  });
  // A connection may break between two statements. Nobody waits for an answer then, and an error
  // that nobody hears ends the process; the next statement is told of it.
  client.on("error", unheard);
  try {
    const value = await act(client);
    client.off("error", unheard);
    client.release();
    return value;
  } catch (error) {
    client.off("error", unheard);
    // A client whose transaction may be open, or whose connection broke, is never used again.
    client.release(!isStatementError(error));
    throw named(error);
  }
}

const unheard = (): void => undefined;

/** `?` becomes `$1`, `$2`, … No statement of ours holds a question mark for anything else. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => `$${(count += 1)}`);
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "";
}

/**
 * Five characters with a digit among them (EPIPE has none): an answer of the database about a
 * statement. Anything else is the connection.
 */
const isStatementError = (error: unknown): boolean =>
  /^(?=.*[0-9])[0-9A-Z]{5}$/.test(codeOf(error));

/** Classes 08, 53, 57 and 58: connection, resources, operator, system; never the statement's fault. */
const UNAVAILABLE = /^(08|53|57|58)/;

function named(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  if (isStatementError(error) && !UNAVAILABLE.test(codeOf(error))) return error;
  const isDatabaseError =
    isStatementError(error) ||
    codeOf(error).startsWith("E") ||
    /connection|timeout/i.test(String(error));
  return isDatabaseError
    ? new StoreUnavailable("The database cannot be used now.", { cause: error })
    : error;
}
