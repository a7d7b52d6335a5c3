import type { AlarmStore } from "../../features/alarm/store.ts";
import { queueMail, record, type Sql } from "./facts.ts";
import { row, type Work } from "./work.ts";

export const alarmStore = (sql: Sql): AlarmStore => ({
  raiseAlarm: (input) => sql.driver.write(() => raiseAlarm(sql, input)),
});

function* raiseAlarm(sql: Sql, input: Parameters<AlarmStore["raiseAlarm"]>[0]): Work<boolean> {
  const { operator, trouble, quiet, now } = input;
  const known = yield* row(
    "SELECT id FROM audit WHERE happened_on > ? AND act = 'mail-trouble' LIMIT 1",
    now - quiet,
  );
  if (known !== undefined) return false;
  yield* record(sql.ids, {
    now,
    actor: "system",
    act: "mail-trouble",
    userId: null,
    detail: trouble.answer ?? "mails wait too long",
  });
  if (operator === undefined) return true;
  yield* queueMail(sql.ids, {
    kind: "mail-trouble",
    userId: null,
    to: { email: operator.display, emailKey: operator.key },
    about: JSON.stringify(trouble),
    now,
  });
  return true;
}
