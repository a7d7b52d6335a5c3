// The sender of a running process: woken by every change, and looking by itself now and then.

import { seconds, type Duration } from "../domain/time.ts";
import { sendDue, type SendingContext } from "./sending.ts";

export type Sender = {
  /** Something may have been queued: look now. */
  wake(): void;
  /** Claims nothing more, and resolves when what is in hand is answered. */
  stop(): Promise<void>;
};

/** Other processes may queue mails too, so the outbox is looked at this often in any case. */
const LOOK_EVERY: Duration = seconds(1);

/** Starts sending, and keeps on until stopped. */
export function startSender(context: SendingContext): Sender {
  let stopped = false;
  let wanted = true;
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function rounds(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false;
      try {
        if ((await sendDue(context)) > 0) wanted = true;
      } catch (error) {
        context.log.error("outbox-unreadable", error);
      }
    }
  }

  function look(): void {
    clearTimeout(timer);
    round ??= rounds().finally(() => {
      round = undefined;
      if (stopped) return;
      timer = setTimeout(wake, wanted ? 0 : LOOK_EVERY);
    });
  }

  function wake(): void {
    wanted = true;
    if (!stopped) look();
  }

  look();
  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
