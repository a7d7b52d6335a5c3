// What a running process does unasked: send the mails that are due, see that they go out, and clear away
// what is over.

import { watchMail } from "./features/alarm/index.ts";
import { purgeRegistrations } from "./features/registration/index.ts";
import { HISTORY } from "./domain/mail.ts";
import { minutes, type Duration } from "./domain/time.ts";
import { startSender, type Sender } from "./outbox/sender.ts";
import type { SendingContext } from "./outbox/sending.ts";
import type { Log } from "./ports/log.ts";

const CLEAR_EVERY = minutes(10);

const WATCH_EVERY = minutes(1);

/** Starts all of it. None keeps a process alive that has nothing else to do. */
export function startBackground(context: SendingContext): Sender {
  const sender = startSender(context);
  const clearing = repeat(CLEAR_EVERY, () => clearAway(context), context.log);
  const watching = repeat(WATCH_EVERY, () => watchMail(context), context.log);
  return {
    wake: sender.wake,
    async stop() {
      await Promise.all([sender.stop(), clearing.stop(), watching.stop()]);
    },
  };
}

/** Does it now and again and again; what fails is logged, and tried the next time. */
function repeat(every: Duration, act: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let acting: Promise<void> | undefined;
  const start = (): void => {
    acting ??= act()
      .catch((error: unknown) => log.error("upkeep-failed", error))
      .finally(() => {
        acting = undefined;
      });
  };
  const timer = setInterval(start, every).unref();
  start();
  return {
    async stop() {
      clearInterval(timer);
      await acting;
    },
  };
}

/** Removes what nobody waits for any more: old registrations, dead sessions, forgotten hits, acts of long ago. */
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
  const kept = settings.auditRetention;
  if (kept !== undefined) await store.purgeAudit({ before: now - kept });
  if (registrations + sessions + users > 0) log.info("cleared", { registrations, sessions, users });
}
