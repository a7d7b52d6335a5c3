// The contract of stores, in a test runner of its own: what it reports about stores that break a promise.

import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sqliteStore, type Store } from "../src/index.ts";
import { storeContract } from "../src/testing/index.ts";

/** The names of the tests about `group` that fail on a store with some methods replaced. */
async function failures(
  group: string,
  broken: (store: Store) => Partial<Store>,
): Promise<readonly string[]> {
  const path: string[] = [];
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
  const runner = {
    expect,
    describe(name: string, body: () => void) {
      path.push(name);
      body();
      path.pop();
    },
    test(name: string, body: () => Promise<void>) {
      if (path.includes(group)) tests.push({ name, body });
    },
  };
  storeContract("SQLite", runner, async () => {
    const store = await sqliteStore(new DatabaseSync(":memory:"));
    return { ...store, ...broken(store), [Symbol.asyncDispose]: () => store.close() };
  });
  expect(tests.length).toBeGreaterThan(0);
  const failed: string[] = [];
  for (const { name, body } of tests) await body().catch(() => failed.push(name));
  return failed;
}

test.each<[string, string, (store: Store) => Partial<Store>]>([
  ["does not end sessions", "sessions", () => ({ endSession: async () => true })],
  [
    "hands a claimed mail out again",
    "claiming mails",
    (store) => ({ claimMails: (asked) => store.claimMails({ ...asked, lease: 0 }) }),
  ],
  [
    "lets everybody win a race",
    "confirming",
    (store) => ({
      async confirm(asked) {
        const user = (await store.findLink(asked.linkId))?.user;
        const done = await store.confirm(asked);
        return done.ok || user === undefined ? done : { ok: true, value: user };
      },
    }),
  ],
  ["forgets nothing", "what is kept about a user", () => ({ purgeAudit: async () => 0 })],
])("a store that %s does not pass", async (_, group, broken) => {
  expect(await failures(group, () => ({}))).toEqual([]);
  expect(await failures(group, broken)).not.toEqual([]);
});
