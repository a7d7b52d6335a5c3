// A lost second factor: removed after a wait, for whoever knows the password and reads the mailbox.

import type { Limit } from "../../domain/limits.ts";
import type { LinkRefusal } from "../../domain/link.ts";
import { refused, type Refused, type Result } from "../../domain/result.ts";
import { days, hours } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { Client, Uses } from "../../ports/context.ts";
import type { FactorRemoval } from "../../ports/lost-factor-store.ts";
import { countAct, type TooMany } from "../../identity/limits.ts";
import type { OpenedLink } from "../../identity/links.ts";
import { factorsAsked } from "../../identity/second-factor-policy.ts";
import { checkReader, type ReaderRefusal, type Typed } from "../../identity/reader.ts";

/**
 * Mails of one user. Each link begins one wait, so a wait that was stopped cannot be begun more often either. The
 * links live for a day: if somebody else used up these mails, the owner has their links.
 */
const MAILS: Limit = { name: "lose-factor", windows: [{ count: 3, every: days(1) }] };

/**
 * Mails a link with which the wait begins. Whoever asks has shown the password: a pending session exists for nobody
 * else. The password alone does nothing more than send this mail, which tells the owner of it.
 */
export async function requestFactorLoss(
  context: Uses<"hit" | "listCredentials" | "requestFactorLoss", "clock" | "settings">,
  user: User,
  client: Client,
): Promise<Result<null, "not-needed"> | TooMany> {
  const busy = await countAct(context, "request", client);
  if (busy !== undefined) return busy;
  if ((await factorsAsked(context, user)) === 1) return refused("not-needed");
  const { store, clock } = context;
  return store.requestFactorLoss({ userId: user.id, limit: MAILS, now: clock.now() });
}

/** How long that link works. */
export const LINK_LIVES = hours(24);

/** Why a link did nothing. */
export type LinkFailure = Refused<LinkRefusal> | ReaderRefusal;

/**
 * Begins the wait with that link, and says when it ends. A link that is used while a wait is running neither
 * shortens nor lengthens it.
 */
export async function beginFactorRemoval(
  context: Uses<"beginFactorRemoval" | "hit", "clock" | "codes" | "settings">,
  opened: OpenedLink,
  typed: Typed,
  client: Client,
): Promise<Result<FactorRemoval & { readonly user: User }, LinkFailure>> {
  if (opened.state !== "ready") return refused(opened.state);
  const read = await checkReader(context, opened.link, typed, client);
  if (!read.ok) return read;
  const { store, clock, settings } = context;
  const { id: linkId } = opened.link;
  return store.beginFactorRemoval({ linkId, wait: settings.factorRemovalWait, now: clock.now() });
}

/** Ends the wait with the link of a notice: the factor stays. */
export async function stopFactorRemoval(
  context: Uses<"hit" | "stopFactorRemoval", "clock" | "codes" | "settings">,
  opened: OpenedLink,
  typed: Typed,
  client: Client,
): Promise<Result<User, LinkFailure>> {
  if (opened.state !== "ready") return refused(opened.state);
  const read = await checkReader(context, opened.link, typed, client);
  if (!read.ok) return read;
  return context.store.stopFactorRemoval({ linkId: opened.link.id, now: context.clock.now() });
}
