// How many mails a mailbox gets that its owner did not ask for, and which clients may cause them. This is
// decided when a mail is about to be handed over, so that a mail that is never sent takes nobody's place.

import type { MailRules, Pool } from "./mail.ts";
import { days, hours, seconds, type Duration, type Instant } from "./time.ts";

/** How many mails a mailbox may get. Each pool has its own places: see `poolOf`. */
export type MailBudget = {
  /** The shortest time between two mails. */
  readonly gap: Duration;
  /** Places per hour. Some are kept for clients that have not asked within the hour: see `placeFor`. */
  readonly hourly: number;
  /** Places per day, not counting the kept ones. A client's share does count those. */
  readonly daily: number;
};

export const mailBudgetDefaults: MailBudget = { gap: seconds(60), hourly: 9, daily: 12 };

/** For load tests only. */
export const withoutMailBudget: MailBudget = { gap: 0, hourly: Infinity, daily: Infinity };

/** Confirmation mails per registration, over its whole life. */
export const MAILS_PER_REGISTRATION = 5;

/** How many places per hour are kept for an owner's resets; for other mails it is one. */
const KEPT_FOR_OWNERS = 3;

/** The largest share of the places that one client may take. */
export const CLIENT_SHARE = 1 / 3;

/**
 * A client that has used up its share still gets an owner's resets, up to this many mails a day: one per hour.
 */
const MOST_WITH_RESETS = 24;

/** A mail that gets no place waits this long for one; then it is withheld. */
const PATIENCE = hours(1);

/** Why a mail was not handed over. */
export type WithheldReason = "client-share" | "mailbox-full";

/** Stands for operators. Mails that they ask for are counted when they ask, and separately from all others. */
export const OPERATOR = "operator";

/**
 * Who asks for a mail: a client as the limits count it, or a name that nobody else can use. It is stored with
 * the mail, because its meaning is decided when the mail is handed over.
 */
export type AskedBy = string;

/**
 * Names somebody who asks for a mail and is not a stranger: `user` is somebody logged in with the address, by
 * id; `device` is a known device of its owner, by its network. Their mails have places in the mailbox's budget
 * that nobody else can take.
 *
 * @example
 * ```ts
 * askedByOwn("user", "8c1f"); // → "user:8c1f"
 * ```
 */
export const askedByOwn = (how: "device" | "user", id: string): AskedBy => `${how}:${id}`;

const isOwn = (by: AskedBy): boolean => /^(?:device|user):/.test(by);

/**
 * A page shows whoever asked what happened to these mails. So their places depend only on mails of the same
 * cause, and never on who owns the address (I7).
 */
const SHOWN: ReadonlySet<Pool> = new Set(["register", "change"]);

/** A mail that needs a place. */
export type MailAsk = {
  readonly mail: string;
  readonly pool: Pool;
  readonly by: AskedBy;
  /** Whose places these are within a pool: see `placesOf`. */
  readonly of: string;
  readonly askedOn: Instant;
};

/**
 * Whose places a mail takes within its pool. An address with an owner has its own places, which mails to its
 * tagged forms cannot take; without an owner, all tagged forms of a mailbox count together.
 */
export const placesOf = (pool: Pool, emailKey: string, isOwned: boolean): string =>
  isOwned && !SHOWN.has(pool) ? emailKey : "";

/**
 * The pool of a mail. `byAddress`: somebody who knew only the address asked for it, outside any registration.
 */
export function poolOf({ pool }: MailRules, by: AskedBy, byAddress: boolean): Pool {
  if (pool !== undefined && SHOWN.has(pool)) return pool;
  if (isOwn(by)) return "own";
  return pool ?? (byAddress ? "resend" : "register");
}

/**
 * What is stored for a mailbox: each mail that was handed over, and one request per client of a pool: `mail` is
 * the one that the client asked for after an hour without a request, and `on` is the time of its latest
 * request.
 */
