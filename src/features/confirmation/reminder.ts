import type { Uses } from "../../ports/context.ts";

/**
 * Reminds the mailboxes of registrations that end soon and are not confirmed, each once (option `reminder`). Returns how
 * many registrations there were.
 */
export async function remindRegistrations({
  store,
  clock,
  settings,
}: Uses<"remindRegistrations", "clock" | "settings">): Promise<number> {
  const { lifetime, reminder } = settings.registration;
  if (reminder === undefined) return 0;
  const now = clock.now();
  const registeredAfter = now - lifetime;
  const registeredBefore = registeredAfter + reminder;
  return store.remindRegistrations({ registeredAfter, registeredBefore, lifetime, now });
}
