import { OPERATOR } from "../../domain/mail-budget.ts";
import { done, refused } from "../../domain/result.ts";
import type { ActOnUser, AdminStore } from "../../ports/admin-store.ts";
import { cancelMail, retryMail } from "./admin-mails.ts";
import {
  correctAddress,
  endUserSessions,
  removeFactors,
  sendConfirmation,
  sendReset,
  takeBackDeletion,
  useFactor,
} from "./admin-help.ts";
import { browseMails, listMails } from "./mail-browsing.ts";
import { countUnconfirmed, readMailFigures } from "./mail-figures.ts";
import { findMail, findUsers, listWithheld, readUserFacts } from "./admin-reads.ts";
import { browseAudit, browseUsers, listByAddress } from "./admin-browsing.ts";
import { countAudit, countUsers, listAudit, listUsers } from "./admin-lists.ts";
import { addCredential } from "./credentials.ts";
import { endSessions } from "./endings.ts";
import { becomeOwner, credentialsChanged, onTheirWord } from "./ownership.ts";
import { deleteUser } from "./removals.ts";
import { setRole } from "./roles.ts";
import { isLastAdmin, note } from "./admin-notes.ts";
import { findUser, presentUser } from "./users.ts";
import { countHit, queueMail, record, type Sql } from "./shared-writes.ts";
import { isReserved } from "./email-change-reserved.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

export function adminStore(sql: Sql): AdminStore {
  const { driver } = sql;
  return {
    findUsers: (wanted) => driver.report(() => findUsers(wanted)),
    readUserFacts: (userId) => driver.read(() => readUserFacts(userId)),
    listUsers: (page) => driver.report(() => listUsers(page)),
    browseUsers: (page) => driver.read(() => browseUsers(page)),
    listByAddress: (page) => driver.read(() => listByAddress(page)),
    countUsers: (query) => driver.report(() => countUsers(query)),
    listAudit: (page) => driver.report(() => listAudit(page)),
    countAudit: (query) => driver.report(() => countAudit(query)),
    browseAudit: (page) => driver.read(() => browseAudit(page)),
    createUser: (input) => driver.write(() => createUser(sql, input)),
    confirmUser: (input) => driver.write(() => confirmUser(sql, input)),
    disableUser: (input) => driver.write(() => disableUser(sql, input)),
    enableUser: (input) => driver.write(() => enableUser(sql, input)),
    setRole: (input) => driver.write(() => setRole(sql, input)),
    setAdmin: (input) => driver.write(() => setAdmin(sql, input)),
    removeUser: (input) => driver.write(() => removeUser(sql, input)),
    sendReset: (input) => driver.write(() => sendReset(sql, input)),
    sendConfirmation: (input) => driver.write(() => sendConfirmation(sql, input)),
    correctAddress: (input) => driver.write(() => correctAddress(sql, input)),
    removeFactors: (input) => driver.write(() => removeFactors(sql, input)),
    endUserSessions: (input) => driver.write(() => endUserSessions(sql, input)),
    takeBackDeletion: (input) => driver.write(() => takeBackDeletion(sql, input)),
    useFactor: (input) => driver.write(() => useFactor(sql, input)),
    listMails: (page) => driver.report(() => listMails(page)),
    browseMails: (page) => driver.read(() => browseMails(page)),
    readMailFigures: (input) => driver.read(() => readMailFigures(input)),
    countUnconfirmed: () => driver.read(countUnconfirmed),
    listWithheld: (page) => driver.report(() => listWithheld(page)),
    findMail: (id) => driver.read(() => findMail(id)),
    retryMail: (input) => driver.write(() => retryMail(sql, input)),
    cancelMail: (input) => driver.write(() => cancelMail(sql, input)),
  };
}

function* createUser(sql: Sql, input: Input<"createUser">): Output<"createUser"> {
  const { userId, address, now } = input;
  const owner = yield* row("SELECT user_id FROM addresses WHERE email_key = ?", address.key);
  if (owner !== undefined) return refused("address-taken");
  if (yield* isReserved(address.key, userId, now)) return refused("address-reserved");
  yield* changes(
    `INSERT INTO users (id, email, email_key, registered_on, registered_with, admin)
     VALUES (?, ?, ?, ?, ?, ?)`,
    userId,
    address.display,
    address.key,
    now,
    input.registeredWith,
    input.admin ? 1 : 0,
  );
  if (input.password !== undefined) yield* addCredential(userId, input.password, now);
  const act = input.admin ? "admin-created" : "user-created";
  yield* record(sql, { now, actor: input.actor, act, userId, detail: input.reason });
  if (input.confirmed) yield* confirmByOperator(sql, input, address.key, "admin");
  const mailed = yield* mailInvitation(sql, input);
  return done({ user: yield* presentUser(userId), mailed });
}

