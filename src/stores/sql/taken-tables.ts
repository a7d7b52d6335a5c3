// Refuses a database in which somebody else has tables with the names of Postern's, before anything is changed.

import type { OwnedMigration } from "./migrate.ts";
import { rows, type SqlDriver, type Work } from "./work.ts";

/** The database has tables with the names of Postern's that Postern did not make. */
class TablesTaken extends Error {
  override readonly name = "TablesTaken";
}

/** The columns of the ledger, whichever version made it. */
const LEDGER_COLUMNS = /^number name (?:applied_on|completed_on)$/;

/**
 * A table is somebody else's if the ledger does not say that Postern made it. All of it is read in one transaction, so
 * another process that is making the tables is not taken for a stranger.
 */
export function* refuseTaken(
  { dialect }: Pick<SqlDriver, "dialect">,
  migrations: readonly OwnedMigration[],
): Work<void> {
  const found = yield* rows<{ name: string }>(dialect.tables);
  const there = new Set(found.map(({ name }) => name));
  const ledger =
    there.has("migrations") && (yield* isLedger(dialect, "migrations", LEDGER_COLUMNS));
  const made = ledger ? yield* madeBy(there) : new Set<string>();
  const strange = migrations
    .filter(({ feature = "", number }) => !made.has(`${feature} ${number}`))
    .flatMap(({ tables = [] }) => tables)
    .filter((name) => there.has(name));
  const taken = there.has("migrations") && !ledger ? ["migrations", ...strange] : strange;
  if (taken.length > 0) throw new TablesTaken(wordsFor(taken));
}

function* isLedger(dialect: SqlDriver["dialect"], table: string, like: RegExp): Work<boolean> {
  const columns = yield* rows<{ name: string }>(dialect.columns, table);
  return like.test(columns.map(({ name }) => name).join(" "));
}

/** Each as "feature number". */
function* madeBy(there: ReadonlySet<string>): Work<ReadonlySet<string>> {
  const own = yield* rows<{ number: number }>("SELECT number FROM migrations");
  const ofFeatures = there.has("feature_migrations")
    ? yield* rows<{ feature: string; number: number }>(
        "SELECT feature, number FROM feature_migrations",
      )
    : [];
  return new Set([
    ...own.map(({ number }) => ` ${number}`),
    ...ofFeatures.map(({ feature, number }) => `${feature} ${number}`),
  ]);
}

const wordsFor = (taken: readonly string[]): string =>
  `Somebody else has tables in this database with the names of Postern's: ${taken.join(", ")}. Nothing was changed. ` +
  "Give Postern's a prefix or a schema of their own: the options prefix and schema of the store, " +
  "or ?prefix=auth_ or ?schema=accounts at the end of DATABASE_URL.";
