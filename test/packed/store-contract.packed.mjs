// What a stranger with a store to test writes: it uses only the public names of the built package. `npm run
// check-package` runs it.

import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "postern";
import { storeContract } from "postern/testing";
import { describe, expect, test } from "vitest";

storeContract("a plain object", { describe, expect, test }, async () => {
  const store = await sqliteStore(new DatabaseSync(":memory:"));
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
});
