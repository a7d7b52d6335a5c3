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
  | "countWaiting"
  | "firstContactState"
  | "listRefused"
  | "noteFirstContactState"
  | "outboxStatus"
  | "raiseAlarm"
  | "readFirstContacts",
  "clock" | "settings" | "log"
>;

/** Checks whether mail goes out, and if not, raises each alarm at most once a day. */
export async function watchMail(context: Watching): Promise<void> {
  const now = context.clock.now();
  const trouble = await findTrouble(context, now);
  if (trouble !== undefined) await raise(context, "mail-trouble", trouble);
  const refused = await findRefused(context, now);
  if (refused !== undefined) await raise(context, "mails-refused", refused);
  await tellState(context, now);
  const held = await findHeld(context, now);
  if (held !== undefined) await raise(context, "first-contacts-held", held);
}

type Found = Omit<MailTrouble, "waiting">;

async function raise(
  { store, clock, settings, log }: Watching,
  act: keyof typeof EVENTS,
  found: Found,
): Promise<void> {
  const { operator } = settings;
  const trouble = { ...found, waiting: await store.countWaiting() };
  if (!(await store.raiseAlarm({ operator, trouble, act, quiet: QUIET, now: clock.now() }))) return;
  const { waiting, answer, refused, toStrangers } = trouble;
  const said =
    toStrangers === undefined
      ? refused?.map((each) => `${each.domain}: ${each.answer}`).join("; ")
      : `${toStrangers} mails to strangers wait`;
  log.error(EVENTS[act], new Error(said ?? answer ?? "mails wait for more than two hours"), {
    waiting,
    since: new Date(trouble.since).toISOString(),
  });
}

/** What each alarm is in the log. */
const EVENTS = {
  "mail-trouble": "mail-not-going-out",
  "mails-refused": "mails-refused",
  "first-contacts-held": "first-contacts-held",
} as const;

/** Logs each change of the state of the site towards strangers, once for all processes. */
async function tellState(
  {
    store,
    settings,
    log,
  }: Uses<"firstContactState" | "noteFirstContactState" | "readFirstContacts", "settings" | "log">,
  now: number,
): Promise<void> {
  const rules = settings.firstContacts;
  if (rules === undefined) return;
  const state = await store.firstContactState({ rules, now });
  const before = await store.noteFirstContactState({ state });
  if (before === undefined) return;
  const { credit, waiting } = await store.readFirstContacts({ rules, since: now, now });
  const level = state === "calm" ? "info" : "warn";
  log[level]("first-contacts-state", { state, before, credit, waiting });
}

/** Whether people wait because many more mails to strangers are asked for than are confirmed. */
async function findHeld(
  { store, settings }: Uses<"firstContactState" | "readFirstContacts", "settings">,
  now: number,
): Promise<Found | undefined> {
  const rules = settings.firstContacts;
  if (rules === undefined) return undefined;
  if ((await store.firstContactState({ rules, now })) !== "holding") return undefined;
  const { waiting, hours: told } = await store.readFirstContacts({
    rules,
    since: now - days(1),
    now,
  });
  if (waiting === 0) return undefined;
  const since = told.find((hour) => hour.waiting > 0)?.startsOn ?? now;
  return { since, answer: null, toStrangers: waiting };
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
  const { oldestOn, hold, heldBy } = await store.outboxStatus();
  // An operator knows, and the mail of the alarm would wait, too.
  if (heldBy !== null) return undefined;
  if (hold !== null) {
    const patience = isOperators(hold.fault) ? PATIENCE.ours : PATIENCE.otherwise;
    const { since, answer } = hold;
    return now - since < patience ? undefined : { since, answer };
  }
  if (oldestOn === null || now - oldestOn < OLDEST) return undefined;
  return { since: oldestOn, answer: null };
}