/** The mail that every registration gets, within the operators' limit. */
function* mailInvitation(sql: Sql, input: Input<"createUser">): Work<boolean> {
  const { userId, address, mailLimit, now } = input;
  if (mailLimit === undefined) return false;
  if (!(yield* countHit(mailLimit, address.key, now)).allowed) return false;
  yield* queueMail(sql, {
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
  const found = yield* findUser(userId);
  if (found === undefined) return refused("not-found");
  if (found.disabledOn !== null) return refused("disabled");
  const { emailKey } = found;
  const confirmed = yield* confirmByOperator(sql, input, emailKey, `admin: ${input.reason ?? ""}`);
  if (!confirmed.ok) {
    if (yield* isReserved(emailKey, userId, now)) return refused("address-reserved");
    return refused(found.confirmedOn === null ? "address-taken" : "already-confirmed");
  }
  // The user did not prove anything (I4), so the person logs in with the password of the registration.
  yield* endSessions(sql, userId, "ended-by-operator", now);
  return done(yield* presentUser(userId));
}

/** The operator's word takes the place of a proof. */
const confirmByOperator = (
  sql: Sql,
  { userId, actor, now }: ActOnUser,
  emailKey: string,
  detail: string,
) => becomeOwner(sql, { userId, emailKey, via: "admin", actor, detail, now }, onTheirWord);

function* disableUser(sql: Sql, input: ActOnUser): Output<"disableUser"> {
  const { userId, now } = input;
  const before = yield* findUser(userId);
  if (yield* isLastAdmin(userId)) return refused("last-admin");
  const disabled = yield* changes(
    "UPDATE users SET disabled_on = ?, deletes_on = NULL WHERE id = ? AND disabled_on IS NULL",
    now,
    userId,
  );
  if (disabled === 0) return refused(before === undefined ? "not-found" : "already-disabled");
  // The links that stop or undo a change of address stay. They do not work while the user is disabled, but a
  // user whose account was stolen holds them, and they work again once it is enabled: an operator who hears of
  // a theft disables the account first.
  const why = { link: "removed", mail: "disabled" } as const;
  yield* credentialsChanged(sql, { userId, by: "suspension", why, now });
  yield* note(sql, input, "disabled");
  if (before?.deletesOn != null) yield* note(sql, input, "kept");
  return done(yield* presentUser(userId));
}

function* enableUser(sql: Sql, input: ActOnUser): Output<"enableUser"> {
  const { userId } = input;
  const enabled = yield* changes(
    // Only rows of the previous version can be disabled and still have a requested deletion.
    "UPDATE users SET disabled_on = NULL, deletes_on = NULL WHERE id = ? AND disabled_on IS NOT NULL",
    userId,
  );
  if (enabled === 0) return refused((yield* findUser(userId)) ? "not-disabled" : "not-found");
  yield* note(sql, input, "enabled");
  return done(yield* presentUser(userId));
}

function* setAdmin(sql: Sql, input: Input<"setAdmin">): Output<"setAdmin"> {
  const { userId, admin, now } = input;
  if (!admin && (yield* isLastAdmin(userId))) return refused("last-admin");
  const changed = yield* changes(
    `UPDATE users SET admin = ? WHERE id = ? AND admin <> ? AND confirmed_on IS NOT NULL`,
    admin ? 1 : 0,
    userId,
    admin ? 1 : 0,
  );
  if (changed === 0) {
    const user = yield* findUser(userId);
    if (user === undefined) return refused("not-found");
    return refused(user.confirmedOn === null ? "unconfirmed" : "no-change");
  }
  if (!admin) yield* endSessions(sql, userId, "ended-by-operator", now);
  yield* note(sql, input, admin ? "promoted" : "demoted");
  return done(yield* presentUser(userId));
}

function* removeUser(sql: Sql, input: ActOnUser): Output<"removeUser"> {
  const { userId, now } = input;
  if ((yield* findUser(userId)) === undefined) return refused("not-found");
  if (yield* isLastAdmin(userId)) return refused("last-admin");
  yield* note(sql, input, "deleted");
  yield* deleteUser(sql, userId, now);
  return done(null);
}
