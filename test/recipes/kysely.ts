import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import type { Postern } from "../../src/index.ts";

type Tables = { members: { user_id: string; plan: string } };

/** The pool has to read BIGINT as numbers: `types: { getTypeParser: (oid) => (oid === 20 ? Number : …) }`. */
export const invite = (pool: pg.Pool, postern: Postern, email: string) =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    .transaction()
    .setIsolationLevel("serializable")
    .execute(async (trx) => {
      const { users } = postern.within({
        async query({ text }: { text: string }, values: unknown[] = []) {
          const { rows, numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(text, values));
          return { rows, rowCount: Number(numAffectedRows ?? 0) };
        },
      });
      const created = await users.create({ email, by: "invitations" });
      if (!created.ok) throw new Error(created.reason);
      const member = { user_id: created.value.user.id, plan: "free" };
      await trx.insertInto("members").values(member).execute();
    });
