// Adds a credential for a user who is logged in.

import { evidenceOf, type NewCredential } from "../domain/evidence.ts";
import type { Client, Uses } from "../ports/context.ts";
import { mintSession, type MintedSession } from "./sessions.ts";
import type { CurrentSession } from "../ports/session-store.ts";

/**
 * Adds a credential to the user who is logged in, and returns the session that continues in this browser:
 * setting up a credential counts as showing it. Returns undefined and adds nothing if the session has ended in
 * the meantime.
 *
 * @example
 * const minted = await enrol(context, exchange.current, { id, kind: "totp", factor: "second", secret },
 * client);
 */
export async function enrol(
  context: Uses<"addCredential", "clock" | "random" | "settings">,
  current: CurrentSession,
  credential: NewCredential,
  client: Client,
): Promise<MintedSession | undefined> {
  const { id: credentialId, kind, factor } = credential;
  const shown = [{ kind, factor, credentialId }];
  const minted = mintSession(context, client, shown, evidenceOf(current.session));
  const added = await context.store.addCredential({
    userId: current.user.id,
    credential,
    acting: current.hash,
    session: minted.session,
    now: context.clock.now(),
  });
  return added ? minted : undefined;
}
