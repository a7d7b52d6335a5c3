// Mail that is not going out is an operator's business: whoever waits for it cannot mend it.

import type { MailTrouble } from "../../domain/mail.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import type { Context } from "../../ports/context.ts";

/** Our own settings do not mend themselves; an outage of the mail server often does. */
const PATIENCE = { ours: minutes(5), otherwise: minutes(30) };

/** A single mail may wait this long for a reason: its turn in a mailbox's budget, or greylisting. */
const OLDEST = hours(2);

/** An operator who knows is not told again all day. */
const QUIET = days(1);

/** Looks whether mail goes out, and raises the alarm at most once a day when it does not. */
export async function watchMail({
  store,
  clock,
  settings,
  log,
}: Pick<Context, "store" | "clock" | "settings" | "log">): Promise<void> {
  const now = clock.now();
  const found = await findTrouble({ store }, now);
  if (found === undefined) return;
  const { operator } = settings;
  const trouble = { ...found, waiting: await store.countWaiting() };
  if (!(await store.raiseAlarm({ operator, trouble, quiet: QUIET, now }))) return;
  const { waiting, answer } = trouble;
  log.error("mail-not-going-out", new Error(answer ?? "mails wait for more than two hours"), {
    waiting,
    since: new Date(trouble.since).toISOString(),
  });
}

async function findTrouble(
  { store }: Pick<Context, "store">,
  now: number,
): Promise<Omit<MailTrouble, "waiting"> | undefined> {
  const { oldestOn, hold } = await store.outboxStatus();
  if (hold !== null) {
    const patience = hold.fault === "ours" ? PATIENCE.ours : PATIENCE.otherwise;
    const { since, answer } = hold;
    return now - since < patience ? undefined : { since, answer };
  }
  if (oldestOn === null || now - oldestOn < OLDEST) return undefined;
  return { since: oldestOn, answer: null };
}
