// Tells the operator when mail is not going out, because the people who wait for it cannot fix it.

import { domainOf, type MailTrouble } from "../../domain/mail.ts";
import { isOperators } from "../../domain/refusal.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";

/** Wrong settings of this site do not correct themselves; an outage of the mail server often ends by itself. */
const PATIENCE = { ours: minutes(5), otherwise: minutes(30) };

/** A single mail may wait this long for a good reason: a place in a mailbox's budget, or greylisting. */
const OLDEST = hours(2);

/** The operator is told once a day at most. */
const QUIET = days(1);

/** How many domains are named; further ones are only counted. */
const NAMED = 5;

/** Enough to tell whose servers refuse, however many mails they refused. */
const LOOKED_AT = 200;

type Watching = Uses<
  "countWaiting" | "listRefused" | "outboxStatus" | "raiseAlarm",
  "clock" | "settings" | "log"
>;

/** Checks whether mail goes out, and if not, raises each alarm at most once a day. */
export async function watchMail(context: Watching): Promise<void> {
  const now = context.clock.now();
  const held = await findTrouble(context, now);
  if (held !== undefined) await raise(context, "mail-trouble", held);
  const refused = await findRefused(context, now);
  if (refused !== undefined) await raise(context, "mails-refused", refused);
}

type Found = Omit<MailTrouble, "waiting">;

async function raise(
  { store, clock, settings, log }: Watching,
  act: "mail-trouble" | "mails-refused",
  found: Found,
): Promise<void> {
  const { operator } = settings;
  const trouble = { ...found, waiting: await store.countWaiting() };
  if (!(await store.raiseAlarm({ operator, trouble, act, quiet: QUIET, now: clock.now() }))) return;
  const { waiting, answer, refused } = trouble;
  const said = refused?.map((each) => `${each.domain}: ${each.answer}`).join("; ");
  log.error(
    act === "mail-trouble" ? "mail-not-going-out" : "mails-refused",
    new Error(said ?? answer ?? "mails wait for more than two hours"),
    { waiting, since: new Date(trouble.since).toISOString() },
  );
}

/**
 * Refusals of single mails for a reason that only an operator can fix. The owner of a domain can fake one, so
 * such a refusal holds no mails and is reported with its domain; a refusal that really affects all mails
 * appears at several domains.
 */
export async function findRefused(
  { store }: Uses<"listRefused">,
  now: number,
): Promise<Found | undefined> {
  const mails = await store.listRefused({ since: now - QUIET, limit: LOOKED_AT });
  const oldest = mails.at(-1);
  if (oldest === undefined) return undefined;
  const domains = [...new Set(mails.map(({ email }) => domainOf(email)))].slice(0, NAMED);
  const refused = domains.map((domain) => {
    const theirs = mails.filter(({ email }) => domainOf(email) === domain);
    return { domain, count: theirs.length, answer: theirs[0]?.answer ?? "" };
  });
  return { since: oldest.createdOn, answer: null, refused };
}

async function findTrouble(
  { store }: Uses<"outboxStatus">,
  now: number,
): Promise<Found | undefined> {
  const { oldestOn, hold } = await store.outboxStatus();
  if (hold !== null) {
    const patience = isOperators(hold.fault) ? PATIENCE.ours : PATIENCE.otherwise;
    const { since, answer } = hold;
    return now - since < patience ? undefined : { since, answer };
  }
  if (oldestOn === null || now - oldestOn < OLDEST) return undefined;
  return { since: oldestOn, answer: null };
}
