import { done, refused } from "../../domain/result.ts";
import { TRUST } from "../../domain/first-contacts.ts";
import type { Instant } from "../../domain/time.ts";
import type { OwnMails } from "../../ports/confirmation-store.ts";
import type { RegistrationStore, NewUser } from "../../ports/registration-store.ts";
import { inBatches } from "./batches.ts";
import { addCredential, findPassword } from "./credentials.ts";
import { leaveAddresses } from "./endings.ts";
import { fieldsText } from "./fields.ts";
import { queueMail, record, type Sql } from "./shared-writes.ts";
import { removeUnconfirmed } from "./removals.ts";
import { recordAcceptance, termsText } from "./terms.ts";
import { completeFirstLogIn } from "./log-in.ts";
import { BY_ADDRESS, isWithheld, WITHHELD, WITHHELD_FOR_CREDIT } from "../../domain/mail.ts";
import { MAILS_PER_REGISTRATION, OPERATOR } from "../../domain/mail-budget.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** The kinds of a registration's mails; a reset for the same address is not one of them. */
export const CONFIRMATIONS =
  "('confirm', 'confirm-again', 'already-registered', 'address-reserved', 'contact-stopped')";

/** How many registrations one transaction of the purge removes, so that nobody waits long for it. */
const PURGE_AT_ONCE = 200;

/** Marks the mails of a registration whose address looks mistyped but is not. */
export const ADDRESS_KEPT = "address-kept";

export function registrationStore(sql: Sql): RegistrationStore {
  const { driver } = sql;
  return {
    register: (input) => driver.write(() => register(sql, input)),
    changeRegistrationAddress: (input) => driver.write(() => changeAddress(sql, input)),
    keepRegistrationAddress: (input) => driver.write(() => keepAddress(input)),
    cancelRegistration: ({ userId, now }) =>
      driver.write(() =>
        removeUnconfirmed(sql, {
          userId,
          why: "removed",
          act: "registration-cancelled",
          actor: "user",
          now,
        }),
      ),
    purgeRegistrations: (input) => inBatches(driver, () => purge(sql, input), PURGE_AT_ONCE),
    countPurgeable: (registeredBefore) => driver.report(() => countPurgeable(registeredBefore)),
  };
}

function* register(sql: Sql, input: Input<"register">): Output<"register"> {
  const { user, session, askedBy, mailDueOn: dueOn, proven = false, now } = input;
  const added = yield* addUser(user, now);
  if (added === 0) return { repeated: yield* madeByForm(user.formId) };
  yield* addCredential(user.id, user.password, now);
  const line = { now, actor: "visitor", userId: user.id };
  yield* record(sql, { ...line, act: "registered" });
  if (user.terms !== undefined) yield* recordAcceptance(sql, line, user.terms);
  yield* completeFirstLogIn(sql, session, user.id);
  yield* queueMail(sql, {
    kind: "confirm",
    userId: user.id,
    to: { email: user.address.display, emailKey: user.address.key },
    link: "confirm",
    askedBy,
    dueOn,
    trust: proven ? TRUST.proof : 0,
    now,
  });
  return { repeated: undefined };
}

function* addUser(user: NewUser, now: number): Work<number> {
  return yield* changes(
    `INSERT INTO users (id, email, email_key, registered_on, registered_with, next_path, form_id,
       language, source, fields, terms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (form_id) DO NOTHING`,
    user.id,
    user.address.display,
    user.address.key,
    now,
    user.registeredWith,
    user.nextPath,
    user.formId,
    user.language ?? null,
    user.source ?? null,
    fieldsText(user.fields ?? {}),
    termsText(user.terms === undefined ? [] : [{ version: user.terms, acceptedOn: now }]),
  );
}

