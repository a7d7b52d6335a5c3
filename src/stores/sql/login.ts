import { COMPARED_WAITING, type Candidate, type LoginStore } from "../../ports/login-store.ts";
import type { Sql } from "./shared-writes.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Output } from "./verbs.ts";
import { row, rows } from "./work.ts";

export const loginStore = ({ driver }: Sql): LoginStore => ({
  findCandidates: (emailKey) => driver.read(() => findCandidates(emailKey)),
});

type CandidateRow = UserRow & {
  readonly credential_id: string | null;
  readonly secret: string | null;
};

const CANDIDATE = `${USER}, credentials.id AS credential_id, credentials.secret`;

const THEIR_PASSWORD =
  "LEFT JOIN credentials ON credentials.user_id = users.id AND credentials.kind = 'password'";

function* findCandidates(emailKey: string): Output<"findCandidates"> {
  const owner = yield* row<CandidateRow>(
    `SELECT ${CANDIDATE} FROM addresses JOIN users ON users.id = addresses.user_id ${THEIR_PASSWORD}
     WHERE addresses.email_key = ?`,
    emailKey,
  );
  const waiting = yield* rows<CandidateRow>(
    `SELECT ${CANDIDATE} FROM users ${THEIR_PASSWORD}
     WHERE users.email_key = ? AND users.confirmed_on IS NULL
     ORDER BY users.registered_on DESC, users.id DESC LIMIT ${COMPARED_WAITING}`,
    emailKey,
  );
  return { owner: owner && toCandidate(owner), waiting: waiting.map(toCandidate) };
}

const toCandidate = (found: CandidateRow): Candidate => ({
  user: toUser(found),
  password:
    found.credential_id === null || found.secret === null
      ? undefined
      : { credentialId: found.credential_id, hash: found.secret },
});
