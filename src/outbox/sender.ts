// The sender of a running process: it hands over what is due, and as much to a domain at once as that is quick.

import { domainOf } from "../domain/mail.ts";
import type { Duration } from "../domain/time.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { GIVES_WAY, givingWay, hangingDomains, type InTurn } from "./hanging.ts";
import { handOverPace } from "./pace.ts";
import { claimDue, handOverSemaphore, sendOne, type SendingContext } from "./sending.ts";
import { shares } from "./shares.ts";
import { together } from "./together.ts";
import { MAX_IN_FLIGHT, startWorker, type Worker } from "./worker.ts";

/** A commit waits for the disk, and all mail waits for it. A mail whose answer is not committed when the process is killed is sent twice. */
const GATHERS: Duration = 10;

/** Starts sending, and continues until it is stopped. */
export function startSender(context: SendingContext): Worker {
  const { atOnce = MAX_IN_FLIGHT } = context.mailer;
  const { roomFor, full, take, giveBack } = shares(MAX_IN_FLIGHT, atOnce);
  const hanging = hangingDomains(atOnce);
  const pace = handOverPace();
  const inTurn = givingWay(handOverSemaphore(context.mailer));
  const answered = together(GATHERS);
  const inHand = new Set<{ readonly domain: string }>();
  const domainsInHand = () => [...inHand].map(({ domain }) => domain);
  return startWorker<ClaimedMail>(
    {
      failed: "outbox-unreadable",
      claim: (count) =>
        claimDue(context, {
          count,
          roomFor: hanging.roomFor(roomFor, domainsInHand()),
          fullDomains: full(),
        }),
      async act(mail, isStopping) {
        const domain = domainOf(mail.email);
        const one = { domain };
        inHand.add(one);
        take(domain);
        const ended = await sent(context, mail, {
          // One that is known to hang has all the time it needs, in its part of the connections.
          inTurn: (act) => inTurn(act, !hanging.has(domain)),
          pace,
          answered,
          isStopping,
        });
        inHand.delete(one);
        giveBack(domain, ended === "quickly");
        if (ended !== "unknown") hanging.note(domain, ended === "slowly");
      },
    },
    context.log,
  );
}

/** `slowly`: whatever became of it, it took too long. `unknown`: it says nothing about its domain. */
type Ended = "quickly" | "refused" | "slowly" | "unknown";

/** Sends it. If the store cannot be reached now, the claim is left to expire. */
async function sent(
  context: SendingContext,
  mail: ClaimedMail,
  sending: Parameters<typeof sendOne>[2],
): Promise<Ended> {
  let lasted: Duration = 0;
  const inTurn: InTurn = (act) =>
    sending.inTurn(async (signal) => {
      const begunOn = context.clock.now();
      const value = await act(signal);
      lasted = context.clock.now() - begunOn;
      return value;
    });
  try {
    const answer = await sendOne(context, mail, { ...sending, inTurn });
    if (answer === undefined || (!answer.ok && answer.affectsAll === true)) return "unknown";
    if (lasted >= GIVES_WAY) return "slowly";
    return answer.ok ? "quickly" : "refused";
  } catch (error) {
    context.log.error("mail-not-settled", error, { mail: mail.id });
    return "unknown";
  }
}
