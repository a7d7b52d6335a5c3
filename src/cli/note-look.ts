// An operator looked at somebody (decision 90): noted after the answer, and only as far as that works.

import { notesIn } from "../identity/notes.ts";
import type { CommandContext } from "./with-database.ts";

/** Notes in the audit log of these users that the operator looked at them. Never fails. */
export async function noteLook(
  { context, actor }: Pick<CommandContext, "context" | "actor">,
  users: readonly { readonly id: string }[],
): Promise<void> {
  const notes = notesIn(context);
  for (const { id: userId } of users) notes.looked({ actor, userId });
  // A database that can only be read is still good enough to answer a question.
  await notes.flush().catch(() => 0);
}
