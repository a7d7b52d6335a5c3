import { OPERATOR } from "../../domain/mail-budget.ts";
import { done, refused } from "../../domain/result.ts";
import type { ActOnUser, AdminStore } from "../../features/admin/store.ts";
import { claimAddress, voidDevices } from "./addresses.ts";
import { retryMail } from "./admin-mails.ts";
import { endUserSessions, sendConfirmation, sendReset, takeBackDeletion } from "./admin-help.ts";
import { findMail, findUsers, listMails, listWithheld, readUserFacts } from "./admin-reads.ts";
import { countAudit, countUsers, listAudit, listUsers } from "./admin-lists.ts";
import { deleteUser } from "./deletion.ts";
import { listRegistrations } from "./admin-registrations.ts";
import { findById, isLastAdmin, note, presentUser } from "./admin-notes.ts";
import {
  cancelLinkMails,
  countHit,
  endLinks,
  endLinksFor,
  endSessions,
  queueMail,
  record,
  removeRivals,
  type Sql,
} from "./facts.ts";
import { isReserved } from "./reserved.ts";
import { changes, row, type Work } from "./work.ts";

type Input<Verb extends keyof AdminStore> = Parameters<AdminStore[Verb]>[0];
type Output<Verb extends keyof AdminStore> = Work<Awaited<ReturnType<AdminStore[Verb]>>>;

export function adminStore(sql: Sql): AdminStore {
  const { driver } = sql;
  return {
    findUsers: (wanted) => driver.report(() => findUsers(wanted)),
    readUserFacts: (userId) => driver.read(() => readUserFacts(userId)),
    listUsers: (page) => driver.report(() => listUsers(page)),
    countUsers: (query) => driver.report(() => countUsers(query)),
    listAudit: (page) => driver.report(() => listAudit(page)),
    countAudit: (query) => driver.report(() => countAudit(query)),
    createUser: (input) => driver.write(() => createUser(sql, input)),
    confirmUser: (input) => driver.write(() => confirmUser(sql, input)),
    disableUser: (input) => driver.write(() => disableUser(sql, input)),
    enableUser: (input) => driver.write(() => enableUser(sql, input)),
    setAdmin: (input) => driver.write(() => setAdmin(sql, input)),
    removeUser: (input) => driver.write(() => removeUser(sql, input)),
    sendReset: (input) => driver.write(() => sendReset(sql, input)),
    sendConfirmation: (input) => driver.write(() => sendConfirmation(sql, input)),
    endUserSessions: (input) => driver.write(() => endUserSessions(sql, input)),
    takeBackDeletion: (input) => driver.write(() => takeBackDeletion(sql, input)),
    listMails: (page) => driver.report(() => listMails(page)),
    listWithheld: (page) => driver.report(() => listWithheld(page)),
    findMail: (id) => driver.read(() => findMail(id)),
    retryMail: (input) => driver.write(() => retryMail(sql, input)),
    listRegistrations: (page) => driver.report(() => listRegistrations(page)),
  };
}

