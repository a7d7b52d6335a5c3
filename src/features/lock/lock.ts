// Locks an account from its mailbox, when somebody else is in it.

import type { LinkRefusal } from "../../domain/link.ts";
import { LOCK } from "../../domain/lock.ts";
import { refused, type Refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { OpenedLink } from "../../identity/links.ts";
import { checkReader, type ReaderRefusal } from "../../identity/reader.ts";
import type { Client, Uses } from "../../ports/context.ts";

/**
 * Locks the account with the link in the notice of a changed credential: everybody is out, and only the account's
 * mailbox lets somebody in again. It gives nobody anything, so it works from the mailbox alone, with the code of the
 * mail.
 */
export async function lockAccount(
  context: Uses<"hit" | "lockAccount", "clock" | "codes" | "settings">,
  opened: OpenedLink,
  code: string,
  client: Client,
): Promise<Result<User, Refused<LinkRefusal> | ReaderRefusal>> {
  if (opened.state !== "ready") return refused(opened.state);
  const read = await checkReader(context, opened.link, { code, sure: false }, client);
  if (!read.ok) return read;
  const { store, clock } = context;
  return store.lockAccount({ linkId: opened.link.id, ...LOCK, now: clock.now() });
}
