// Whether somebody has a passkey, which the pages of a sign-in ask for.

import { PASSKEY } from "../domain/evidence.ts";
import type { Uses } from "../ports/context.ts";

/** Whether a user has a passkey, or a security key, that this site takes. */
export async function hasPasskey(
  { store, settings }: Uses<"listCredentials", "settings">,
  userId: string,
): Promise<boolean> {
  if (!settings.passkeys.on) return false;
  const credentials = await store.listCredentials(userId);
  return credentials.some(({ kind }) => kind === PASSKEY);
}
