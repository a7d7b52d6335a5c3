// How many mails a mailbox gets that it did not ask for itself, and whose they may be. Decided when a
// mail is about to be handed over, so that a mail that never leaves takes nobody's place.

import type { MailRules, Pool } from "./mail.ts";
import { days, hours, seconds, type Duration, type Instant } from "./time.ts";

/** The places of a mailbox. They are counted apart for each pool: see `poolOf`. */
export type MailBudget = {
  /** The shortest time between two mails. */
  readonly gap: Duration;
  /** Places in any hour. Some are kept for clients that have not asked within the hour: see `placeFor`. */
  readonly hourly: number;
  /** Places in any day, without those that were kept. A client's share counts those too. */
  readonly daily: number;
};

export const mailBudgetDefaults: MailBudget = { gap: seconds(60), hourly: 9, daily: 12 };

/** For load tests only. */
export const withoutMailBudget: MailBudget = { gap: 0, hourly: Infinity, daily: Infinity };

/** Confirmation mails per registration, over its whole life. */
export const MAILS_PER_REGISTRATION = 5;

/** Of an owner's resets so many places an hour are kept, and one of all other mails. */
const KEPT_FOR_OWNERS = 3;

/** No client takes more of the places than this share. */
export const CLIENT_SHARE = 1 / 3;

/** A client that has had its share still gets an owner's resets, up to so many mails a day: one an hour. */
const MOST_WITH_RESETS = 24;

/** A mail that finds no place waits for one as long as this, and is then withheld. */
const PATIENCE = hours(1);

/** Why a mail was not handed over. */
export type WithheldReason = "client-share" | "mailbox-full";

/** What stands beside a mail that was withheld. */
export const WITHHELD = "withheld";

/** Mails that an operator asks for are counted when they are asked for, and for operators alone. */
export const OPERATOR = "operator";

/**
 * Who asks for a mail: a client as the limits count it, or whoever nobody else can ask as. Stored with the
 * mail, because what it means is decided when the mail is handed over.
 */
export type AskedBy = string;

/**
 * Names the one who asks for a mail, if it is no stranger: `user` is somebody logged in with the address, by id;
 * `device` is a known device of its owner, by its network. Their mails have places in the mailbox's budget that
 * nobody else can take.
 *
 * @example
 * ```ts
 * askedByOwn("user", "8c1f"); // → "user:8c1f"
 * ```
 */
export const askedByOwn = (how: "device" | "user", id: string): AskedBy => `${how}:${id}`;

const isOwn = (by: AskedBy): boolean => /^(?:device|user):/.test(by);

/**
 * Of these a page shows whoever asked what became of the mail. So their places depend on nothing but mails
 * of the same cause, and never on whose the address is (I7).
 */
const SHOWN: ReadonlySet<Pool> = new Set(["register", "change"]);

/** A mail that asks for a place. */
export type MailAsk = {
  readonly mail: string;
  readonly pool: Pool;
  readonly by: AskedBy;
  /** Tells apart whose places they are within a pool: see `placesOf`. */
  readonly of: string;
  readonly askedOn: Instant;
};

/**
 * Whose places a mail takes within its pool. An address that has an owner has its own, which its tags
 * cannot take; without an owner all tags of a mailbox count together.
 */
export const placesOf = (pool: Pool, emailKey: string, isOwned: boolean): string =>
  isOwned && !SHOWN.has(pool) ? emailKey : "";

/** The pool of a mail. `byAddress`: anybody asked for it who knows the address, of no registration. */
export function poolOf({ pool }: MailRules, by: AskedBy, byAddress: boolean): Pool {
  if (pool !== undefined && SHOWN.has(pool)) return pool;
  if (isOwn(by)) return "own";
  return pool ?? (byAddress ? "resend" : "register");
}

/**
 * What a mailbox remembers: each mail that was handed over, and of each client of a pool one ask: `mail` is the
 * one that it asked for after an hour without any, and `on` is when it last asked for another.
 */
export type MailHit = Omit<MailAsk, "askedOn"> & {
  readonly on: Instant;
  /** `returned`: no server took it, so that only its client's share counts it. */
  readonly was: "asked" | "placed" | "kept" | "returned";
};

/** A place now; or from when there is one; or none within the patience, and why. */
export type Placed =
  | { readonly state: "now"; readonly kept: boolean }
  | { readonly state: "later"; readonly on: Instant }
  | { readonly state: "withheld"; readonly reason: WithheldReason };

