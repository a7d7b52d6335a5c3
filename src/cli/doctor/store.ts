// The database: whether it exists, is migrated, private and has room; and what its clock says about this
// machine's.

import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { systemClock } from "../../adapters/system-clock.ts";
import type { FirstContactRules } from "../../domain/first-contacts.ts";
import { english } from "../../domain/language.ts";
import { days } from "../../domain/time.ts";
import { findRefused } from "../../features/alarm/index.ts";
import { findHealth } from "../../features/health/health.ts";
import type { Store } from "../../ports/store.ts";
import type { ServerConfig } from "../../server/config.ts";
import { openStore } from "../../server/open.ts";
import { newestAct } from "../../stores/sql/inspect.ts";
import {
  migrationStatus,
  refuseUnfinishedCopy,
  type MigratedFeature,
} from "../../stores/sql/migrate.ts";
import type { SqlDriver } from "../../stores/sql/work.ts";
import { isMissing, openNamed, sqliteFile, withoutPassword } from "../database-url.ts";
import { stateOf, stateWords } from "../first-contact-words.ts";
import { count as counted, oneLine } from "../output.ts";
import { checkEvents } from "./events.ts";
import { checkPrivate } from "./configuration.ts";
import { checkSkew } from "./clock.ts";
import { checkKey } from "./key.ts";
import { checkHold, checkServed } from "./served.ts";
import { checkFactors } from "./factors.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** The first release that is tested. */
const OLDEST_POSTGRES = 150_000;

/** Bytes; a back-up next to the database, and a month of registrations, need more than this. */
const LITTLE_ROOM = 500_000_000;

type Installed = {
  readonly secret: string;
  readonly features: readonly MigratedFeature[];
  /** What the site may send to strangers; undefined if its limits are off. */
  readonly rules: FirstContactRules | undefined;
  /** Undefined if they cannot be used. */
  readonly options: ServerConfig["options"] | undefined;
};

/** Checks the database, and the file or the server that holds it. */
export async function checkStore(url: string, installed: Installed): Promise<readonly Finding[]> {
  const name = withoutPassword(url);
  if (isMissing(url)) {
    return [problem("store", `there is no database at ${name}`, "postern db migrate")];
  }
  let driver: SqlDriver | undefined;
  try {
    driver = await openNamed(url, installed.features);
    return [
      ...(await checkTables(driver, name, installed)),
      ...((await checkServer(driver)) ?? (await checkFile(driver, url))),
    ];
  } catch (error) {
    return [unusable(name, error)];
  } finally {
    await driver?.close();
  }
}

function unusable(name: string, error: unknown): Finding {
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? cause.message : message;
  const mend = "Look at DATABASE_URL; then whether its server runs, or at the rights on its file.";
  return problem("store", `${name} cannot be used: ${oneLine(why)}`, mend);
}

async function checkTables(
  driver: SqlDriver,
  name: string,
  { features, rules, options, secret }: Installed,
): Promise<readonly Finding[]> {
  const known = await migrationStatus(driver, features);
  const missing = known.filter(({ appliedOn }) => appliedOn === null);
  if (missing.length > 0) {
    const seen = `${name} lacks ${missing.length} of ${known.length} migrations`;
    return [warning("store", seen, "`postern start` applies them; beforehand: postern db migrate")];
  }
  try {
    await refuseUnfinishedCopy(driver);
  } catch (error) {
    if ((error as Error).name !== "UnfinishedCopy") throw error;
    const mend =
      "Run the `postern db copy` that was interrupted again; it continues where it stopped.";
    return [problem("store", `only a part of a copied site is in ${name}`, mend)];
  }
  return [
    ok("store", `${name} answers, all ${known.length} migrations applied`),
    ...(await checkKey(openStore(driver), secret)),
    ...(await checkHold(openStore(driver))),
    ...((await checkServed(openStore(driver), options?.baseUrl)) ??
      (await checkOutbox(driver, rules))),
    ...(await checkEvents(openStore(driver))),
    ...(options === undefined ? [] : await checkFactors(driver, options)),
  ];
}

