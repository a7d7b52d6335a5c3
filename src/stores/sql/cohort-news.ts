// What is to be counted for the cohorts. Whoever writes it only adds a row of their own, so nobody waits for another.

import type { ImportedUser } from "../../ports/import-store.ts";
import { addRows } from "./many-rows.ts";
import { changes, type Work } from "./work.ts";

/** The acts after which somebody is counted for the first time. */
export const JOINS: ReadonlySet<string> = new Set([
  "registered",
  "user-created",
  "admin-created",
  "imported",
]);

/** The acts after which a user is removed, in the transaction that records the act. */
export const LEAVES: ReadonlySet<string> = new Set([
  "registration-cancelled",
  "registration-expired",
  "registration-removed",
  "registration-disowned",
  "deleted",
  "import-replaced",
]);

/** The acts that change what is counted of a user. */
const ALTERS: ReadonlySet<string> = new Set([
  "confirmed",
  "confirmation-resent",
  "registration-address-changed",
  "email-changed",
  "email-change-undone",
  "language-chosen",
  "registrant-forgotten",
]);

/** The part of the address of a `person` after the "@". There is no other function for it in all engines. */
export const DOMAIN =
  "REPLACE(person.email_key, RTRIM(person.email_key, REPLACE(person.email_key, '@', '')), '')";

/** How often the confirmation mail was asked for again for a `person`. */
export const RESENDS = `(SELECT COUNT(*) FROM audit
  WHERE audit.user_id = person.id AND audit.act = 'confirmation-resent')`;

const ADD = `INSERT INTO cohort_news
    (id, act, user_id, registered_on, confirmed_on, way, domain, language, source, resends)
  SELECT CAST(? AS TEXT), CAST(? AS TEXT), person.id, person.registered_on, person.confirmed_on,
    person.confirmed_via, ${DOMAIN}, person.language, person.source, `;

const ADD_ROW = `${ADD} NULL FROM users AS person WHERE person.id = ?`;
const ADD_RESENT = `${ADD} ${RESENDS} FROM users AS person WHERE person.id = ?`;

/**
 * Notes an act that changes what is counted of a user, with the facts as they are now, in the transaction of the act. Does
 * nothing for other acts. Its id is that of the line in the audit log. If the act removes the user, call it first.
 */
export function* noteForCohorts(id: string, act: string, userId: string | null): Work<void> {
  if (userId === null || !(JOINS.has(act) || LEAVES.has(act) || ALTERS.has(act))) return;
  const sql = act === "confirmation-resent" ? ADD_RESENT : ADD_ROW;
  yield* changes(sql, id, act, userId);
}

/** Notes the same act of many users who are new, by the ids of the lines in the audit log. */
export const noteManyForCohorts = (
  act: string,
  lines: readonly { readonly id: string; readonly user: ImportedUser }[],
): Work<void> =>
  addRows(
    "cohort_news",
    [
      "id",
      "act",
      "user_id",
      "registered_on",
      "confirmed_on",
      "way",
      "domain",
      "language",
      "source",
    ],
    lines.map(({ id, user }) => [
      id,
      act,
      user.id,
      user.registeredOn,
      user.confirmedOn,
      user.confirmedVia,
      user.address.domain,
      user.language,
      user.source,
    ]),
  );
