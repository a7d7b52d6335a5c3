// A mailbox that clients cause mails to, and what its budget remembers of them.

import {
  forgetMail,
  mailBudgetDefaults,
  placeFor,
  remember,
  returnPlace,
  type MailAsk,
  type MailBudget,
  type MailHit,
  type Placed,
} from "../domain/mail-budget.ts";
import type { Instant } from "../domain/time.ts";

type Asked = Partial<MailAsk> & { readonly by: string };

/** A mailbox for a series of requests; `ask` returns what happens to the mail at that time. */
export function askedMailbox(over: MailBudget = mailBudgetDefaults) {
  let hits: readonly MailHit[] = [];
  let mails = 0;
  return {
    hits: () => hits,
    ask(asked: Asked, now: Instant): Placed {
      const mail = `mail ${(mails += 1)}`;
      const ask = { mail, pool: "reset" as const, of: "", askedOn: now, ...asked };
      const placed = placeFor(over, hits, ask, now);
      hits = remember(hits, ask, placed, now);
      return placed;
    },
    giveBack: (mail: string) => {
      hits = forgetMail(hits, mail);
    },
    refuse: (mail: string) => {
      hits = returnPlace(hits, mail);
    },
  };
}

export const stateOf = ({ state }: Placed): Placed["state"] => state;
