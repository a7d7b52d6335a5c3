import { describe, expect, test } from "vitest";
import type { Store } from "../../ports/store.ts";
import { databaseInMemory } from "../../testing/memory-database.ts";
import { seededRandom } from "../../testing/random.ts";
import { sqliteStore } from "../../open-stores.ts";
import { storeContract } from "../../testing/store-contract/store-contract.ts";

const asked = new Set<string>();
const verbs = new Set<string>();

type Acts = readonly [string, (...given: unknown[]) => unknown][];

/** A plain object of functions that records what it is asked. */
function noting(store: Store): Store {
  const acts = Object.entries(store).filter(
    ([verb, act]) => typeof act === "function" && verb !== "within",
  ) as Acts;
  for (const [verb] of acts) verbs.add(verb);
  const note = ([verb, act]: Acts[number]) => [
    verb,
    (...given: unknown[]) => {
      asked.add(verb);
      return act(...given);
    },
  ];
  return Object.fromEntries(acts.map(note)) as Store;
}

storeContract("SQLite", { describe, expect, test }, async () => {
  const random = seededRandom("sqlite contract");
  const store = noting(await sqliteStore(await databaseInMemory(), { random }));
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
});

test("the contract asks for every verb that a store has", () => {
  expect([...asked].toSorted()).toEqual([...verbs].toSorted());
});

storeContract("SQLite with a prefix", { describe, expect, test }, async () => {
  const random = seededRandom("sqlite contract");
  const prefix = "auth_";
  const store = await sqliteStore(await databaseInMemory({ prefix }), { random, prefix });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
});
