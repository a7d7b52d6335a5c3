import type { AlarmStore } from "../../ports/alarm-store.ts";
import { queueMail, record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

export const alarmStore = (sql: Sql): AlarmStore => ({
  listRefused: (input) => sql.driver.report(() => listRefused(input)),
  raiseAlarm: (input) => sql.driver.write(() => raiseAlarm(sql, input)),
});

function* listRefused({ since, limit }: Input<"listRefused">): Output<"listRefused"> {
  const found = yield* rows<{ email: string; created_on: number; answer: string | null }>(
    `SELECT email, created_on, answer FROM mails
     WHERE fault IN ('sender', 'policy')
       AND (ended_on > ? OR (ended_on IS NULL AND (attempts > 1 OR answer LIKE '5%')))
     ORDER BY created_on DESC LIMIT ?`,
    since,
    limit,
  );
  return found.map((each) => ({
    email: each.email,
    createdOn: each.created_on,
    answer: each.answer ?? "",
  }));
}

function detailOf({ answer, refused, toStrangers }: Input<"raiseAlarm">["trouble"]): string {
  if (toStrangers !== undefined) return `${toStrangers} mails to strangers wait`;
  return answer ?? refused?.[0]?.answer ?? "mails wait too long";
}

function* raiseAlarm(sql: Sql, input: Input<"raiseAlarm">): Work<boolean> {
  const { operator, trouble, act, quiet, now } = input;
  const known = yield* row(
    "SELECT id FROM audit WHERE happened_on > ? AND act = ? LIMIT 1",
    now - quiet,
    act,
  );
  if (known !== undefined) return false;
  yield* record(sql, {
    now,
    actor: "system",
    act,
    userId: null,
    detail: detailOf(trouble),
  });
  if (operator === undefined) return true;
  yield* queueMail(sql, {
    kind: "mail-trouble",
    userId: null,
    to: { email: operator.display, emailKey: operator.key },
    about: JSON.stringify(trouble),
    now,
  });
  return true;
}
