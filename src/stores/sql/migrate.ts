// Migrations: numbered, forward only, each safe beside the previous version of the program, or marked as
// breaking.

import type { Instant } from "../../domain/time.ts";
import { MIGRATIONS } from "./migrations/all.ts";
import { refuseTaken } from "./taken-tables.ts";
import { changes, row, rows, type SqlDriver, type Work } from "./work.ts";

/** A step of the schema. It only goes forward, and the previous version keeps working beside it. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  /**
   * The tables that it makes, each after those that it refers to. A copy copies them, and a reset drops them.
   */
  readonly tables?: readonly string[];
  /** Statements, each ended by a semicolon, in the SQL that SQLite and PostgreSQL share. */
  readonly sql: string;
  /** Further statements, for an engine that compares texts by the rules of a language: see `Dialect.collates`. */
  readonly collated?: string;
};

/** A feature with its own tables, whose migrations have their own numbers. */
export type MigratedFeature = {
  readonly name: string;
  readonly migrations?: readonly Migration[];
};

type Features = readonly MigratedFeature[];

/** A migration, and the feature it belongs to; missing for Postern's own. */
export type OwnedMigration = Migration & { readonly feature?: string };

export type MigrationStatus = {
  readonly number: number;
  readonly name: string;
  /** The feature it belongs to; missing for Postern's own. */
  readonly feature?: string;
  readonly appliedOn: Instant | null;
};

/** These tables are about the database, not about the site whose data it holds. */
const ABOUT_THE_DATABASE = new Set(["migrations", "feature_migrations", "copying"]);

const LEDGER = `
  CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_on BIGINT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS feature_migrations (
    feature TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    completed_on BIGINT NOT NULL,
    PRIMARY KEY (feature, number)
  );
`;

/**
 * Every known migration, and when it was applied to this database. Throws `TablesTaken`, and changes nothing, if there
 * are tables of others with the names of Postern's.
 */
export async function migrationStatus(
  driver: SqlDriver,
  features: Features = [],
): Promise<readonly MigrationStatus[]> {
  await driver.alter(() => refuseTaken(driver, allMigrations(features)));
  await driver.script(LEDGER);
  // In a transaction, so that a pooler that does not support them is noticed at the start.
  const [applied, ofFeatures] = await driver.alter(readLedger);
  return knownMigrations(features).map(({ number, name, feature }) =>
    feature === undefined
      ? { number, name, appliedOn: applied.get(number) ?? null }
      : { number, name, feature, appliedOn: ofFeatures.get(`${feature} ${number}`) ?? null },
  );
}

function* readLedger(): Work<
  readonly [ReadonlyMap<number, Instant>, ReadonlyMap<string, Instant>]
> {
  return [yield* appliedMigrations(), yield* appliedOfFeatures()];
}

/** The applied migrations of features, each as "feature number". */
export function* appliedOfFeatures(): Work<ReadonlyMap<string, Instant>> {
  const ledger = yield* rows<{ feature: string; number: number; completed_on: number }>(
    "SELECT feature, number, completed_on FROM feature_migrations ORDER BY feature, number",
  );
  return new Map(
    ledger.map(({ feature, number, completed_on }) => [`${feature} ${number}`, completed_on]),
  );
}

/** Every migration that this version of Postern knows, and those of the given features. */
export const knownMigrations = (
  features: Features = [],
): readonly Pick<MigrationStatus, "number" | "name" | "feature">[] => [
  ...MIGRATIONS,
  ...features.flatMap(({ name: feature, migrations = [] }) =>
    migrations.map(({ number, name }) => ({ number, name, feature })),
  ),
];

/** Every table with the site's data, in the order in which they were made: none refers to a later one. */
export const siteTables = (features: Features = []): readonly string[] =>
  tablesMade(features).filter((name) => !ABOUT_THE_DATABASE.has(name));

/** How the name of a migration begins if no older version can work beside it. All nodes must stop for it. */
const BREAKING = "breaking: ";

/** This version is older than the tables, and does not know enough about them. */
class NewerTables extends Error {
  override readonly name = "NewerTables";
}

/** The database has tables of a feature that was not named: they would be left behind. */
class UnknownFeature extends Error {
  override readonly name = "UnknownFeature";
}

/** `postern db copy` was interrupted here: there are users without their rows, and rows without users. */
class UnfinishedCopy extends Error {
  override readonly name = "UnfinishedCopy";
}

/**
 * Brings a database to this version, like `completeTables`, and makes sure that it is whole. Throws
 * `UnfinishedCopy` if it holds a part of another database.
 */
export async function migrate(
  driver: SqlDriver,
  now: Instant,
  features: Features = [],
): Promise<readonly Migration[]> {
  const applied = await completeTables(driver, now, features);
  await refuseUnfinishedCopy(driver);
  return applied;
}

