import knex from "knex";
import type pg from "pg";
import type { Postern } from "../../src/index.ts";
import { serializable } from "./pg.ts";

const db = knex({ client: "pg" });

export const invite = (pool: pg.Pool, postern: Postern, email: string) =>
  serializable(pool, async (client) => {
    const created = await postern.within(client).users.create({ email, by: "invitations" });
    if (!created.ok) throw new Error(created.reason);
    const member = { user_id: created.value.user.id, plan: "free" };
    await db("members").connection(client).insert(member);
  });
