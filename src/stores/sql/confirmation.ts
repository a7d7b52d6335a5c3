import type { NewCredential } from "../../domain/evidence.ts";
import { CODE_TRIES, PASSWORD_TRIES, linkState } from "../../domain/link.ts";
import { BY_ADDRESS, WITHHELD, WITHHELD_FOR_CREDIT } from "../../domain/mail.ts";
import { MAILS_PER_REGISTRATION } from "../../domain/mail-budget.ts";
import { nextAsk } from "../../domain/next-ask.ts";
import { done, refused } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type {
  ConfirmationStore,
  ConfirmInput,
  LatestMail,
} from "../../ports/confirmation-store.ts";
import { inBatches } from "./batches.ts";
import { queueMail, record, type Sql } from "./shared-writes.ts";
import { proofStands } from "./own-proof.ts";
import { findLink, readLink, useLink, whyNot } from "./links.ts";
import { completeLogIn } from "./log-in.ts";
import { becomeOwner, credentialsChanged, forgetRegistrant } from "./ownership.ts";
import { exchangeOldLink } from "./old-links.ts";
import { removeUnconfirmed } from "./removals.ts";
import { readOperatorHold } from "./operator-hold.ts";
import { readHold } from "./outbox-hold.ts";
import { remind, REMINDED_AT_ONCE } from "./reminders.ts";
import { ADDRESS_KEPT, CONFIRMATIONS, mailsOf } from "./registration.ts";
import { LINK, USER, presentUser, type LinkRow, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export function confirmationStore(sql: Sql): ConfirmationStore {
  const { driver } = sql;
  return {
    findWaiting: (user) => driver.read(() => findWaiting(user)),
    resend: (input) => driver.write(() => resend(sql, input)),
    resendTo: (input) => driver.write(() => resendTo(sql, input)),
    spendCodeTry: (input) => driver.write(() => spendCodeTry(input)),
    spendPasswordTry: (linkId) => driver.write(() => spendPasswordTry(linkId)),
    exchangeOldLink: (input) => driver.write(() => exchangeOldLink(sql, input)),
    confirm: (input) => driver.write(() => confirm(sql, input)),
    remindRegistrations: (input) => inBatches(driver, () => remind(sql, input), REMINDED_AT_ONCE),
    removeRegistration: (input) => driver.write(() => removeRegistration(sql, input)),
  };
}

function* findWaiting(user: User): Output<"findWaiting"> {
  const mail = yield* row<{
    state: LatestMail["state"];
    email: string;
    created_on: number;
    due_on: number;
    ended_on: number | null;
    answer: string | null;
    fault: LatestMail["fault"];
    parked_on: number | null;
    trust: number;
  }>(
    `SELECT state, email, created_on, due_on, ended_on, answer, fault, parked_on, trust FROM mails
     WHERE user_id = ? AND email_key = ? AND kind IN ${CONFIRMATIONS}
     ORDER BY CASE WHEN answer IN ('${WITHHELD}', '${WITHHELD_FOR_CREDIT}') THEN 1 ELSE 0 END, created_on DESC, id DESC LIMIT 1`,
    user.id,
    user.emailKey,
  );
  const link = yield* row<LinkRow>(
    `SELECT ${LINK} FROM links WHERE user_id = ? AND email_key = ? AND purpose = 'confirm'
     ORDER BY created_on DESC, ended_on IS NULL DESC, minted_on IS NULL DESC LIMIT 1`,
    user.id,
    user.emailKey,
  );
  return {
    mail: mail && {
      ...mail,
      createdOn: mail.created_on,
      dueOn: mail.due_on,
      endedOn: mail.ended_on,
      parkedOn: mail.parked_on,
    },
    held: (yield* readOperatorHold()) !== null || (yield* readHold()) !== null,
    linkExpiresOn: link?.expires_on ?? null,
    linkEnded: link?.ended_why != null,
    mails: yield* mailsOf(user.id),
    addressKept: yield* isAddressKept(user),
  };
}

function* isAddressKept(user: User): Work<boolean> {
  const found = yield* row(
    "SELECT id FROM mails WHERE user_id = ? AND email_key = ? AND about = ? LIMIT 1",
    user.id,
    user.emailKey,
    ADDRESS_KEPT,
  );
  return found !== undefined;
}

function* resend(sql: Sql, input: Input<"resend">): Output<"resend"> {
  const { userId, askedBy, budget, now } = input;
  const user = yield* row<UserRow>(
    `SELECT ${USER} FROM users WHERE id = ? AND confirmed_on IS NULL AND disabled_on IS NULL AND deletes_on IS NULL`,
    userId,
  );
  if (user === undefined) return refused("not-waiting");
  const mails = yield* mailsOf(userId);
  if (mails.handedOver >= MAILS_PER_REGISTRATION) return refused("too-many-mails");
  const retryOn = nextAsk(budget, mails.askedOn, now);
  if (retryOn !== undefined) return { ...refused("too-soon"), retryOn };
  // If one has not been sent yet, it is sent now; a second one would not help.
  if (yield* hasten(userId, now)) return done(null);
  yield* queueMail(sql, {
    kind: "confirm-again",
    userId,
    to: { email: user.email, emailKey: user.email_key },
    link: "confirm",
    askedBy,
    now,
  });
  yield* record(sql, { now, actor: "user", act: "confirmation-resent", userId });
  return done(null);
}

/** Makes the mail of a registration that has not been tried yet due now, unless it waits for the site. False if there is none. */
function* hasten(userId: string, now: number): Work<boolean> {
  const hastened = yield* changes(
    `UPDATE mails SET due_on = CASE WHEN due_on > ? AND parked_on IS NULL THEN ? ELSE due_on END
     WHERE user_id = ? AND kind IN ${CONFIRMATIONS} AND state = 'queued' AND minted_on IS NULL`,
    now,
    now,
    userId,
  );
  return hastened > 0;
}

function* resendTo(sql: Sql, input: Input<"resendTo">): Output<"resendTo"> {
  const { address, askedBy, now } = input;
  yield* queueMail(sql, {
    kind: "confirm-again",
    userId: null,
    to: { email: address.display, emailKey: address.key },
    link: "confirm",
    about: BY_ADDRESS,
    askedBy,
    now,
  });
  yield* record(sql, { now, actor: "visitor", act: "confirmation-resent", userId: null });
}

/**
 * Only codes of mails to this very registration count. A mail that was requested by address may be meant for
 * another registration, and whoever waits here could be a stranger to whom somebody reads the code out.
 */
function* spendCodeTry({ userId, now }: Input<"spendCodeTry">): Output<"spendCodeTry"> {
  const open = yield* rows<{ id: string }>(
    `UPDATE links SET code_tries = code_tries + 1
     WHERE user_id = ? AND purpose = 'confirm' AND ended_on IS NULL AND code_expires_on > ?
       AND code_tries < ${CODE_TRIES}
     RETURNING id`,
    userId,
    now,
  );
  const left = yield* rows<{ code_expires_on: number }>(
    `SELECT code_expires_on FROM links
     WHERE user_id = ? AND purpose = 'confirm' AND ended_on IS NULL AND minted_on IS NOT NULL`,
    userId,
  );
  return {
    open: open.map((link) => link.id),
    ifWrong:
      open.length > 0
        ? "wrong-code"
        : left.some((link) => link.code_expires_on > now)
          ? "dead-code"
          : left.length > 0
            ? "expired-code"
            : "wrong-code",
  };
}

function* spendPasswordTry(linkId: string): Output<"spendPasswordTry"> {
  const spent = yield* changes(
    `UPDATE links SET password_tries = password_tries + 1
     WHERE id = ? AND ended_on IS NULL AND password_tries < ${PASSWORD_TRIES}`,
    linkId,
  );
  return spent === 1;
}

/**
 * The order matters. First the proof, which writes nothing if it fails; then the address, whose primary key
 * decides between registrations of it; then the link, whose changed-row count decides the race. A link is used
 * only once the address is claimed, so after a refusal because of another user, it still works when that
 * changes.
 */
function* confirm(sql: Sql, input: ConfirmInput): Output<"confirm"> {
  const { linkId, userId, now } = input;
  const link = yield* readLink(sql, linkId);
  if (link === undefined) return refused("unknown");
  const { emailKey } = link;
  const { proof } = input;
  if (proof.kind !== "new-password" && !(yield* proofStands(proof, userId))) {
    return refused("proof-needed");
  }
  const owner = {
    userId,
    emailKey,
    via: input.via,
    provenBy: link.purpose,
    actor: "user",
    detail: `${input.via}, ${proof.kind}`,
    now,
  };
  const confirmed = yield* becomeOwner(sql, owner, () => useLink(sql, link, now, userId));
  if (!confirmed.ok) {
    if (confirmed.reason !== "address-taken") return confirmed;
    return refused(yield* whyNot(sql, linkId, now, "address-taken"));
  }
  if (proof.kind === "new-password") yield* takeOver(sql, userId, proof.password, now);
  const { session } = input;
  const continues = proof.kind === "session" ? proof.hash : undefined;
  if (session !== undefined) yield* completeLogIn(sql, { session, userId, continues, now });
  return done(yield* presentUser(userId));
}

/** Somebody else may have registered. */
function* takeOver(sql: Sql, userId: string, password: NewCredential, now: number): Work<void> {
  yield* forgetRegistrant(sql, userId, now);
  const why = { link: "replaced", mail: "taken-over" } as const;
  yield* credentialsChanged(sql, { userId, password, by: "recovery", why, now });
}

function* removeRegistration(
  sql: Sql,
  { linkId, now }: Input<"removeRegistration">,
): Output<"removeRegistration"> {
  const found = yield* findLink(sql, linkId);
  const state = linkState(found?.link, now);
  if (state !== "ready" && state !== "expired") return refused(state);
  if (found?.user === undefined) return refused("removed");
  const removed = yield* removeUnconfirmed(sql, {
    userId: found.user.id,
    why: "removed",
    act: "registration-disowned",
    actor: "mailbox-owner",
    now,
  });
  return removed ? done(null) : refused("already-confirmed");
}
