// How many mails of a domain may be handed over at once: a domain that answers fast gets more.

import { domainOf } from "../domain/mail.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";

/** What the sender knows about the domains that it is sending to. */
export type DomainConcurrency = {
  /** How many more mails of this domain may be claimed. */
  roomFor(domain: string): number;
  /** The domains for which there is no room. */
  full(): readonly string[];
  take(mail: ClaimedMail): void;
  /** The hand-over has ended. `wasQuick`: the mail was accepted without much waiting. */
  giveBack(mail: ClaimedMail, wasQuick: boolean): void;
};

/** An unknown domain gets one in five connections: it may be slow, and so may others. */
const ONE_OF = 5;

/**
 * Limits that start at a fifth of the connections, grow by one with each quick hand-over up to `most`, and fall
 * back to the start with the first slow or failed one, as TCP's congestion window does (RFC 5681): a big domain
 * that answers fast soon has all the room, and one that hangs has hardly any.
 */
export function domainConcurrency(most: number, connections: number): DomainConcurrency {
  const first = Math.max(1, Math.floor(connections / ONE_OF));
  const domains = new Map<string, { share: number; inHand: number }>();
  const of = (domain: string): { share: number; inHand: number } =>
    domains.get(domain) ?? { share: first, inHand: 0 };
  const roomFor = (domain: string): number => of(domain).share - of(domain).inHand;
  return {
    roomFor,
    full: () => [...domains.keys()].filter((domain) => roomFor(domain) <= 0),
    take({ email }) {
      const { share, inHand } = of(domainOf(email));
      domains.set(domainOf(email), { share, inHand: inHand + 1 });
    },
    giveBack({ email }, wasQuick) {
      const { share, inHand } = of(domainOf(email));
      const next = {
        share: wasQuick ? Math.min(most, share + 1) : first,
        inHand: inHand - 1,
      };
      if (next.inHand === 0 && next.share === first) domains.delete(domainOf(email));
      else domains.set(domainOf(email), next);
    },
  };
}
