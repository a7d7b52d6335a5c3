// How users prove who they are before something important.

import type { OwnProof } from "../../domain/evidence.ts";
import { row, type Work } from "./work.ts";

const SESSION_STANDS = "SELECT id FROM sessions WHERE hash = ? AND user_id = ? AND pending = 0";

/** Whether what somebody offers as proof of being a user is still valid. */
export function* proofStands(proof: OwnProof, userId: string): Work<boolean> {
  const found =
    proof.kind === "session"
      ? yield* row(SESSION_STANDS, proof.hash, userId)
      : yield* row(
          "SELECT id FROM credentials WHERE id = ? AND user_id = ?",
          proof.credentialId,
          userId,
        );
  return found !== undefined;
}
