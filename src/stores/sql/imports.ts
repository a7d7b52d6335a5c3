// Adds users of other systems, many at once.

import type { Instant } from "../../domain/time.ts";
import type { ImportedUser, ImportOutcome, ImportStore } from "../../ports/import-store.ts";
import { noteManyForCohorts } from "./cohort-news.ts";
import { addCredential } from "./credentials.ts";
import { exportUsers } from "./exports.ts";
import { isReserved } from "./email-change-reserved.ts";
import { fieldsText } from "./fields.ts";
import { addRows, rowsIn } from "./many-rows.ts";
import { addOwners, takeOver } from "./ownership.ts";
import { deleteUser } from "./removals.ts";
import { record, type Sql, type Writing } from "./shared-writes.ts";
import { termsText } from "./terms.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type SqlValue, type Work } from "./work.ts";

export const importStore = (sql: Sql): ImportStore => ({
  knownImports: (digests) => sql.driver.read(() => knownImports(digests)),
  importUsers: (input) =>
    input.rehearsal === true
      ? rehearsed(sql.driver, () => importUsers(sql, input))
      : sql.driver.write(() => importUsers(sql, input)),
  awaitsImportedPassword: (userId) =>
    sql.driver.read(function* () {
      return (
        (yield* row(`SELECT users.id ${WITHOUT_PASSWORD} AND users.id = ?`, userId)) !== undefined
      );
    }),
  addImportedPassword: (input) => sql.driver.write(() => addImportedPassword(sql, input)),
  exportUsers: (page) => sql.driver.report(() => exportUsers(page)),
});

/** Runs a transaction to its end, and undoes it. */
async function rehearsed<Value>(driver: Sql["driver"], work: () => Work<Value>): Promise<Value> {
  let told: { readonly value: Value } | undefined;
  const undone = new Error("Undone, as was asked.");
  try {
    await driver.write(function* () {
      told = { value: yield* work() };
      throw undone;
    });
  } catch (error) {
    if (error !== undone || told === undefined) throw error;
  }
  return told!.value;
}

function* knownImports(digests: readonly string[]): Output<"knownImports"> {
  const found = yield* rowsIn<{ digest: string; key: string | null }>(KNOWN, digests);
  return new Map(found.map(({ digest, key }) => [digest, key]));
}

const KNOWN = `SELECT digest, email_key AS key
  FROM imported_users LEFT JOIN users ON users.id = imported_users.user_id WHERE digest IN`;

/** Those in whose way nothing is are added together, and then the others, one after the other. */
function* importUsers(given: Writing, input: Input<"importUsers">): Output<"importUsers"> {
  // Nobody is told of an import.
  const sql: Writing = { ...given, kinds: { ...given.kinds, eventOf: () => undefined } };
  const isFree = yield* freeOf(input.users);
  yield* addUsers(sql, input.users.filter(isFree), input);
  const outcomes: ImportOutcome[] = [];
  for (const user of input.users)
    outcomes.push(isFree(user) ? "added" : yield* importOne(sql, user, input));
  return outcomes;
}

/** Tells of a user whether nothing is known of their digest, id, passkeys and address. */
function* freeOf(users: readonly ImportedUser[]): Work<(user: ImportedUser) => boolean> {
  const keys = users.map(({ address }) => address.key);
  const handles = users.flatMap(handlesOf);
  const taken = new Set<string>();
  for (const [sql, values] of [
    [
      "SELECT digest AS value FROM imported_users WHERE digest IN",
      users.map(({ digest }) => digest),
    ],
    ["SELECT id AS value FROM users WHERE id IN", users.map(({ id }) => id)],
    [REMOVED, users.map(({ id }) => id)],
    ["SELECT handle AS value FROM credentials WHERE handle IN", handles],
    ["SELECT email_key AS value FROM users WHERE email_key IN", keys],
    ["SELECT email_key AS value FROM links WHERE ended_on IS NULL AND email_key IN", keys],
    ["SELECT email_key AS value FROM mails WHERE email_key IN", keys],
  ] as const) {
    for (const { value } of yield* rowsIn<{ value: string }>(sql, values)) taken.add(value);
  }
  const free = new Set<ImportedUser>();
  for (const user of users) {
    const own = [user.digest, user.id, user.address.key, ...handlesOf(user)];
    if (own.some((each) => taken.has(each))) continue;
    free.add(user);
    for (const each of own) taken.add(each);
  }
  return (user) => free.has(user);
}

