import { BEGINNING, pageOf, type Page, type Place } from "../../domain/page.ts";
import type { MailState } from "../../domain/mail.ts";
import type { DataStore, KeptAct, KeptMail, Part } from "../../ports/data-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import type { Sql } from "./shared-writes.ts";
import { changes, rows, type Work } from "./work.ts";

export const dataStore = ({ driver }: Sql): DataStore => ({
  listKeptMails: (part) => driver.report(() => listKeptMails(part)),
  listKeptActs: (part) => driver.report(() => listKeptActs(part)),
  purgeAudit: ({ before }) => inBatches(driver, () => changes(PURGE_AUDIT, before)),
});

type MailRow = {
  readonly id: string;
  readonly kind: string;
  readonly state: MailState;
  readonly email: string;
  readonly created_on: number;
};

function* listKeptMails({ userId, limit, after = BEGINNING }: Part): Work<Page<KeptMail>> {
  const found = yield* rows<MailRow>(
    // As it was asked for: what became of it tells whose the address is (I7).
    `SELECT id, COALESCE(asked_as, kind) AS kind, state, email, created_on FROM mails
     WHERE user_id = ? AND (created_on, id) < (?, ?) ORDER BY created_on DESC, id DESC LIMIT ?`,
    userId,
    after.on,
    after.id,
    limit + 1,
  );
  const page = pageOf(found, limit, (mail) => ({ on: mail.created_on, id: mail.id }));
  return mapped(page, ({ kind, state, email, created_on }) => ({
    kind,
    state,
    to: email,
    createdOn: created_on,
  }));
}

type ActRow = {
  readonly id: string;
  readonly act: string;
  readonly actor: string;
  readonly happened_on: number;
};

function* listKeptActs({ userId, limit, after = BEGINNING }: Part): Work<Page<KeptAct>> {
  const found = yield* rows<ActRow>(
    `SELECT id, act, actor, happened_on FROM audit
     WHERE user_id = ? AND (happened_on, id) < (?, ?) ORDER BY happened_on DESC, id DESC LIMIT ?`,
    userId,
    after.on,
    after.id,
    limit + 1,
  );
  const page = pageOf(found, limit, (line) => ({ on: line.happened_on, id: line.id }));
  return mapped(page, ({ act, actor, happened_on }) => ({ act, actor, happenedOn: happened_on }));
}

const mapped = <Row, Shown>(
  { rows: found, next }: { rows: readonly Row[]; next: Place | null },
  show: (row: Row) => Shown,
): Page<Shown> => ({ rows: found.map(show), next });

/** The index returns the oldest first. */
const PURGE_AUDIT = `DELETE FROM audit WHERE id IN
  (SELECT id FROM audit WHERE happened_on < ? ORDER BY happened_on LIMIT ${BATCH_SIZE})`;
