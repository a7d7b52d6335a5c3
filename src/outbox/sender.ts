// The sender of a running process: it hands over what is due, and as much to a domain at once as that is quick.

import { domainOf } from "../domain/mail.ts";
import type { Semaphore } from "../domain/semaphore.ts";
import { seconds, type Duration } from "../domain/time.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { handOverPace } from "./pace.ts";
import { claimDue, handOverSemaphore, sendOne, type SendingContext } from "./sending.ts";
import { shares } from "./shares.ts";
import { together } from "./together.ts";
import { MAX_IN_FLIGHT, startWorker, type Worker } from "./worker.ts";

/** A hand-over that takes no longer than this is quick. */
const QUICK: Duration = seconds(5);

/** A commit waits for the disk, and all mail waits for it. A mail whose answer is not committed when the process is killed is sent twice. */
const GATHERS: Duration = 10;

/** Starts sending, and continues until it is stopped. */
export function startSender(context: SendingContext): Worker {
  const { atOnce = MAX_IN_FLIGHT } = context.mailer;
  const { roomFor, full, take, giveBack } = shares(MAX_IN_FLIGHT, atOnce);
  const pace = handOverPace();
  const inTurn = handOverSemaphore(context.mailer);
  const answered = together(GATHERS);
  return startWorker<ClaimedMail>(
    {
      failed: "outbox-unreadable",
      claim: (count) => claimDue(context, { count, roomFor, fullDomains: full() }),
      async act(mail, isStopping) {
        const domain = domainOf(mail.email);
        take(domain);
        giveBack(
          domain,
          await isSentQuickly(context, mail, { inTurn, pace, answered, isStopping }),
        );
      },
    },
    context.log,
  );
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
