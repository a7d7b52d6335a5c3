import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, text } from "drizzle-orm/pg-core";
import type pg from "pg";
import type { Postern } from "../../src/index.ts";
import { serializable } from "./pg.ts";

const members = pgTable("members", { userId: text("user_id").primaryKey(), plan: text("plan") });

export const invite = (pool: pg.Pool, postern: Postern, email: string) =>
  serializable(pool, async (client) => {
    const created = await postern.within(client).users.create({ email, by: "invitations" });
    if (!created.ok) throw new Error(created.reason);
    await drizzle({ client })
      .insert(members)
      .values({ userId: created.value.user.id, plan: "free" });
  });
