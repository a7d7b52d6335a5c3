import type { User } from "../../domain/user.ts";
import type { FieldsStore } from "../../ports/fields-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import { findUser } from "./users.ts";
import type { Input } from "./verbs.ts";
import { changes, type Work } from "./work.ts";

export const fieldsStore = (sql: Sql): FieldsStore => ({
  setFields: (input) => sql.driver.write(() => setFields(sql, input)),
});

/** As it is stored. JSON leaves out what is undefined. */
export function fieldsText(fields: Readonly<Record<string, unknown>>): string | null {
  const text = JSON.stringify(fields);
  return text === "{}" ? null : text;
}

/** The same values again change nothing, and are not recorded. */
function* setFields(sql: Sql, input: Input<"setFields">): Work<boolean> {
  const { userId, fields, actor = "user", reason, now } = input;
  const user = yield* findUser(userId);
  if (user === undefined) return false;
  const text = fieldsText(merged(user, fields));
  if (text === fieldsText(user.fields)) return true;
  yield* changes("UPDATE users SET fields = ? WHERE id = ?", text, userId);
  yield* record(sql, { now, actor, act: "fields-changed", userId, detail: reason });
  return true;
}

const merged = (user: User, fields: Input<"setFields">["fields"]) => ({
  ...user.fields,
  ...fields,
});