export type MailHit = Omit<MailAsk, "askedOn"> & {
  readonly on: Instant;
  /** `returned`: no server accepted it, so it counts only towards its client's share. */
  readonly was: "asked" | "placed" | "kept" | "returned";
};

/** A place now; or the time when there will be one; or none in time, and why. */
export type Placed =
  | { readonly state: "now"; readonly kept: boolean }
  | { readonly state: "later"; readonly on: Instant }
  | { readonly state: "withheld"; readonly reason: WithheldReason };

/**
 * Finds a place for a mail, given the mails that the mailbox has had. Before a mail takes a kept place, the
 * mails that `aheadOf` names go first.
 *
 * Strangers share the places: each client gets at most a third of them. Per hour, one place is kept for a
 * client that has not asked in the hour before, even beyond the mailbox's daily limit; for an owner's resets
 * there are three, for as many clients, even beyond the client's daily share. Among the mails that wait for a
 * kept place, the client with the fewest mails of the day goes first. So two clients cannot delay an owner's
 * reset, however often they ask, and if there are more, none of them gets more than the owner. A known device
 * of the address, and whoever is logged in with it, have their own places that nobody else can take.
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
 * When several senders claim at once, one may have started earlier and finish last: the mails of the others are
 * then slightly in its future, and count. Hits further in the future were written with a wrong clock.
 */
const notBefore = (hits: readonly MailHit[], now: Instant, gap: Duration): Instant =>
  Math.max(now, ...hits.filter((hit) => isHanded(hit) && hit.on < now + gap).map(({ on }) => on));

/**
 * The mails that get a kept place first, if they still wait for one: those of clients that have had fewer mails
 * in the last day and could take the place now.
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

/** Lets another mail have the kept place first. */
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
    /** Its client asked for another mail in the hour before. */
    isLate,
    /** Its client has used up its share, and may not have a kept place beyond it. */
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

/** The hits that count for a mail: those of its pool, and what known devices and users ask for themselves. */
const poolAround = (hits: readonly MailHit[], { pool, of, by }: MailAsk): readonly MailHit[] =>
  hits.filter((hit) => hit.pool === pool && hit.of === of && (pool !== "own" || hit.by === by));

/** Whether the client of a mail asked for another one in the hour before. */
const hasAskedBefore = (pool: readonly MailHit[], { mail, by, askedOn }: MailAsk): boolean =>
  pool.some(
    (hit) => !isTried(hit) && hit.mail !== mail && hit.by === by && hit.on > askedOn - hours(1),
  );

const isTried = ({ was }: MailHit): boolean => was !== "asked";

/** A server accepted it or may have, or it is being handed over. */
const isHanded = ({ was }: MailHit): boolean => was === "placed" || was === "kept";

const within = (hits: readonly MailHit[], window: Duration, time: Instant): number =>
  hits.filter(({ on }) => on > time - window && on <= time).length;

/** Requests are remembered for at most this many clients of a pool. */
const MOST_ASKERS = 100;

/** Requests are remembered for this long: while a later mail may still wait. */
const ASK_MEMORY: Duration = hours(2);

/** How long a mailbox's hits matter. */
export const MAIL_MEMORY: Duration = days(1);

/** What is stored for a mailbox after a mail asked for a place, whether it got one or not. */
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
 * What is stored for a mailbox after somebody asked for a mail. Requests of other pools never displace any:
 * what a page shows must not depend on them (I7).
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

/** Removes a mail that was not even tried. */
export const forgetMail = (hits: readonly MailHit[], mailId: string): readonly MailHit[] =>
  hits.filter((hit) => hit.mail !== mailId || !isTried(hit));

/**
 * Frees the place of a mail that no server accepted. The try still counts towards its client's share:
 * otherwise, somebody who causes one refused mail after another would keep the mailbox's minute occupied.
 */
export const returnPlace = (hits: readonly MailHit[], mailId: string): readonly MailHit[] =>
  hits.map((hit) => (hit.mail === mailId && isHanded(hit) ? { ...hit, was: "returned" } : hit));
