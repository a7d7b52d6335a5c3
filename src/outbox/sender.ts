// The sender of a running process: every change wakes it, and it also checks the outbox regularly.

import { seconds, type Duration } from "../domain/time.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import {
  claimDue,
  handOverSemaphore,
  MAX_IN_FLIGHT,
  sendOne,
  type SendingContext,
} from "./sending.ts";
import type { Semaphore } from "../domain/semaphore.ts";
import { handOverPace } from "./pace.ts";
import { domainConcurrency } from "./domain-concurrency.ts";

export type Sender = {
  /** Something may have been queued: check now. */
  wake(): void;
  /** Claims nothing more, gives back what was not started, and resolves when the rest is answered. */
  stop(): Promise<void>;
};

/** Other processes may queue mails too, so the outbox is checked this often in any case. */
const LOOK_EVERY: Duration = seconds(1);

/** Mails are claimed several at a time, because every claim is a write. */
const HANDFUL = MAX_IN_FLIGHT / 4;

/** A hand-over that takes no longer than this is quick. */
const QUICK: Duration = seconds(5);

/** Starts sending, and continues until it is stopped. */
export function startSender(context: SendingContext): Sender {
  const { atOnce = MAX_IN_FLIGHT } = context.mailer;
  const concurrency = domainConcurrency(MAX_IN_FLIGHT, atOnce);
  const pace = handOverPace();
  const inTurn = handOverSemaphore(context.mailer);
  const inHand = new Set<Promise<void>>();
  let stopped = false;
  let wanted = true;
  let looking: Promise<void> | undefined;

  function take(mail: ClaimedMail): void {
    concurrency.take(mail);
    const how = { inTurn, pace, isStopping: () => stopped };
    const sending = isSentQuickly(context, mail, how).then((wasQuick) => {
      concurrency.giveBack(mail, wasQuick);
      inHand.delete(sending);
      wake();
    });
    inHand.add(sending);
  }

  async function claimWhatFits(): Promise<void> {
    while (wanted && !stopped && MAX_IN_FLIGHT - inHand.size >= HANDFUL) {
      wanted = false;
      const count = MAX_IN_FLIGHT - inHand.size;
      const { roomFor } = concurrency;
      const claimed = await claimDue(context, { count, roomFor, fullDomains: concurrency.full() });
      for (const mail of claimed) take(mail);
      if (claimed.length === count) wanted = true;
    }
  }

  function wake(): void {
    wanted = true;
    if (stopped) return;
    looking ??= claimWhatFits()
      .catch((error: unknown) => context.log.error("outbox-unreadable", error))
      .finally(() => {
        looking = undefined;
      });
  }

  const timer = setInterval(wake, LOOK_EVERY).unref();
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(inHand);
    },
  };
}

/** Sends it. If the store cannot be reached now, the claim is left to expire. */
async function isSentQuickly(
  context: SendingContext,
  mail: ClaimedMail,
  sending: Parameters<typeof sendOne>[2],
): Promise<boolean> {
  let begunOn = Infinity;
  const inTurn: Semaphore = (act) =>
    sending.inTurn(() => {
      begunOn = context.clock.now();
      return act();
    });
  try {
    const answer = await sendOne(context, mail, { ...sending, inTurn });
    return answer?.ok === true && context.clock.now() - begunOn < QUICK;
  } catch (error) {
    context.log.error("mail-not-settled", error, { mail: mail.id });
    return false;
  }
}
