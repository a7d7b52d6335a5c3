// Opens what a configuration names: the database and the mailer. Only this file and `cli/` do so.

import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { capturedMailbox } from "../adapters/captured-mailbox.ts";
import { mailerList } from "../adapters/mailer-list.ts";
import { systemRandom } from "../adapters/system-random.ts";
import type { Feature } from "../feature.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import type { PostgresLimits } from "../stores/sql/postgres.ts";
import type { MigratedFeature } from "../stores/sql/migrate.ts";
import { namingIn } from "../stores/sql/naming.ts";
import { sqliteDriver } from "../stores/sql/sqlite.ts";
import { storeOver } from "../open-stores.ts";
import type { SqlDriver } from "../stores/sql/work.ts";
import type { ServerConfig } from "./config.ts";
import type { MailSource } from "./mail-url.ts";
import { openPostgres } from "./open-postgres.ts";
import { withSharedTokens } from "./smtp-oauth.ts";
import { parseSqliteUrl } from "./sqlite-url.ts";

/** A driver over the configured database, which may not be migrated yet. */
export async function openDriver(
  config: Pick<ServerConfig, "database" | "dataFolder"> & {
    readonly features?: readonly MigratedFeature[] | undefined;
  },
  limits?: PostgresLimits,
): Promise<SqlDriver> {
  const { database, features = [] } = config;
  const address = parseSqliteUrl(database);
  if (address === undefined) return openPostgres(database, features, limits);
  const { DatabaseSync } = await import("node:sqlite");
  const { file, place } = address;
  if (config.dataFolder !== undefined) {
    mkdirSync(config.dataFolder, { recursive: true });
    createPrivately(file);
  }
  return sqliteDriver(new DatabaseSync(file), undefined, namingIn(place, features));
}

/**
 * SQLite would make a new file readable for everybody; the files that it adds get the permissions of this one.
 */
function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch {
    // It exists already; or it cannot be made, and SQLite is about to report that itself.
  }
}

/** A store over a migrated database. */
export const openStore = (driver: SqlDriver, features: readonly Feature[] = []): Store =>
  storeOver(driver, systemRandom, features);

/** What a running server shares with its mailers. */
type Shared = { readonly store: Store; readonly clock: Clock; readonly log: Log };

/**
 * The configured mail server or mail service, or a list of several; otherwise mails are captured next to the database. Access
 * tokens of a mail server are shared with all processes over the store.
 */
export async function openMailer(
  { mail, dataFolder, secret }: ServerConfig,
  shared?: Shared,
): Promise<Mailer> {
  const mailers = await Promise.all(mail.map((each) => openOne(each, secret, shared)));
  const [first] = mailers;
  if (first === undefined)
    return capturedMailbox(dataFolder === undefined ? undefined : join(dataFolder, "mailbox"));
  return mailers.length === 1 ? first : mailerList(mailers, shared);
}

async function openOne(mail: MailSource, secret: string, shared?: Shared): Promise<Mailer> {
  if (mail.service === "smtp") {
    const { smtpMailer } = await import("../adapters/smtp-mailer.ts");
    const { options } = mail;
    return smtpMailer(
      shared === undefined ? options : withSharedTokens(options, { ...shared, secret }),
    );
  }
  const { openService } = await import("../adapters/mail-services/open.ts");
  return openService(mail);
}