/**
 * Finds a place for a mail among those that a mailbox has had. Before a kept one is taken, those go that
 * `aheadOf` names.
 *
 * Strangers share the places: a client has a third of them at most. Of each hour one place is kept for a
 * client that has not asked in the hour before, beyond the mailbox's day if need be; of an owner's resets
 * three, for as many clients, and beyond the client's day too. Of those that wait for a kept place, whoever
 * has had the fewest mails of the day goes first. So two clients cannot delay an owner's reset, however
 * often or seldom they ask, and of more clients none gets more than the owner. A known device of the
 * address, and whoever is logged in with it, have places of their own that nobody else can take.
 */
export function placeFor(
  budget: MailBudget,
  hits: readonly MailHit[],
  ask: MailAsk,
  begunOn: Instant,
): Placed {
  const now = notBefore(hits, begunOn, budget.gap);
  const rules = rulesFor(budget, hits, ask);
  if (rules.regular(now)) return { state: "now", kept: false };
  if (rules.kept(now)) return { state: "now", kept: true };
  const reason = rules.hasHadEnough(now) ? "client-share" : "mailbox-full";
  if (reason === "client-share" && rules.isLate) return { state: "withheld", reason };
  const times = [ask.askedOn, ...hits.map(({ on }) => on)].flatMap((on) =>
    [budget.gap, hours(1), days(1)].map((window) => on + window),
  );
  const on = times
    .filter((time) => time > now && time <= Math.max(ask.askedOn + PATIENCE, now + budget.gap))
    .toSorted((a, b) => a - b)
    .find((time) => rules.regular(time) || rules.kept(time));
  return on === undefined ? { state: "withheld", reason } : { state: "later", on };
}

/**
 * Of senders that claim at once, one may have begun before the others and come last: what they handed over
 * lies ahead of its own time, and counts. What lies farther ahead was written by a clock that was wrong.
 */
const notBefore = (hits: readonly MailHit[], now: Instant, gap: Duration): Instant =>
  Math.max(now, ...hits.filter((hit) => isHanded(hit) && hit.on < now + gap).map(({ on }) => on));

/**
 * The mails that go first to a kept place, if they still wait for it: those of clients that have had
 * fewer mails in the last day, and that could have it now as well.
 */
export function aheadOf(
  budget: MailBudget,
  hits: readonly MailHit[],
  ask: MailAsk,
  now: Instant,
): readonly string[] {
  const pool = poolAround(hits, ask);
  const hasHad = (client: AskedBy): number =>
    within(
      pool.filter((hit) => isTried(hit) && hit.by === client),
      days(1),
      now,
    );
  return pool
    .filter((hit) => !isTried(hit) && hit.on > now - PATIENCE)
    .filter(({ by }) => hasHad(by) < hasHad(ask.by))
    .filter((other) => rulesFor(budget, hits, { ...other, askedOn: other.on }).kept(now))
    .map(({ mail }) => mail);
}

/** Lets another mail go first to a kept place. */
export const behind = ({ gap }: MailBudget, ask: MailAsk, now: Instant): Placed =>
  now + gap > ask.askedOn + PATIENCE
    ? { state: "withheld", reason: "mailbox-full" }
    : { state: "later", on: now + gap };

function rulesFor({ gap, hourly, daily }: MailBudget, hits: readonly MailHit[], ask: MailAsk) {
  const own = ask.pool === "own";
  const pool = poolAround(hits, ask);
  const handed = pool.filter(isHanded);
  const regulars = handed.filter(({ was }) => was === "placed");
  const clients = (SHOWN.has(ask.pool) ? pool : hits).filter(
    (hit) => isTried(hit) && hit.by === ask.by,
  );
  const isOwners = ask.pool === "reset" && ask.of !== "";
  const keeps = isOwners ? KEPT_FOR_OWNERS : 1;
  const share = Math.floor(daily * CLIENT_SHARE);
  const isLate = hasAskedBefore(pool, ask);
  const isApart = (time: Instant): boolean => within(handed, gap, time) === 0;
  const hasShare = (time: Instant): boolean =>
    own ||
    (within(clients, hours(1), time) < Math.floor(hourly * CLIENT_SHARE) &&
      within(clients, days(1), time) < share);
  const mayHaveKept = (time: Instant): boolean =>
    !isLate && (own || within(clients, days(1), time) < (isOwners ? MOST_WITH_RESETS : share));
  return {
    /** Its client asked for another one in the hour before. */
    isLate,
    /** Its client has had its share, and may have no kept place beyond it. */
    hasHadEnough: (time: Instant): boolean => !mayHaveKept(time) && !hasShare(time),
    regular: (time: Instant): boolean =>
      isApart(time) &&
      hasShare(time) &&
      within(regulars, hours(1), time) < hourly - keeps &&
      within(regulars, days(1), time) < daily,
    kept: (time: Instant): boolean =>
      isApart(time) &&
      mayHaveKept(time) &&
      within(
        handed.filter(({ was }) => was === "kept"),
        hours(1),
        time,
      ) < keeps,
  };
}