function* createUser(sql: Sql, input: Input<"createUser">): Output<"createUser"> {
  const { userId, address, now } = input;
  const owner = yield* row("SELECT user_id FROM addresses WHERE email_key = ?", address.key);
  if (owner !== undefined) return refused("address-taken");
  if (yield* isReserved(address.key, userId, now)) return refused("address-reserved");
  yield* changes(
    `INSERT INTO users (id, email, email_key, password_hash, registered_on, registered_with,
       confirmed_on, confirmed_via, admin)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    userId,
    address.display,
    address.key,
    input.passwordHash,
    now,
    input.registeredWith,
    input.confirmed ? now : null,
    input.confirmed ? "admin" : null,
    input.admin ? 1 : 0,
  );
  const act = input.admin ? "admin-created" : "user-created";
  yield* record(sql.ids, { now, actor: input.actor, act, userId, detail: input.reason });
  if (input.confirmed) {
    yield* changes(
      "INSERT INTO addresses (email_key, user_id, claimed_on, devices_since) VALUES (?, ?, ?, ?)",
      address.key,
      userId,
      now,
      now,
    );
    yield* removeRivals(sql.ids, { emailKey: address.key, ownerId: userId, now });
    yield* record(sql.ids, { now, actor: input.actor, act: "confirmed", userId, detail: "admin" });
  }
  const mailed = yield* mailInvitation(sql, input);
  return done({ user: yield* presentUser(userId), mailed });
}

/** The mail of every registration, within the operators' limit. */
function* mailInvitation(sql: Sql, input: Input<"createUser">): Work<boolean> {
  const { userId, address, mailLimit, now } = input;
  if (mailLimit === undefined) return false;
  if (!(yield* countHit(mailLimit, address.key, now)).allowed) return false;
  yield* queueMail(sql.ids, {
    kind: "confirm",
    userId,
    to: { email: address.display, emailKey: address.key },
    link: "confirm",
    askedBy: OPERATOR,
    now,
  });
  return true;
}

function* confirmUser(sql: Sql, input: ActOnUser): Output<"confirmUser"> {
  const { userId, now } = input;
  const found = yield* findById(userId);
  if (found === undefined) return refused("not-found");
  if (found.disabledOn !== null) return refused("disabled");
  const { emailKey } = found;
  if (!(yield* claimAddress(userId, emailKey, now))) {
    if (yield* isReserved(emailKey, userId, now)) return refused("address-reserved");
    return refused(found.confirmedOn === null ? "address-taken" : "already-confirmed");
  }
  const confirmed = yield* changes(
    `UPDATE users SET confirmed_on = ?, confirmed_via = 'admin'
     WHERE id = ? AND email_key = ? AND confirmed_on IS NULL AND disabled_on IS NULL`,
    now,
    userId,
    emailKey,
  );
  if (confirmed !== 1) throw new Error("A user changed while its address was being claimed.");
  yield* endSessions(userId);
  yield* endLinks(userId, "used", now);
  yield* cancelLinkMails(userId, "confirmed", now);
  yield* removeRivals(sql.ids, { emailKey, ownerId: userId, now });
  yield* note(sql, input, "confirmed", `admin: ${input.reason ?? ""}`);
  return done(yield* presentUser(userId));
}

function* disableUser(sql: Sql, input: ActOnUser): Output<"disableUser"> {
  const { userId, now } = input;
  const before = yield* findById(userId);
  if (yield* isLastAdmin(userId)) return refused("last-admin");
  const disabled = yield* changes(
    "UPDATE users SET disabled_on = ?, deletes_on = NULL WHERE id = ? AND disabled_on IS NULL",
    now,
    userId,
  );
  if (disabled === 0) return refused(before === undefined ? "not-found" : "already-disabled");
  yield* endSessions(userId);
  yield* voidDevices(userId, now);
  for (const purpose of ENDED_BY_DISABLING) yield* endLinksFor(userId, purpose, "removed", now);
  yield* cancelLinkMails(userId, "disabled", now);
  yield* note(sql, input, "disabled");
  if (before?.deletesOn != null) yield* note(sql, input, "kept");
  return done(yield* presentUser(userId));
}

/**
 * Not the ways back of a change of address. Nobody can use one meanwhile, but whoever was robbed holds
 * it, and it works once the account is enabled: an operator who hears of a theft disables first.
 */
const ENDED_BY_DISABLING = ["confirm", "reset", "change-email", "keep-account"] as const;

function* enableUser(sql: Sql, input: ActOnUser): Output<"enableUser"> {
  const { userId } = input;
  const enabled = yield* changes(
    // A deletion that was asked for before stands only in rows of the version before.
    "UPDATE users SET disabled_on = NULL, deletes_on = NULL WHERE id = ? AND disabled_on IS NOT NULL",
    userId,
  );
  if (enabled === 0) return refused((yield* findById(userId)) ? "not-disabled" : "not-found");
  yield* note(sql, input, "enabled");
  return done(yield* presentUser(userId));
}

function* setAdmin(sql: Sql, input: Input<"setAdmin">): Output<"setAdmin"> {
  const { userId, admin } = input;
  if (!admin && (yield* isLastAdmin(userId))) return refused("last-admin");
  const changed = yield* changes(
    `UPDATE users SET admin = ? WHERE id = ? AND admin <> ? AND confirmed_on IS NOT NULL`,
    admin ? 1 : 0,
    userId,
    admin ? 1 : 0,
  );
  if (changed === 0) {
    const user = yield* findById(userId);
    if (user === undefined) return refused("not-found");
    return refused(user.confirmedOn === null ? "unconfirmed" : "no-change");
  }
  if (!admin) yield* endSessions(userId);
  yield* note(sql, input, admin ? "promoted" : "demoted");
  return done(yield* presentUser(userId));
}

function* removeUser(sql: Sql, input: ActOnUser): Output<"removeUser"> {
  const { userId, now } = input;
  if ((yield* findById(userId)) === undefined) return refused("not-found");
  if (yield* isLastAdmin(userId)) return refused("last-admin");
  yield* deleteUser(userId, now);
  yield* note(sql, input, "deleted");
  return done(null);
}
