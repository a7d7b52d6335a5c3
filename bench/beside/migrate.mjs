// Makes Better Auth's tables where there are none. A site runs a command of Better Auth's for that, once.

import { getMigrations } from "better-auth/db/migration";
import { existsSync, writeFileSync } from "node:fs";

export async function migrate({ options }) {
  if (existsSync("migrated")) return;
  await (await getMigrations(options)).runMigrations();
  writeFileSync("migrated", "");
}
