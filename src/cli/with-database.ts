// What an operator's command works with: the configured database, and use cases over it.

import { userInfo } from "node:os";
import { argon2Hasher } from "../adapters/argon2-hasher.ts";
import { fairPasswords } from "../adapters/fair-passwords.ts";
import { systemClock } from "../adapters/system-clock.ts";
import { systemRandom } from "../adapters/system-random.ts";
import { joined } from "../features.ts";
import { settingsFrom } from "../options/options.ts";
import type { Context } from "../ports/context.ts";
import { checkConfig, type ServerConfig } from "../server/config.ts";
import type { Environment } from "../server/config-types.ts";
import { openDriver, openStore } from "../server/open.ts";
import { makeSecret } from "../server/secret.ts";
import { databaseClock } from "../stores/sql/database-clock.ts";
import { migrate, migrationStatus, refuseUnfinishedCopy } from "../stores/sql/migrate.ts";
import type { SqlDriver } from "../stores/sql/work.ts";
import { isMissing } from "./database-url.ts";
import { exitCodes, Refused } from "./exit.ts";
import type { Globals } from "./globals.ts";
import { say } from "./output.ts";

export type CommandContext = {
  readonly config: ServerConfig;
  readonly driver: SqlDriver;
  /** The database's URL without its password. */
  readonly databaseName: string;
  /** Who acts, as it is written to the audit log. */
  readonly actor: string;
  /** NODE_ENV says so, or people reach this installation over https. */
  readonly production: boolean;
  readonly context: Pick<Context, "store" | "clock" | "random" | "passwords" | "settings">;
};

/**
 * `as-it-is`: the command handles migrations itself. `found`: the same, but the database must exist. `ready`:
 * refuses if migrations are missing. `made`: creates or completes the tables first, as starting the server
 * does.
 */
export type Readiness = "as-it-is" | "found" | "ready" | "made";

/** Opens the database, does the work, and closes the database whatever happens. */
export async function withDatabase<Value>(
  globals: Globals,
  readiness: Readiness,
  work: (opened: CommandContext) => Promise<Value>,
): Promise<Value> {
  const config = await databaseConfig(process.env, globals);
  if (readiness === "ready" || readiness === "found") refuseMissingFile(config);
  const driver = await openDriver(config);
  try {
    await prepare(driver, readiness, config);
    // A command that only names its database connects to nothing.
    const isUsed = readiness === "ready" || readiness === "made";
    return await work({
      config,
      driver,
      databaseName: nameOf(config),
      actor: `operator:${operatorName()}`,
      production: isProduction(process.env, config),
      context: {
        store: openStore(driver, config.features),
        clock: isUsed ? await databaseClock(driver) : systemClock,
        random: systemRandom,
        passwords: fairPasswords(argon2Hasher()),
        settings: settingsFrom(config.options, joined(config.features)),
      },
    });
  } finally {
    await driver.close();
  }
}

/**
 * A command on the database sends no mail and signs no link: settings that only a running server needs may be
 * missing here, and no secret is read.
 */
export const databaseConfig = (environment: Environment, globals: Globals): Promise<ServerConfig> =>
  checkConfig({
    environment: {
      ...environment,
      NODE_ENV: environment["NODE_ENV"] === "production" ? "development" : environment["NODE_ENV"],
      POSTERN_SECRET: makeSecret(),
    },
    mode: "development",
    configFile: globals.config,
    database: globals.database,
  });

const isProduction = (environment: Environment, { options }: ServerConfig): boolean =>
  environment["NODE_ENV"] === "production" || options.baseUrl.startsWith("https:");

const nameOf = ({ provenance, database }: ServerConfig): string =>
  provenance.find(({ name }) => name === "DATABASE_URL")?.value ?? database.replace(/:.*/s, "");

/** If the path is mistyped, SQLite would create an empty database. */
function refuseMissingFile(config: ServerConfig): void {
  if (!isMissing(config.database)) return;
  throw new Refused(
    "no-database",
    `There is no database at ${nameOf(config)}. Create it with \`postern db migrate\`, or name another with --database.`,
    exitCodes.store,
  );
}

async function prepare(
  driver: SqlDriver,
  readiness: Readiness,
  { features }: ServerConfig,
): Promise<void> {
  if (readiness === "as-it-is" || readiness === "found") return;
  if (readiness === "made") {
    const applied = await migrate(driver, systemClock.now(), features);
    for (const { number, name } of applied) say(`Applied migration ${number}: ${name}`);
    return;
  }
  const missing = (await migrationStatus(driver, features)).filter(
    ({ appliedOn }) => appliedOn === null,
  );
  if (missing.length === 0) return refuseUnfinishedCopy(driver);
  throw new Refused(
    "not-migrated",
    `This database lacks ${missing.length} of the migrations. Apply them with \`postern db migrate\`.`,
    exitCodes.store,
  );
}

/** The operator's user name on this machine. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
