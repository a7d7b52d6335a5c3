// Links that the application before Postern mailed: each is exchanged for one of Postern's own, which asks for a proof as always.

import type { OldLink } from "../../domain/old-links.ts";
import type { LinkRefusal } from "../../domain/link.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import { countAct, type TooMany } from "../../identity/limits.ts";
import type { Client, Context, Uses } from "../../ports/context.ts";

/** A link of the old application; undefined for anything else. */
export const oldLinkIn = (
  { clock, oldLinks }: Pick<Context, "clock" | "oldLinks">,
  token: string | undefined,
): OldLink | undefined => oldLinks(token, clock.now());

/** The address to which such a link was mailed, even long ago; "" for anything else. */
export const addressOfOld = (
  context: Pick<Context, "clock" | "oldLinks">,
  token: string | undefined,
): string => oldLinkIn(context, token)?.address.display ?? "";

/**
 * Exchanges it for the token of a confirmation link of Postern. It proves who reads the mailbox, as a mail of Postern's own
 * does, but only for somebody who was imported: a registration that was made here is not what it was mailed for.
 */
export async function exchangeOldLink(
  context: Uses<"exchangeOldLink" | "hit", "clock" | "links" | "settings">,
  old: OldLink | undefined,
  client: Client,
): Promise<Result<string, LinkRefusal> | TooMany> {
  if (old === undefined) return refused("unknown");
  if (old.state === "expired") return refused("expired");
  const busy = await countAct(context, "prove", client);
  if (busy !== undefined) return busy;
  const now = context.clock.now();
  const { address } = old;
  const lifetime = context.settings.links.confirm;
  const exchanged = await context.store.exchangeOldLink({ address, lifetime, now });
  return exchanged.ok ? done(context.links.write("confirm", exchanged.value, now)) : exchanged;
}
