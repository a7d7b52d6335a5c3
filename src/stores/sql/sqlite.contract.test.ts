import { DatabaseSync } from "node:sqlite";
import { seededRandom } from "../../testing/random.ts";
import { sqliteStore } from "../../stores.ts";
import { storeContract } from "../store.contract.ts";

storeContract("SQLite", async () => {
  const random = seededRandom("sqlite contract");
  const store = await sqliteStore(new DatabaseSync(":memory:"), { random });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
});
