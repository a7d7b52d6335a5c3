// What must be true after every step of every history, whatever was done: docs/product.md's I1 to I10, checked
// on the rows and the mailboxes by code that shares nothing with what it checks.

import { checkAddresses } from "./promises-of-addresses.ts";
import { checkFactors } from "./promises-of-factors.ts";
import { checkLinks, checkReserved } from "./promises-of-links.ts";
import { checkMails, checkOutbox } from "./promises-of-mails.ts";
import { checkEverySecret, checkSessions } from "./promises-of-sessions.ts";
import { assertInvariant } from "./assert-invariant.ts";
import { perform, type Step } from "./perform.ts";
import { withoutLastSeen } from "./snapshot.ts";
import type { World } from "./world.ts";

export async function checkPromises(world: World, step: Step): Promise<void> {
  if (step.deed.reads === true) {
    const same = withoutLastSeen(step.before) === withoutLastSeen(step.after);
    assertInvariant(same, "reading wrote something");
  }
  checkAddresses(step);
  checkReserved(world, step);
  checkLinks(world, step);
  checkMails(world, step);
  checkFactors(world, step);
  await checkSessions(world, step);
}

const DAY = 86_400_000;

/** The end of a history: the mail server works, and enough time passes for every mail. */
export async function checkTheEnd(world: World): Promise<void> {
  await checkEverySecret(world);
  await perform(
    world,
    async ({ app: { postern, clock } }) => {
      for (let round = 0; round < 200; round += 1) {
        while ((await postern.deliver()) > 0);
        const { nextDueOn } = await postern.context.store.outboxStatus();
        if (nextDueOn === null) break;
        clock.forward(Math.min(DAY, Math.max(0, nextDueOn - clock.now())));
      }
      return {};
    },
    checkPromises,
  );
  checkOutbox(world);
  const failures = world.app.log.filter(({ level }) => level === "error");
  assertInvariant(failures.length === 0, `the log has errors: ${String(failures[0]?.error)}`);
}