/** Throws `UnfinishedCopy` if this migrated database holds a part of another one. */
export async function refuseUnfinishedCopy(driver: SqlDriver): Promise<void> {
  const line = await driver.read(() => row("SELECT name FROM copying LIMIT 1"));
  if (line !== undefined) throw new UnfinishedCopy("A copy to this database is not finished.");
}

/**
 * Applies what is missing, each migration in its own transaction together with its line in the ledger, and
 * returns what was applied. Two processes may do so at once: the second finds the line and continues.
 */
export async function completeTables(
  driver: SqlDriver,
  now: Instant,
  features: Features = [],
): Promise<readonly Migration[]> {
  const status = await migrationStatus(driver, features);
  const isMissing = (migration: Migration, of?: string): boolean =>
    status.some(
      ({ number, feature, appliedOn }) =>
        number === migration.number && feature === of && appliedOn === null,
    );
  const applied: Migration[] = [];
  for (const { name, migrations = [] } of [
    { name: undefined, migrations: MIGRATIONS },
    ...features,
  ]) {
    for (const migration of migrations.filter((each) => isMissing(each, name))) {
      if (await driver.alter(() => apply(driver, migration, name, now))) applied.push(migration);
    }
  }
  return applied;
}

/** Throws, with a message for people, if the database has tables of a feature that is not among these. */
export async function refuseUnknownFeatures(driver: SqlDriver, features: Features): Promise<void> {
  const found = await driver.read(() =>
    rows<{ feature: string }>("SELECT DISTINCT feature FROM feature_migrations ORDER BY feature"),
  );
  const unknown = found.find(({ feature }) => !features.some(({ name }) => name === feature));
  if (unknown === undefined) return;
  throw new UnknownFeature(
    `It has tables of the feature ${unknown.feature}. Name that in the features of postern.config.ts.`,
  );
}

/** Drops every table that migrations made, with all data, and makes them again. */
export async function reset(
  driver: SqlDriver,
  now: Instant,
  features: Features = [],
): Promise<void> {
  await driver.alter(() => refuseTaken(driver, allMigrations(features)));
  await driver.script(LEDGER);
  await refuseUnknownFeatures(driver, features);
  await driver.alter(() => drop([...allTables(features)].toReversed()));
  await migrate(driver, now, features);
}

const allMigrations = (features: Features): readonly OwnedMigration[] => [
  ...MIGRATIONS,
  ...features.flatMap(({ name: feature, migrations = [] }) =>
    migrations.map((migration) => ({ ...migration, feature })),
  ),
];

const tablesMade = (features: Features): readonly string[] =>
  allMigrations(features).flatMap(({ tables = [] }) => tables);

/** Every table there may be, those of the ledger first. */
export const allTables = (features: Features = []): ReadonlySet<string> =>
  new Set(["migrations", "feature_migrations", ...tablesMade(features)]);

function* drop(tables: readonly string[]): Work<void> {
  for (const name of tables) yield* changes(`DROP TABLE IF EXISTS ${name}`);
}

/** What was applied to a database, in order. Throws `NewerTables` if this version would damage it. */
export function* appliedMigrations(): Work<ReadonlyMap<number, Instant>> {
  // All columns: since number 21 the third one has another name, so that earlier versions stop when they start.
  const ledger = yield* rows<{
    number: number;
    name: string;
    applied_on?: number;
    completed_on?: number;
  }>("SELECT * FROM migrations ORDER BY number");
  const newest = MIGRATIONS.at(-1)?.number ?? 0;
  const breaking = ledger.find(({ number, name }) => number > newest && name.startsWith(BREAKING));
  if (breaking !== undefined) {
    throw new NewerTables(
      `its tables are of a newer version of Postern (${breaking.number}, ${breaking.name}); install that version here`,
    );
  }
  return new Map(ledger.map((line) => [line.number, line.completed_on ?? line.applied_on ?? 0]));
}

function* apply(
  { dialect }: SqlDriver,
  { number, name, sql, collated = "" }: Migration,
  feature: string | undefined,
  now: Instant,
): Work<boolean> {
  const first =
    feature === undefined
      ? yield* changes(
          "INSERT INTO migrations VALUES (?, ?, ?) ON CONFLICT (number) DO NOTHING",
          number,
          name,
          now,
        )
      : yield* changes(
          `INSERT INTO feature_migrations (feature, number, name, completed_on) VALUES (?, ?, ?, ?)
           ON CONFLICT (feature, number) DO NOTHING`,
          feature,
          number,
          name,
          now,
        );
  if (first === 0) return false;
  const all = dialect.collates === true ? sql + collated : sql;
  for (const statement of all.split(";")) {
    if (statement.trim() !== "") yield* changes(statement);
  }
  return true;
}
