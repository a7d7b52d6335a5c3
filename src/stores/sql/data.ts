import type { DataStore, KeptFacts } from "../../features/data/store.ts";
import type { Sql } from "./facts.ts";
import { rows, type Work } from "./work.ts";

export const dataStore = ({ driver }: Sql): DataStore => ({
  findKeptFacts: (userId) => driver.report(() => findKeptFacts(userId)),
});

function* findKeptFacts(userId: string): Work<KeptFacts> {
  const mails = yield* rows<{ kind: string; state: string; email: string; created_on: number }>(
    "SELECT kind, state, email, created_on FROM mails WHERE user_id = ? ORDER BY created_on DESC",
    userId,
  );
  const acts = yield* rows<{ act: string; actor: string; happened_on: number }>(
    "SELECT act, actor, happened_on FROM audit WHERE user_id = ? ORDER BY happened_on DESC, id DESC",
    userId,
  );
  return {
    mails: mails.map(({ kind, state, email, created_on }) => ({
      kind,
      state,
      to: email,
      createdOn: created_on,
    })),
    acts: acts.map(({ act, actor, happened_on }) => ({ act, actor, happenedOn: happened_on })),
  };
}
