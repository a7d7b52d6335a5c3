// A driver that Postern does not bring, written with its public names alone: what a third SQL engine must
// provide.

import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sqlStore, type Outcome, type SqlDriver, type Statement, type Work } from "../src/index.ts";
import { databaseInMemory } from "../src/testing/memory-database.ts";
import { storeContract } from "../src/testing/index.ts";

/** Every write waits for the previous one, and has its own transaction. Each statement is awaited. */
function slowDriver(database: DatabaseSync): SqlDriver {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(act);
    last = mine.catch(() => undefined);
    return mine;
  };

  async function execute({ sql, values }: Statement): Promise<Outcome> {
    const statement = database.prepare(sql);
    if (statement.columns().length > 0) return { rows: statement.all(...values), changes: 0 };
    return { rows: [], changes: Number(statement.run(...values).changes) };
  }

  async function run<Value>(work: () => Work<Value>): Promise<Value> {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) step = steps.next(await execute(step.value));
    return step.value;
  }

  const read = <Value>(work: () => Work<Value>) => inTurn(() => run(work));
  const write = <Value>(work: () => Work<Value>) =>
    inTurn(async () => {
      database.exec("BEGIN");
      try {
        const value = await run(work);
        database.exec("COMMIT");
        return value;
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    });

  return {
    dialect: {
      skipLocked: false,
      tables: "SELECT name FROM sqlite_master WHERE type = 'table'",
      columns: "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid",
    },
    read,
    report: read,
    write,
    admit: write,
    alter: write,
    check: async () => [],
    script: async (sql) => database.exec(sql),
    close: async () => database.close(),
  };
}

let stores = 0;

storeContract("a third engine", { describe, expect, test }, async () => {
  stores += 1;
  // The first one makes its tables through the driver.
  const database = stores === 1 ? new DatabaseSync(":memory:") : await databaseInMemory();
  const store = await sqlStore(slowDriver(database));
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
});
