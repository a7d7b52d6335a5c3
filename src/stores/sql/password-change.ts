import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import type { PasswordChangeStore } from "../../ports/password-change-store.ts";
import { removePassword } from "./credentials.ts";
import { proofStands } from "./own-proof.ts";
import { countNotice, queueNotice, record, type Sql } from "./shared-writes.ts";
import { completeLogIn } from "./log-in.ts";
import { credentialsChanged } from "./ownership.ts";
import { presentUser } from "./users.ts";
import type { Input, Output } from "./verbs.ts";

export const passwordChangeStore = (sql: Sql): PasswordChangeStore => ({
  changePassword: (input) => sql.driver.write(() => changePassword(sql, input)),
});

function* changePassword(sql: Sql, input: Input<"changePassword">): Output<"changePassword"> {
  const { userId, proof, to, session, now } = input;
  const counted = yield* countNotice(input.limit, "password-changed", userId, now);
  if (!counted.allowed) return { changed: false, retryOn: counted.retryOn };
  const stands =
    proof.kind === "password"
      ? yield* removePassword(userId, proof.credentialId)
      : yield* proofStands(proof, userId);
  if (!stands) return { changed: false };
  const why = { link: "replaced", mail: "password-changed" } as const;
  const ended = yield* credentialsChanged(sql, { userId, password: to, by: "session", why, now });
  yield* completeLogIn(sql, { session, userId, now });
  const user = yield* presentUser(userId);
  yield* queueNotice(sql, {
    kind: "password-changed",
    userId,
    to: user,
    link: LOCK_ACCOUNT,
    about: session.browser,
    now,
  });
  yield* record(sql, { now, actor: "user", act: "password-changed", userId });
  return { changed: true, othersEnded: Math.max(0, ended - 1) };
}
