import { COMPARED_WAITING, type Candidate, type LoginStore } from "../../features/login/store.ts";
import { isMarkLive } from "./addresses.ts";
import type { Sql } from "./facts.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import { row, rows, type Work } from "./work.ts";

export const loginStore = ({ driver }: Sql): Pick<LoginStore, "findCandidates" | "isMarkLive"> => ({
  findCandidates: (emailKey) => driver.read(() => findCandidates(emailKey)),
  isMarkLive: (emailKey, madeOn) => driver.read(() => isMarkLive(emailKey, madeOn)),
});

function* findCandidates(
  emailKey: string,
): Work<Awaited<ReturnType<LoginStore["findCandidates"]>>> {
  const owner = yield* row<UserRow & { password_hash: string }>(
    `SELECT ${USER}, users.password_hash FROM addresses
     JOIN users ON users.id = addresses.user_id WHERE addresses.email_key = ?`,
    emailKey,
  );
  const waiting = yield* rows<UserRow & { password_hash: string }>(
    `SELECT ${USER}, users.password_hash FROM users
     WHERE email_key = ? AND confirmed_on IS NULL ORDER BY registered_on DESC, id DESC LIMIT ${COMPARED_WAITING}`,
    emailKey,
  );
  return { owner: owner && toCandidate(owner), waiting: waiting.map(toCandidate) };
}

const toCandidate = (found: UserRow & { password_hash: string }): Candidate => ({
  user: toUser(found),
  passwordHash: found.password_hash,
});