function* madeByForm(formId: string | null) {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE form_id = ?`, formId);
  if (found === undefined) throw new Error("A form id conflicted with no user.");
  return { user: toUser(found), password: yield* findPassword(found.id) };
}

function* changeAddress(
  sql: Sql,
  input: Input<"changeRegistrationAddress">,
): Output<"changeRegistrationAddress"> {
  const { userId, mailDueOn: dueOn, now } = input;
  const mails = yield* mailsOf(userId);
  if (mails.handedOver >= MAILS_PER_REGISTRATION) return refused("too-many-mails");
  if (!(yield* moveRegistration(sql, { ...input, dueOn }))) return refused("not-waiting");
  yield* record(sql, { now, actor: "user", act: "registration-address-changed", userId });
  return done(null);
}

type Move = Pick<Input<"changeRegistrationAddress">, "userId" | "address" | "askedBy" | "now"> & {
  readonly dueOn?: Instant | undefined;
};

/** Replaces the links to the old address, and queues a mail to the new one. False if no registration waits. */
export function* moveRegistration(sql: Sql, move: Move): Work<boolean> {
  const { userId, address, askedBy, dueOn, now } = move;
  const moved = yield* changes(
    "UPDATE users SET email = ?, email_key = ? WHERE id = ? AND confirmed_on IS NULL AND disabled_on IS NULL AND deletes_on IS NULL",
    address.display,
    address.key,
    userId,
  );
  if (moved === 0) return false;
  yield* leaveAddresses(userId, address.key, now);
  yield* queueMail(sql, {
    kind: "confirm",
    userId,
    to: { email: address.display, emailKey: address.key },
    link: "confirm",
    askedBy,
    dueOn,
    now,
  });
  return true;
}

/**
 * Records with the mails of a registration that its address is not mistyped, and makes those due that wait for
 * that.
 */
function* keepAddress({ userId, now }: Input<"keepRegistrationAddress">): Work<boolean> {
  const kept = yield* changes(
    `UPDATE mails SET about = '${ADDRESS_KEPT}',
       due_on = CASE WHEN state = 'queued' AND due_on > ? AND parked_on IS NULL THEN ? ELSE due_on END
     WHERE user_id = ? AND kind IN ${CONFIRMATIONS} AND COALESCE(about, '${ADDRESS_KEPT}') = '${ADDRESS_KEPT}'
       AND EXISTS (SELECT 1 FROM users WHERE users.id = mails.user_id AND users.confirmed_on IS NULL
         AND users.email_key = mails.email_key)`,
    now,
    now,
    userId,
  );
  return kept > 0;
}

/**
 * The confirmation mails that a registration has asked for in its life. Mails that somebody requested by
 * address alone, or that an operator asked for, are not counted.
 */
export function* mailsOf(userId: string): Work<OwnMails> {
  const found = yield* rows<{ created_on: Instant; answer: string | null }>(
    `SELECT created_on, answer FROM mails
     WHERE user_id = ? AND kind IN ${CONFIRMATIONS} AND COALESCE(about, '') <> ?
       AND COALESCE(asked_by, '') <> ? ORDER BY created_on, id`,
    userId,
    BY_ADDRESS,
    OPERATOR,
  );
  const newest = found.at(-1)?.answer ?? null;
  return {
    askedOn: found.map((mail) => mail.created_on),
    handedOver: found.filter(({ answer }) => !isWithheld(answer)).length,
    newestWithheldBy:
      newest === WITHHELD ? "mailbox" : newest === WITHHELD_FOR_CREDIT ? "site" : null,
  };
}

/** Whoever was imported may have used the site for years: only an operator removes them. */
const PURGEABLE =
  "confirmed_on IS NULL AND imported_on IS NULL AND admin = 0 AND registered_on < ?";

function* purge(sql: Sql, input: Input<"purgeRegistrations">): Work<number> {
  const late = yield* rows<{ id: string }>(
    `SELECT id FROM users WHERE ${PURGEABLE}
     ORDER BY registered_on LIMIT ${PURGE_AT_ONCE}`,
    input.registeredBefore,
  );
  for (const { id } of late) {
    yield* removeUnconfirmed(sql, {
      userId: id,
      why: "removed",
      act: "registration-expired",
      actor: "system",
      now: input.now,
    });
  }
  return late.length;
}

function* countPurgeable(registeredBefore: number): Work<number> {
  const counted = yield* row<{ count: number }>(
    `SELECT COUNT(*) AS count FROM users WHERE ${PURGEABLE}`,
    registeredBefore,
  );
  return counted?.count ?? 0;
}
