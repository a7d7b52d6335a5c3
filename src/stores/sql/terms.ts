import { withAccepted, type AcceptedTerms } from "../../domain/terms.ts";
import type { TermsStore } from "../../ports/terms-store.ts";
import { record, type AuditLine, type Sql, type Writing } from "./shared-writes.ts";
import { findUser } from "./users.ts";
import type { Input } from "./verbs.ts";
import { changes, type Work } from "./work.ts";

export const termsStore = (sql: Sql): TermsStore => ({
  acceptTerms: (input) => sql.driver.write(() => acceptTerms(sql, input)),
});

/** As they are stored. */
export const termsText = (terms: readonly AcceptedTerms[]): string | null =>
  terms.length === 0 ? null : JSON.stringify(terms);

function* acceptTerms(sql: Sql, { userId, version, now }: Input<"acceptTerms">): Work<boolean> {
  const user = yield* findUser(userId);
  if (user === undefined) return false;
  const terms = withAccepted(user, { version, acceptedOn: now });
  if (terms === undefined) return true;
  yield* changes("UPDATE users SET terms = ? WHERE id = ?", termsText(terms), userId);
  yield* recordAcceptance(sql, { now, actor: "user", userId }, version);
  return true;
}

/** The line of the audit log, wherever terms are accepted. */
export const recordAcceptance = (
  sql: Writing,
  line: Pick<AuditLine, "now" | "actor" | "userId">,
  version: string,
): Work<void> =>
  record(sql, { ...line, act: "terms-accepted", detail: version, data: { version } });