/** What counts for a mail: the mails of its cause, and whoever is known asks for themselves. */
const poolAround = (hits: readonly MailHit[], { pool, of, by }: MailAsk): readonly MailHit[] =>
  hits.filter((hit) => hit.pool === pool && hit.of === of && (pool !== "own" || hit.by === by));

/** Whether the client of a mail asked for another one in the hour before. */
const hasAskedBefore = (pool: readonly MailHit[], { mail, by, askedOn }: MailAsk): boolean =>
  pool.some(
    (hit) => !isTried(hit) && hit.mail !== mail && hit.by === by && hit.on > askedOn - hours(1),
  );

const isTried = ({ was }: MailHit): boolean => was !== "asked";

/** A server has it, or may have it, or has it in hand. */
const isHanded = ({ was }: MailHit): boolean => was === "placed" || was === "kept";

const within = (hits: readonly MailHit[], window: Duration, time: Instant): number =>
  hits.filter(({ on }) => on > time - window && on <= time).length;

/** Of so many clients of a pool it is remembered at most that they asked. */
const MOST_ASKERS = 100;

/** For so long: while a mail that was asked for after it may still wait. */
const ASK_MEMORY: Duration = hours(2);

/** How long a mailbox's hits matter. */
export const MAIL_MEMORY: Duration = days(1);

/** What a mailbox remembers after a mail asked for a place, and got one or not. */
export function remember(
  hits: readonly MailHit[],
  ask: MailAsk,
  placed: Placed,
  now: Instant,
): readonly MailHit[] {
  const known = rememberAsk(hits, ask, now);
  if (placed.state !== "now") return known;
  const { askedOn: _, ...mail } = ask;
  return [...known, { ...mail, on: now, was: placed.kept ? "kept" : "placed" }];
}

/**
 * What a mailbox remembers after somebody asked for a mail. Asks of other pools push nothing out: what a page
 * shows must not depend on them (I7).
 */
export function rememberAsk(
  hits: readonly MailHit[],
  { askedOn, ...ask }: MailAsk,
  now: Instant,
): readonly MailHit[] {
  const live = hits.filter((hit) => hit.on > now - (isTried(hit) ? MAIL_MEMORY : ASK_MEMORY));
  const isOfPool = (hit: MailHit): boolean =>
    !isTried(hit) && hit.pool === ask.pool && hit.of === ask.of;
  const asks = live.filter(isOfPool);
  const last = asks.find(({ by }) => by === ask.by);
  const own: MailHit =
    last !== undefined && last.on > askedOn - hours(1)
      ? { ...last, on: Math.max(last.on, askedOn) }
      : { ...ask, on: askedOn, was: "asked" };
  const others = asks.filter(({ by }) => by !== ask.by);
  return [...live.filter((hit) => !isOfPool(hit)), ...others.slice(1 - MOST_ASKERS), own];
}

/** Forgets that a mail was handed over: it was not even tried. */
export const forgetMail = (hits: readonly MailHit[], mailId: string): readonly MailHit[] =>
  hits.filter((hit) => hit.mail !== mailId || !isTried(hit));

/**
 * Gives the mailbox the place of a mail back that no server took. The try counts in its client's share all
 * the same: whoever causes one mail after the other that is refused would else keep the mailbox's minute taken.
 */
export const returnPlace = (hits: readonly MailHit[], mailId: string): readonly MailHit[] =>
  hits.map((hit) => (hit.mail === mailId && isHanded(hit) ? { ...hit, was: "returned" } : hit));