/** Whoever was deleted here, or turned out to be nobody's registration, comes back with no file that still has them. */
const REMOVED = `SELECT user_id AS value FROM audit
  WHERE act IN ('deleted', 'registration-disowned') AND user_id IN`;

const handlesOf = ({ credentials }: ImportedUser): readonly string[] =>
  credentials.flatMap(({ handle }) => handle ?? []);

function* importOne(
  sql: Writing,
  user: ImportedUser,
  input: Input<"importUsers">,
): Work<ImportOutcome> {
  const { digest, id, address } = user;
  const { duplicates, now } = input;
  if ((yield* knownImports([digest])).size > 0) return "known";
  const same = yield* row<{ key: string }>("SELECT email_key AS key FROM users WHERE id = ?", id);
  if (same !== undefined) return same.key === address.key ? "known" : "id-taken";
  if ((yield* rowsIn(REMOVED, [id])).length > 0) return "known";
  const passkeys = yield* rowsIn("SELECT id FROM credentials WHERE handle IN", handlesOf(user));
  if (passkeys.length > 0) return "passkey-taken";
  if (yield* isReserved(address.key, id, now)) return "address-reserved";
  const others = yield* rows<Present>(PRESENT, address.key);
  if (others.some(({ owns, is_at_home: home }) => owns === 1 && home === 1)) return "address-taken";
  const before = others.filter(({ imported_on: on }) => on !== null);
  if (!before.every((other) => RULES[duplicates](user, other))) return "duplicate";
  for (const other of before) yield* replace(sql, other.id, input);
  yield* addUsers(sql, [user], input);
  if (user.confirmedOn !== null) yield* takeOver(sql, { userId: id, emailKey: address.key, now });
  return before.length > 0 ? "replaced" : "added";
}

/** A user with the same address, who owns it or waits for it. */
type Present = {
  readonly id: string;
  readonly registered_on: Instant;
  readonly confirmed_on: Instant | null;
  readonly imported_on: Instant | null;
  readonly owns: number;
  /** Registered here, or imported and here since: what they are now is no longer what a file says. */
  readonly is_at_home: number;
};

const AT_HOME = `(imported_on IS NULL
  OR EXISTS (SELECT 1 FROM audit WHERE audit.user_id = users.id AND act <> 'imported')
  OR EXISTS (SELECT 1 FROM credentials
    WHERE credentials.user_id = users.id AND last_used_on > imported_on))`;

const PRESENT = `SELECT users.id, registered_on, confirmed_on, imported_on,
    CASE WHEN addresses.user_id IS NULL THEN 0 ELSE 1 END AS owns,
    CASE WHEN ${AT_HOME} THEN 1 ELSE 0 END AS is_at_home
  FROM users LEFT JOIN addresses ON addresses.user_id = users.id
  WHERE users.email_key = ?`;

/** Those who were imported without a password, and to whom nothing has happened here since. */
const WITHOUT_PASSWORD = `FROM users JOIN imported_users ON imported_users.user_id = users.id
  WHERE NOT ${AT_HOME} AND NOT EXISTS (SELECT 1 FROM credentials
    WHERE credentials.user_id = users.id AND kind = 'password')`;

function* addImportedPassword(
  sql: Writing,
  { digest, password, actor, now }: Input<"addImportedPassword">,
): Output<"addImportedPassword"> {
  const found = yield* row<{ id: string }>(
    `SELECT users.id ${WITHOUT_PASSWORD} AND digest = ?`,
    digest,
  );
  if (found === undefined) return false;
  yield* addCredential(found.id, password, now);
  yield* record(sql, { now, actor, act: "imported-password-added", userId: found.id });
  return true;
}

