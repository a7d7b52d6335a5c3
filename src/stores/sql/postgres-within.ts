// Work in a transaction that a host has open on a client of PostgreSQL: it begins and ends it, and a savepoint keeps what
// fails from leaving a half behind.

import { semaphore, type Semaphore } from "../../domain/semaphore.ts";
import { endsConnection, toStoreError } from "./postgres-failures.ts";
import { dialectIn, numbered } from "./postgres-dialect.ts";
import type { Naming } from "./naming.ts";
import { asPostgresTexts, readAsValues } from "./postgres-values.ts";
import type { PostgresAnswer, PostgresQuery } from "./postgres-clients.ts";
import { driverWithin } from "./within.ts";
import type { Outcome, SqlDriver, SqlValue, Work } from "./work.ts";

/**
 * What runs a statement in the host's transaction: a client of pg, or a function of another library around it. `types` and
 * `query_timeout` are pg's, and others may leave them.
 */
export type PostgresTransaction = {
  query(query: PostgresQuery, values?: SqlValue[]): Promise<PostgresAnswer>;
};

/** A savepoint has one name, so what a host asks for at once takes turns on a client. */
const turns = new WeakMap<object, Semaphore>();

/** `limit` is how long a statement may take, in milliseconds. */
export function postgresWithin(given: object, naming: Naming, limit: number): SqlDriver {
  const client = given as PostgresTransaction;
  if (typeof client.query !== "function") throw new TypeError(NO_CLIENT);
  const inTurn = turns.get(client) ?? semaphore(1);
  turns.set(client, inTurn);

  async function ask(text: string, values?: SqlValue[]): Promise<Outcome> {
    // Without a name: a host may have a pooler in between.
    const query = { text, query_timeout: limit, types: readAsValues };
    const { rows, rowCount } = await client.query(query, values);
    return { rows: rows.map(asSafeNumbers), changes: rowCount ?? 0 };
  }

  async function sweep<Value>(work: () => Work<Value>): Promise<Value> {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) {
      const { sql, values } = step.value;
      step = steps.next(await ask(numbered(naming.text(sql)), asPostgresTexts(values)));
    }
    return step.value;
  }

  async function saved<Value>(work: () => Work<Value>): Promise<Value> {
    await ask("SAVEPOINT postern");
    try {
      const value = await sweep(work);
      await ask("RELEASE SAVEPOINT postern");
      return value;
    } catch (error) {
      if (!endsConnection(error)) await ask("ROLLBACK TO SAVEPOINT postern");
      throw error;
    }
  }

  const run = <Value>(work: () => Work<Value>): Promise<Value> =>
    inTurn(async () => {
      try {
        await refuseMisfit(ask); // each time: the client may be in another transaction by now
        return await saved(work);
      } catch (error) {
        throw toStoreError(error);
      }
    });

  return driverWithin(dialectIn(naming), run);
}

const NO_CLIENT =
  "postern.within: give the client of pg that the transaction is open on, or an object with its query()";

const LOOK = "SELECT current_setting('transaction_isolation') AS level, CAST(1 AS BIGINT) AS one";

/**
 * What a verb read must still be true when it wrote, as on Postern's own connections (decision 16). The host chose the
 * level, so it is the host who is told.
 */
async function refuseMisfit(ask: (text: string) => Promise<Outcome>): Promise<void> {
  const { level, one } = (await ask(LOOK)).rows[0] as { level: string; one: unknown };
  if (level !== "serializable") throw new TypeError(wrongLevel(level));
  if (one !== 1) throw new TypeError(NOT_AS_NUMBERS);
}

const wrongLevel = (level: string): string =>
  `postern.within: the transaction is ${level}, and has to be serializable: BEGIN ISOLATION LEVEL SERIALIZABLE. ` +
  `If it fails with the code 40001, run all of it again.`;

const NOT_AS_NUMBERS =
  "postern.within: the client returns BIGINT as text. Pass on `types` of the query, or let it return numbers.";

/** Libraries that read BIGINT as BigInt are right in general; here no number is that large. */
function asSafeNumbers(row: unknown): unknown {
  const entries = Object.entries(row as object);
  if (!entries.some(([, value]) => typeof value === "bigint")) return row;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
  );
}
