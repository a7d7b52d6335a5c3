// Mails are held while the mail server accepts none at all, and one is tried now and then.

import type { LinkPurpose } from "../../domain/link.ts";
import type { MailKind } from "../../domain/mail.ts";
import type { Fault } from "../../domain/refusal.ts";
import type { Hold } from "../../ports/outbox-store.ts";
import type { Sql } from "./shared-writes.ts";
import { payBack } from "./first-contacts.ts";
import { givePlaceBack } from "./mail-places.ts";
import { untell } from "./stops-met.ts";
import type { MailRow } from "./resolve-mail.ts";
import { unmintUndo } from "./email-change-reserved.ts";
import type { Input } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

type HoldRow = {
  readonly since: number;
  readonly fault: Fault;
  readonly answer: string;
  readonly probes: number;
  readonly probe_on: number;
  readonly probe_id: string | null;
};

export function* readHold(): Work<Hold | null> {
  const hold = yield* readRow();
  return hold === undefined
    ? null
    : { since: hold.since, fault: hold.fault, answer: hold.answer, probeOn: hold.probe_on };
}

const readRow = (): Work<HoldRow | undefined> =>
  row<HoldRow>(
    "SELECT since, fault, answer, probes, probe_on, probe_id FROM outbox_hold WHERE id = 1",
  );

/** Only this mail is tried now. If its sender dies, the next try may start at `nextOn`. */
export function* noteProbe(mailId: string, nextOn: number): Work<void> {
  yield* changes("UPDATE outbox_hold SET probe_id = ?, probe_on = ? WHERE id = 1", mailId, nextOn);
}

/** A server answered about this mail, or was tried in place of it. */
export function* endHold({ id, silent }: Pick<MailRow, "id" | "silent">): Work<void> {
  yield* changes("DELETE FROM outbox_hold WHERE id = 1 AND (probe_id = ? OR ? = 0)", id, silent);
}

export function* holdMails(sql: Sql, input: Input<"holdMails">): Work<boolean> {
  const { id, fault, answer, delay, now } = input;
  if (!(yield* releaseClaim(sql, input))) return false;
  const hold = yield* readRow();
  if (hold === undefined) {
    yield* changes(
      `INSERT INTO outbox_hold (id, since, fault, answer, probes, probe_on)
       VALUES (1, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
      now,
      fault,
      answer,
      now + delay(1),
    );
  } else if (hold.probe_id === id) {
    yield* changes(
      `UPDATE outbox_hold SET fault = ?, answer = ?, probes = ?, probe_on = ?, probe_id = NULL
       WHERE id = 1`,
      fault,
      answer,
      hold.probes + 1,
      now + delay(hold.probes + 1),
    );
  }
  return true;
}

/** Behind those that wait already, so that not every probe is the same mail. */
export function* releaseClaim(sql: Sql, { id, fence, now }: Input<"releaseClaim">): Work<boolean> {
  const given = yield* rows<{
    attempts: number;
    link_id: string | null;
    email_key: string;
    account: string | null;
  }>(
    `UPDATE mails SET state = CASE WHEN attempts > 1 THEN 'retry' ELSE 'queued' END,
       attempts = attempts - 1, due_on = ?
     WHERE id = ? AND fence = ? AND state = 'sending'
     RETURNING attempts, link_id, email_key, account`,
    now,
    id,
    fence,
  );
  const mail = given[0];
  if (mail?.attempts === 0) {
    yield* unmint(sql, id, mail.link_id);
    yield* givePlaceBack(id, mail.email_key, now);
    yield* payBack(id, mail.account);
  }
  return mail !== undefined;
}

/**
 * Nobody has seen this mail or its link: both become unminted again, and the text is decided again when the
 * mail is sent. A mail that went to the owner of an address, or to nobody, becomes one that was requested by
 * address alone; one about a reserved address becomes the kind of its link. An undo link may be in several
 * mails, and stays minted if one of them was handed over. False if its own link has ended for a reason.
 */
export function* unmint(sql: Sql, mailId: string, linkId: string | null): Work<boolean> {
  if (linkId !== null && !(yield* unmintLink(sql, linkId))) return false;
  const carried = yield* row<{
    kind: MailKind;
    asked_as: MailKind | null;
    undo_id: string | null;
  }>("SELECT kind, asked_as, undo_id FROM mails WHERE id = ?", mailId);
  yield* changes(
    `UPDATE mails SET minted_on = NULL, undo_id = NULL, kind = ?, asked_as = NULL, stop = NULL,
       stopped_on = NULL, silent = 0
     WHERE id = ?`,
    carried?.asked_as ?? (yield* askedAs(sql, carried?.kind ?? "", linkId)),
    mailId,
  );
  yield* untell(mailId);
  const undoId = carried?.undo_id ?? linkId;
  if (undoId !== null) yield* unmintUndo(undoId);
  return true;
}

/** The kind of mail that was asked for, before it was decided whose it is. */
function* askedAs({ kinds }: Sql, kind: MailKind, linkId: string | null): Work<MailKind> {
  const { insteadOf = kind } = kinds.mail(kind);
  if (insteadOf !== "its-link") return insteadOf;
  const link = yield* row<{ purpose: LinkPurpose }>(
    "SELECT purpose FROM links WHERE id = ?",
    linkId,
  );
  return kinds.purpose(link?.purpose ?? "").mailedAs ?? kind;
}

function* unmintLink({ kinds }: Sql, id: string): Work<boolean> {
  const link = yield* row<{ purpose: string }>(
    "SELECT purpose FROM links WHERE id = ? AND ended_on IS NULL",
    id,
  );
  if (link === undefined) return false;
  if (kinds.purpose(link.purpose).carried) return true;
  yield* changes(
    `UPDATE links SET minted_on = NULL, expires_on = NULL, code_expires_on = NULL, asks_code = 0
     WHERE id = ?`,
    id,
  );
  return true;
}
