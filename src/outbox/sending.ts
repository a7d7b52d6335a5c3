// One round of sending: claim what is due, make each mail, hand it over, commit the answer.

import { retryDelay } from "../domain/mail.ts";
import { seconds } from "../domain/time.ts";
import type { Context } from "../ports/context.ts";
import type { HandOver, Mailer } from "../ports/mailer.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { render } from "./render.ts";

export type SendingContext = Pick<
  Context,
  "store" | "clock" | "random" | "links" | "codes" | "settings" | "log"
> & { readonly mailer: Mailer };

/** A claim is given up when its sender has not answered for this long; then another takes over. */
const LEASE = seconds(30);

/** Mails in hand at once. */
const AT_ONCE = 20;

/** Sends what is due now, and returns how many mails it had in hand. Never throws for a mail. */
export async function sendDue(context: SendingContext): Promise<number> {
  const { store, clock, settings, mailer } = context;
  const now = clock.now();
  const claimed = await store.claimMails({
    count: AT_ONCE,
    lease: LEASE,
    lifetimes: settings.links,
    now,
  });
  const send = async (mail: ClaimedMail): Promise<void> => {
    // Whoever stood still for longer than that has been taken over, and would send a second copy.
    if (clock.now() < now + LEASE) return sendOne(context, mail);
    context.log.warn("mail-taken-over", { mail: mail.id, kind: mail.kind });
  };
  await inTurns(mailer.atOnce ?? AT_ONCE, claimed, send);
  return claimed.length;
}

/** Does all of it, `atOnce` at a time: a mail that waits its turn waits here, where leases are seen. */
async function inTurns<Item>(
  atOnce: number,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const take = async (): Promise<void> => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

async function sendOne(context: SendingContext, mail: ClaimedMail): Promise<void> {
  const { store, clock, log } = context;
  const answer = await handOver(context, mail);
  const now = clock.now();
  const state = stateAfter(answer);
  const settled = await store.settleMail({
    id: mail.id,
    fence: mail.fence,
    state,
    answer: answer.answer,
    dueOn: now + retryDelay(mail.attempts, chance(context)),
    now,
  });
  const facts = { mail: mail.id, kind: mail.kind, attempt: mail.attempts };
  if (!settled) log.warn("mail-taken-over", facts);
  else if (answer.ok) log.info("mail-sent", facts);
  else log.warn(`mail-${state}`, { ...facts, fault: answer.fault });
}

async function handOver(context: SendingContext, mail: ClaimedMail): Promise<HandOver> {
  try {
    return await context.mailer.send(render(context, mail));
  } catch (error) {
    // A mail that cannot even be made is our fault, and must not take the others with it.
    context.log.error("mail-not-made", error, { mail: mail.id, kind: mail.kind });
    return { ok: false, fault: "ours", answer: "the mail could not be made" };
  }
}

/** Only the address itself ends a mail. Whatever is our own fault waits until it is mended. */
const stateAfter = (answer: HandOver): "sent" | "dead" | "retry" =>
  answer.ok ? "sent" : answer.fault === "address" ? "dead" : "retry";

const chance = ({ random }: Pick<Context, "random">): number =>
  Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
