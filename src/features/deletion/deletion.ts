// Deletes one's own account: with the password or a passkey, after a time in which the user can cancel it by mail.

import type { LinkRefusal } from "../../domain/link.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { OpenedLink } from "../../identity/links.ts";
import { checkReader, type ReaderRefusal, type Typed } from "../../identity/reader.ts";
import { checkOwnProof, type OwnPasswordRefusal } from "../../identity/own-password.ts";
import type { CurrentSession } from "../../ports/session-store.ts";

export type DeletionRefusal = Refused<"last-admin"> | OwnPasswordRefusal;

/**
 * Marks the user as to be deleted, and logs them out everywhere. Returns when the deletion is final. A user
 * with an unproven address is deleted at once, without a mail. The only admin who can log in cannot be deleted:
 * a site needs one.
 */
export async function requestDeletion(
  context: Uses<
    | "cancelRegistration"
    | "countTry"
    | "findPassword"
    | "giveTryBack"
    | "isMarkLive"
    | "requestDeletion",
    "clock" | "passwords" | "devices" | "settings"
  >,
  current: CurrentSession,
  typed: string,
  client: Client,
): Promise<Result<Instant, never> | DeletionRefusal> {
  const { store, clock, settings } = context;
  const { user } = current;
  const checked = await checkOwnProof(context, { current, typed, client });
  if (!checked.ok) return checked;
  const now = clock.now();
  if (user.confirmedOn === null && (await store.cancelRegistration({ userId: user.id, now })))
    return done(now);
  return store.requestDeletion({
    userId: user.id,
    proof: checked.value,
    deletesOn: now + settings.deletionGrace,
    wayBack: settings.links["undo-change"],
    limit: settings.limits.notice,
    now,
  });
}

/** Cancels the deletion. It logs nobody in; that still takes the password. */
export async function keepUser(
  context: Uses<"hit" | "keepUser", "clock" | "codes" | "settings">,
  opened: OpenedLink,
  typed: Typed,
  client: Client,
): Promise<Result<User, LinkRefusal> | ReaderRefusal> {
  if (opened.state !== "ready") return refused(opened.state);
  const read = await checkReader(context, opened.link, typed, client);
  if (!read.ok) return read;
  return context.store.keepUser({ linkId: opened.link.id, now: context.clock.now() });
}
