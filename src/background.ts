// What a running process does unasked: send the mails that are due, and clear away what is over.

import { purgeRegistrations } from "./features/registration/index.ts";
import { days, minutes } from "./domain/time.ts";
import { startSender, type Sender } from "./outbox/sender.ts";
import type { SendingContext } from "./outbox/sending.ts";

/** Mails and links that are over stay this long, so that late readers are told what became of them. */
const HISTORY = days(30);

const CLEAR_EVERY = minutes(10);

/** Starts both. Neither keeps a process alive that has nothing else to do. */
export function startBackground(context: SendingContext): Sender {
  const sender = startSender(context);
  let clearing: Promise<void> | undefined;
  const clear = (): void => {
    clearing = clearAway(context).catch((error: unknown) =>
      context.log.error("clearing-failed", error),
    );
  };
  const timer = setInterval(clear, CLEAR_EVERY).unref();
  clear();
  return {
    wake: sender.wake,
    async stop() {
      clearInterval(timer);
      await Promise.all([sender.stop(), clearing]);
    },
  };
}

/** Removes what nobody waits for any more: old registrations, dead sessions, forgotten hits. */
export async function clearAway(
  context: Pick<SendingContext, "store" | "clock" | "settings" | "log">,
): Promise<void> {
  const { store, clock, settings, log } = context;
  const now = clock.now();
  const registrations = await purgeRegistrations(context);
  const sessions = await store.purgeSessions({ now, idleSince: now - settings.sessions.idle });
  const users = await store.deleteDue(now);
  await store.purgeLimits(now);
  await store.purgeHistory({ before: now - HISTORY });
  if (registrations + sessions + users > 0) log.info("cleared", { registrations, sessions, users });
}
