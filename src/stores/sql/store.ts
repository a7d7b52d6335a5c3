// Makes one store from the features' SQL, over any engine that has a driver.

import { randomId, orderedIds } from "../../domain/id.ts";
import type { Random } from "../../ports/random.ts";
import type { Store } from "../../ports/store.ts";
import { adminStore } from "./admin.ts";
import { bounceStore } from "./bounces.ts";
import { alarmStore } from "./alarm.ts";
import { campaignStore } from "./campaign.ts";
import { cohortStore } from "./cohorts.ts";
import { confirmationStore } from "./confirmation.ts";
import { credentialStore } from "./enrolment.ts";
import { dataStore } from "./data.ts";
import { deletionStore } from "./deletion.ts";
import { emailChangeStore } from "./email-change.ts";
import { eventStore } from "./events.ts";
import { fieldsStore } from "./fields.ts";
import { webhookStore } from "./webhooks.ts";
import { firstContactStore } from "./first-contact-store.ts";
import { foreignPasswordStore } from "./foreign-passwords.ts";
import type { Sql, Writing } from "./shared-writes.ts";
import { kindsOf, type KindsOfFeature } from "./kinds.ts";
import { importStore } from "./imports.ts";
import { languageStore } from "./language.ts";
import { limitStore } from "./limits.ts";
import { linkStore } from "./links.ts";
import { lockStore } from "./lock.ts";
import { loginStore } from "./login.ts";
import { lostFactorStore } from "./lost-factor.ts";
import type { MigratedFeature } from "./migrate.ts";
import { notesStore } from "./notes.ts";
import { outboxStore } from "./outbox.ts";
import { passwordChangeStore } from "./password-change.ts";
import { passwordResetStore } from "./password-reset.ts";
import { registrationStore } from "./registration.ts";
import { servedStore } from "./served.ts";
import { cohortMarkStore } from "./cohort-marks.ts";
import { keyMarkStore } from "./key-marks.ts";
import { sessionStore } from "./sessions.ts";
import { stopStore } from "./stops.ts";
import { systemStore } from "./system.ts";
import { termsStore } from "./terms.ts";
import { tokenStore } from "./tokens.ts";
import { trailStore } from "./trail.ts";
import { tryStore } from "./tries.ts";
import { rememberedBrowserStore } from "./remembered-browsers.ts";
import { rememberingRoom } from "./room.ts";
import type { SqlDriver } from "./work.ts";

/** A feature with its own store methods. */
export type StoredFeature = MigratedFeature & KindsOfFeature & { store?(sql: Sql): object };

/**
 * A store over a driver whose database is migrated. `random` makes the ids of links and rows. The store has the
 * methods of `features`, Postern's own and the host's.
 */
export function storeOn(
  opened: SqlDriver,
  random: Random,
  features: readonly StoredFeature[],
): Store {
  const ids = { link: () => randomId(random), ordered: orderedIds(random) };
  return storeWith(opened, { ids, kinds: kindsOf(features) }, features);
}

/** In a host's transaction it is the same store, so rows get their ids in one order. */
function storeWith(opened: SqlDriver, writing: Writing, features: readonly StoredFeature[]): Store {
  const driver = rememberingRoom(opened);
  const sql: Sql = { driver, ...writing };
  const access: Sql = { ...sql, driver: { ...driver, write: driver.admit } };
  const store: Store = {
    ...verbsOf(sql, access),
    ...(opened.within && {
      within: (transaction) => storeWith(opened.within!(transaction), writing, features),
    }),
    ping: () => driver.check(),
    close: () => driver.close(),
    features: features.map(({ name }) => name),
  };
  for (const feature of features) join(store, feature.name, feature.store?.(sql) ?? {});
  return store;
}

/** Every method of Postern's own; `access` writes in the turns of logins. */
function verbsOf(sql: Sql, access: Sql) {
  return {
    ...registrationStore(sql),
    ...confirmationStore(sql),
    ...linkStore(sql),
    ...loginStore(sql),
    ...tryStore(access),
    ...sessionStore(access),
    ...credentialStore(sql),
    ...lostFactorStore(sql),
    ...rememberedBrowserStore(sql),
    ...passwordChangeStore(sql),
    ...passwordResetStore(sql),
    ...emailChangeStore(sql),
    ...lockStore(sql),
    ...deletionStore(sql),
    ...dataStore(sql),
    ...adminStore(sql),
    ...alarmStore(sql),
    ...firstContactStore(sql),
    ...limitStore(access),
    ...outboxStore(sql),
    ...servedStore(sql),
    ...keyMarkStore(sql),
    ...cohortMarkStore(sql),
    ...foreignPasswordStore(sql),
    ...systemStore(sql),
    ...importStore(sql),
    ...campaignStore(sql),
    ...eventStore(sql),
    ...webhookStore(sql),
    ...bounceStore(sql),
    ...stopStore(sql),
    ...languageStore(sql),
    ...fieldsStore(sql),
    ...termsStore(sql),
    ...cohortStore(sql),
    ...tokenStore(sql),
    ...trailStore(sql),
    ...notesStore(sql),
  };
}

/** Adds the methods of a feature. Throws if a method of that name exists already. */
function join(store: Store, feature: string, verbs: object): void {
  const twice = Object.keys(verbs).find((verb) => Object.hasOwn(store, verb));
  if (twice !== undefined) throw new Error(`The feature ${feature} has a second verb ${twice}.`);
  Object.assign(store, verbs);
}
