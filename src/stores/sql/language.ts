import type { LanguageStore } from "../../ports/language-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input } from "./verbs.ts";
import { changes, type Work } from "./work.ts";

export const languageStore = (sql: Sql): LanguageStore => ({
  chooseLanguage: (input) => sql.driver.write(() => choose(sql, input)),
});

/** The same choice again changes nothing, and is not recorded. */
function* choose(sql: Sql, { userId, language, now }: Input<"chooseLanguage">): Work<void> {
  const changed = yield* changes(
    "UPDATE users SET language = ? WHERE id = ? AND COALESCE(language, '') <> ?",
    language,
    userId,
    language,
  );
  if (changed === 1) {
    yield* record(sql, { now, actor: "user", act: "language-chosen", userId, detail: language });
  }
}
