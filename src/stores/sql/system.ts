// What a database says about itself, for the page of the console about the system.

import type { AppliedMigration, DatabaseFacts, SystemStore } from "../../ports/system-store.ts";
import type { Sql } from "./shared-writes.ts";
import type { Output } from "./verbs.ts";
import { row, rows } from "./work.ts";

export const systemStore = ({ driver }: Sql): SystemStore => ({
  readDatabase: () => driver.report(() => readDatabase(driver.dialect.facts)),
});

function* readDatabase(facts: string | undefined): Output<"readDatabase"> {
  const found =
    facts === undefined
      ? undefined
      : yield* row<{ engine: string; bytes: number } & DatabaseFacts["about"]>(facts);
  const migrations = yield* rows<AppliedMigration>(MIGRATIONS);
  const { engine = null, bytes = null, users = null, mails = null, audit = null } = found ?? {};
  return { engine, bytes, about: { users, mails, audit }, migrations };
}

const MIGRATIONS = `SELECT number, name, NULL AS feature, completed_on AS "appliedOn" FROM migrations
  UNION ALL SELECT number, name, feature, completed_on AS "appliedOn" FROM feature_migrations
  ORDER BY 3 NULLS FIRST, 1`;