async function checkOutbox(
  driver: SqlDriver,
  rules: FirstContactRules | undefined,
): Promise<readonly Finding[]> {
  const store = openStore(driver);
  const refused = [...(await checkRefused(store)), ...(await checkFirstContacts(store, rules))];
  const { trouble } = await findHealth({ store, clock: systemClock });
  if (trouble?.part !== "outbox") return refused;
  const mend = "Start the server, or look into its log; then: postern mail list --state queued";
  return [
    ...refused,
    problem(
      "outbox",
      `mails are due but are not being sent; the oldest has waited ${english.duration(trouble.age)}`,
      mend,
    ),
  ];
}

/**
 * Whether mails to strangers wait, will have to, or were withheld within the last day: because somebody uses the site to mail
 * strangers, or because many people came at once.
 */
async function checkFirstContacts(
  store: Store,
  rules: FirstContactRules | undefined,
): Promise<readonly Finding[]> {
  const now = systemClock.now();
  const report = await store.readFirstContacts({ rules, since: now - days(1), now });
  const state = stateOf(rules, report);
  if (state === null) return [];
  const withheld = report.hours.reduce((sum, hour) => sum + hour.withheld, 0);
  const seen = [
    stateWords(report, state),
    ...(withheld === 0 ? [] : [`${counted(withheld, "mail")} withheld within the last day`]),
  ].join("; ");
  return state === "calm" && report.waiting === 0 && withheld === 0
    ? [ok("first-contacts", seen)]
    : [
        warning(
          "first-contacts",
          seen,
          "Many more mails to strangers are asked for than people confirm. See who registers: postern stats --first-contacts",
        ),
      ];
}

/** Mails that were refused because of this site, within the last day. */
async function checkRefused(store: Store): Promise<readonly Finding[]> {
  const found = await findRefused({ store }, systemClock.now());
  return (found?.refused ?? []).map(({ domain, count, answer }) =>
    warning(
      "outbox-refused",
      `the mail server refused mail to ${domain} because of this site (${count}): ${oneLine(answer)}`,
      "Look at the account, the sender's domain and its records. Then: postern mail retry --dead",
    ),
  );
}

async function checkServer(driver: SqlDriver): Promise<readonly Finding[] | undefined> {
  const facts = await driver.inspect?.();
  if (facts === undefined) return undefined;
  const { now, fsync, version } = facts;
  const found = [...checkSkew("the database's", now)];
  if (!fsync) {
    found.push(
      problem(
        "store-durability",
        "PostgreSQL runs with fsync off: a power cut may destroy the database",
        "Set fsync = on in its configuration.",
      ),
    );
  }
  if (version < OLDEST_POSTGRES) {
    const seen = `PostgreSQL ${Math.floor(version / 10_000)} is older than the versions that are tested`;
    found.push(warning("store-version", seen, "Move to PostgreSQL 15 or newer."));
  }
  return found;
}

async function checkFile(driver: SqlDriver, url: string): Promise<readonly Finding[]> {
  const file = sqliteFile(url);
  if (file === undefined) {
    return [
      warning("store", "the database is in memory: a restart loses all users", "Set DATABASE_URL."),
    ];
  }
  const found = [...checkPrivate("store-rights", file)];
  const { bavail, bsize } = await statfs(dirname(file));
  if (bavail * bsize < LITTLE_ROOM) {
    const seen = `${Math.floor((bavail * bsize) / 1_000_000)} MB are free where ${file} is`;
    found.push(
      warning("store-room", seen, "Free some space: nobody can register when the disk is full."),
    );
  }
  return [...found, ...checkPast(await newestAct(driver).catch(() => null))];
}

/** SQLite has no clock of its own, but no recorded action can be in the future. */
function checkPast(newest: number | null): readonly Finding[] {
  if (newest === null || newest <= systemClock.now()) return [];
  return checkSkew("the newest line of the audit log's", newest);
}
