// The sender of a running process: it hands over what is due, and as much to a domain at once as that is quick.

import { domainOf } from "../domain/mail.ts";
import type { Duration } from "../domain/time.ts";
import type { HandOver } from "../ports/mailer.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { GIVES_WAY, givingWay, hangingDomains } from "./hanging.ts";
import { handOverPace } from "./pace.ts";
import { claimDue, handOverSemaphore, sendOne, type SendingContext } from "./sending.ts";
import { shares } from "./shares.ts";
import { together } from "./together.ts";
import { MAX_IN_FLIGHT, startWorker, type Worker } from "./worker.ts";

/** A commit waits for the disk, and all mail waits for it. A mail whose answer is not committed when the process is killed is sent twice. */
const GATHERS: Duration = 10;

/** So many mails are in hand for each connection, so that none waits for a claim. */
const PER_CONNECTION = 4;

/** Starts sending, and continues until it is stopped. */
export function startSender(context: SendingContext): Worker {
  const { atOnce = MAX_IN_FLIGHT } = context.mailer;
  const most = Math.max(MAX_IN_FLIGHT, PER_CONNECTION * atOnce);
  const { roomFor, full, take, giveBack } = shares(most, atOnce);
  const hanging = hangingDomains(atOnce);
  const pace = handOverPace();
  const inTurn = givingWay(handOverSemaphore(context.mailer));
  const answered = together(GATHERS);
  const inHand = new Set<{ readonly domain: string }>();
  const domainsInHand = () => [...inHand].map(({ domain }) => domain);
  return startWorker<ClaimedMail>(
    {
      failed: "outbox-unreadable",
      atOnce: most,
      claim: (count) =>
        claimDue(context, {
          count,
          roomFor: hanging.roomFor(roomFor, domainsInHand()),
          fullDomains: full(),
        }),
      async act(mail, { isStopping, leave }) {
        const domain = domainOf(mail.email);
        const one = { domain };
        const over = (ended: Ended): void => {
          if (!inHand.delete(one)) return;
          giveBack(domain, ended === "quickly");
          if (ended !== "unknown") hanging.note(domain, ended === "slowly");
          leave();
        };
        inHand.add(one);
        take(domain);
        // If the store cannot be reached now, the claim is left to expire.
        await sendOne(context, mail, {
          // One that is known to hang has all the time it needs, in its part of the connections.
          inTurn: (act) => inTurn(act, !hanging.has(domain)),
          pace,
          answered,
          recording: (answer, lasted) => over(endOf(answer, lasted)),
          isStopping,
        }).catch((error: unknown) =>
          context.log.error("mail-not-settled", error, { mail: mail.id }),
        );
        over("unknown");
      },
    },
    context.log,
  );
}

/** `slowly`: whatever became of it, it took too long. `unknown`: it says nothing about its domain. */
type Ended = "quickly" | "refused" | "slowly" | "unknown";

function endOf(answer: HandOver, lasted: Duration): Ended {
  if (!answer.ok && answer.affectsAll === true) return "unknown";
  if (lasted >= GIVES_WAY) return "slowly";
  return answer.ok ? "quickly" : "refused";
}
