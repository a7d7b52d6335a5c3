// `postern db …`: migrations, resetting the database, and purging expired registrations.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { purgeRegistrations } from "../../features/registration/registration.ts";
import { migrate, migrationStatus, reset } from "../../stores/sql/migrate.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, iso, print, printJson, shortTime, styled, table, type Column } from "../output.ts";
import { confirmed } from "../prompt.ts";

/** Applies missing migrations, and prints which they were. */
export const migrateDatabase = (globals: Globals): Promise<void> =>
  withDatabase(globals, "as-it-is", async ({ config, driver, context }) => {
    const applied = await migrate(driver, context.clock.now(), config.features);
    if (globals.json) {
      return printJson({ applied: applied.map(({ number, name }) => ({ number, name })) });
    }
    for (const { number, name } of applied)
      print(`${styled("green", "applied")} ${number} ${name}`);
    if (applied.length === 0) print("Nothing to do: the database is up to date.");
  });

/** Lists every migration. Exits with 1 if some are missing, so that a script can check. */
export async function showMigrations(globals: Globals): Promise<void> {
  const known = await withDatabase(globals, "as-it-is", ({ config, driver }) =>
    migrationStatus(driver, config.features),
  );
  if (globals.json) {
    printJson({ migrations: known.map((each) => ({ ...each, appliedOn: iso(each.appliedOn) })) });
  } else {
    const columns: Column[] = [
      { title: "#", right: true },
      { title: "migration" },
      { title: "applied (UTC)" },
    ];
    const lines = known.map(({ number, name, feature, appliedOn }) => [
      `${number}`,
      feature === undefined ? name : `${feature}: ${name}`,
      appliedOn === null ? styled("yellow", "missing") : shortTime(appliedOn),
    ]);
    print(table(columns, lines));
  }
  if (known.some(({ appliedOn }) => appliedOn === null)) {
    process.exitCode = exitCodes.refused;
  }
}

/** Drops everything and creates it again. */
export const resetDatabase = (flags: { readonly yes?: true }, globals: Globals): Promise<void> =>
  withDatabase(
    globals,
    "as-it-is",
    async ({ config, databaseName, driver, context, production }) => {
      if (production) {
        throw new Refused(
          "production",
          "This deletes every user, so it is never done in production. Restore a back-up instead.",
        );
      }
      if (!flags.yes) await confirmed(`Delete everything in ${databaseName}?`);
      await reset(driver, context.clock.now(), config.features);
      // Captured mails would still contain links that no longer exist.
      if (config.dataFolder !== undefined) {
        await rm(join(config.dataFolder, "mailbox"), { recursive: true, force: true });
      }
      if (globals.json) printJson({ reset: true });
      else print(`${databaseName} is empty and up to date.`);
    },
  );

/** Removes, or counts, the unconfirmed users past their lifetime. */
export const purgeUsers = (flags: { readonly dryRun?: true }, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const users = flags.dryRun
      ? await countPurgeable(opened)
      : await purgeRegistrations(opened.context);
    if (globals.json) return printJson({ dryRun: flags.dryRun === true, users });
    print(
      flags.dryRun
        ? `${count(users, "unconfirmed user")} would be removed.`
        : `${count(users, "unconfirmed user")} removed.`,
    );
  });

const countPurgeable = ({ context: { store, clock, settings } }: CommandContext): Promise<number> =>
  store.countPurgeable(clock.now() - settings.registration.lifetime);