/** Whether a user goes before one who was imported earlier. */
const RULES: Readonly<
  Record<Input<"importUsers">["duplicates"], (user: ImportedUser, other: Present) => boolean>
> = {
  first: () => false,
  confirmed: (user, other) => user.confirmedOn !== null && other.confirmed_on === null,
  newest: (user, other) => user.registeredOn > other.registered_on,
  oldest: (user, other) => user.registeredOn < other.registered_on,
};

function* replace(sql: Writing, userId: string, { actor, now }: Input<"importUsers">): Work<void> {
  yield* record(sql, { now, actor, act: "import-replaced", userId });
  yield* deleteUser(sql, userId, now);
}

/** Adds users in whose way nothing is. */
function* addUsers(
  { ids }: Writing,
  users: readonly ImportedUser[],
  { actor, now }: Pick<Input<"importUsers">, "actor" | "now">,
): Work<void> {
  const lines = users.map((user) => ({ id: ids.ordered(now), user }));
  const owners = users.flatMap(({ id, address, confirmedOn }) =>
    confirmedOn === null ? [] : [{ userId: id, emailKey: address.key, confirmedOn }],
  );
  yield* addRows(
    "users",
    USER_COLUMNS,
    users.map((user) => valuesOf(user, now)),
  );
  yield* addRows("credentials", CREDENTIAL_COLUMNS, users.flatMap(credentialValues));
  yield* addRows("user_roles", ["user_id", "role"], users.flatMap(roleValues));
  yield* addOwners(owners, now);
  yield* addRows(
    "imported_users",
    ["digest", "system", "foreign_id", "user_id"],
    users.map(({ digest, system, foreignId, id }) => [digest, system, foreignId, id]),
  );
  yield* addRows(
    "audit",
    ["id", "happened_on", "actor", "act", "user_id", "detail"],
    lines.map(({ id, user }) => [id, now, actor, "imported", user.id, user.system]),
  );
  yield* noteManyForCohorts("imported", lines);
}

const USER_COLUMNS = [
  "id",
  "email",
  "email_key",
  "registered_on",
  "registered_with",
  "next_path",
  "confirmed_on",
  "confirmed_via",
  "password_changed_on",
  "factors",
  "admin",
  "disabled_on",
  "email_frozen_until",
  "deletes_on",
  "language",
  "source",
  "fields",
  "terms",
  "imported_on",
] as const;

const valuesOf = (user: ImportedUser, now: Instant): readonly SqlValue[] => [
  user.id,
  user.address.display,
  user.address.key,
  user.registeredOn,
  user.registeredWith,
  user.nextPath,
  user.confirmedOn,
  user.confirmedVia,
  user.passwordChangedOn,
  user.factors,
  user.roles.includes("admin") ? 1 : 0,
  user.disabledOn,
  user.emailFrozenUntil,
  user.deletesOn,
  user.language,
  user.source,
  fieldsText(user.fields),
  termsText(user.terms),
  now,
];

const CREDENTIAL_COLUMNS = [
  "id",
  "user_id",
  "kind",
  "factor",
  "secret",
  "state",
  "handle",
  "name",
  "created_on",
  "last_used_on",
] as const;

const credentialValues = ({ id, credentials }: ImportedUser): readonly (readonly SqlValue[])[] =>
  credentials.map((each) => [
    each.id,
    id,
    each.kind,
    each.factor,
    each.secret,
    each.state ?? null,
    each.handle ?? null,
    each.name ?? null,
    each.createdOn,
    each.lastUsedOn,
  ]);

/** `admin` is a column of its own. */
const roleValues = ({ id, roles }: ImportedUser): readonly (readonly SqlValue[])[] =>
  roles.filter((role) => role !== "admin").map((role) => [id, role]);
