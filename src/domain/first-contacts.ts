// How many mails the whole site may send to mailboxes that have never confirmed here, and which go first.
//
// Anybody can make a site send a first mail to anybody. Attackers use this to bomb mailboxes: they ask thousands of sites
// for one mail each to the same person, or one site for a mail to each of thousands of people. The limits of a client and
// of a mailbox count one act each and refuse nothing. Attacks have no confirmations, so confirmations pay for further mails.

import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

/** What a site may send to strangers. */
export type FirstContactRules = {
  /** The credit that a site begins with. It gets as much back in a day, so a site works even if nobody confirms. */
  readonly floor: number;
  /** The credit that a confirmation earns. Each first contact costs one. */
  readonly perConfirmation: number;
};

/**
 * A site whose first contacts confirm in a third of all cases never runs out. A new site can have 160 people at once who have
 * not confirmed yet: a thousand who come evenly in an hour, if each takes up to five minutes and 700 confirm.
 */
export const firstContactDefaults: FirstContactRules = { floor: 200, perConfirmation: 3 };

/** Signs that whoever asked for a mail is no attacker, as bits. The higher ones are harder to fake. */
export const TRUST = {
  /** The browser solved the proof of work. */
  proof: 1,
  /** The person was still on the waiting page a minute after the mail began to wait. */
  stayed: 2,
  /** People in the client's network have confirmed here, or somebody who has confirmed asked for the mail. */
  known: 4,
} as const;

/** The sum of the `TRUST` of a mail, from 0 to 7. */
export type Trust = number;

/** Whoever is on the waiting page this long after the mail began to wait has stayed. */
export const STAYS_AFTER: Duration = minutes(1);

/**
 * A mail that waited this long for the site's credit is withheld. In a rush of real people, many have confirmed long before.
 * What still waits then is an attack, and every further hour would give it the credit that honest people earn.
 */
export const CONTACT_PATIENCE: Duration = hours(3);

/** This share of the floor is kept for mails of people who stayed, and half of it for known networks. */
const RESERVE = 0.2;

/** The credit that has to be left for others after a mail of this trust was sent. */
const reserveFor = ({ floor }: FirstContactRules, trust: Trust): number => {
  if (trust >= TRUST.known) return 0;
  return Math.floor(floor * (trust >= TRUST.stayed ? RESERVE / 2 : RESERVE));
};

/** Whether a mail of this trust may be sent now. */
export const mayContact = (rules: FirstContactRules, credit: number, trust: Trust): boolean =>
  credit - 1 >= reserveFor(rules, trust);

/**
 * Whether a waiting mail of this trust may go now. Mails without trust wait until the site is calm. Otherwise people who
 * come after an attack would wait behind everything that it left.
 */
export const mayGoOn = (rules: FirstContactRules, credit: number, trust: Trust): boolean =>
  mayContact(rules, credit, trust) && (trust >= TRUST.stayed || isCalm(rules, credit - 1));

/**
 * The state of a site: `calm`; `alert`, in which registration asks for a proof of work; or `holding`, in which first contacts
 * without trust wait.
 */
export type FirstContactState = "calm" | "alert" | "holding";

/** Below this share of its floor a site is on the alert. */
const ALERT_BELOW = 0.5;

/** The state of a site with this credit. */
export function firstContactState(rules: FirstContactRules, credit: number): FirstContactState {
  if (!mayContact(rules, credit, 0)) return "holding";
  return isCalm(rules, credit) ? "calm" : "alert";
}

const isCalm = ({ floor }: FirstContactRules, credit: number): boolean =>
  credit >= floor * ALERT_BELOW;

/**
 * The account that a mail is paid from. `by-address` is for mails that were requested by address alone, which must not
 * affect the forms and the waiting pages.
 */
export type AccountName = "shown" | "by-address";

/**
 * The rules of one account. Few people ask by address for mail to an address without an account, so a tenth is enough. A mail
 * that cannot be paid for is withheld at once, unless somebody owns the address.
 */
export const rulesFor = (rules: FirstContactRules, name: AccountName): FirstContactRules =>
  name === "shown" ? rules : { floor: Math.ceil(rules.floor / 10), perConfirmation: 1 };

/** The account of a site. */
export type FirstContactAccount = {
  readonly credit: number;
  /** The time up to which the refill has been added. */
  readonly refilledOn: Instant;
};

/**
 * This share of the floor is refilled evenly over a day, whatever is sent meanwhile. Half of what is kept for known
 * networks is refilled twice as fast, because strangers cannot have it.
 */
const TRICKLE = 0.25;

/** After this time the site gets back what it sent and no confirmation paid for, except for what trickles. */
export const COMES_BACK_AFTER: Duration = days(1);

/**
 * How much of the mails of an hour comes back a day later. If it came back evenly, an attacker who goes on after the
 * first rush would use every bit of it at once: a day of attacks would get the floor twice.
 */
export const comesBack = (
  { perConfirmation }: FirstContactRules,
  { sent, confirmed }: Turnover,
): number => Math.round((1 - TRICKLE) * Math.max(0, sent - perConfirmation * confirmed));

/** What an account sent in some hours, and how many people confirmed. */
export type Turnover = { readonly sent: number; readonly confirmed: number };

/** What an account has earned since the last time. */
export type Earned = {
  readonly confirmed: number;
  /** The confirmations of this hour and of the one before. */
  readonly recent: number;
  /** This hour and those before, as far back as a mail may wait. */
  readonly lately: Turnover;
  /** What was sent a day ago and comes back. */
  readonly back: number;
};

/**
 * Whether a site is under attack: it is no longer calm, and beyond what it may send while it is, less than half was
 * confirmed. A confirmation then only earns what its own mail cost. All the rest would go to the attackers.
 */
const isAttacked = (rules: FirstContactRules, credit: number, { sent, confirmed }: Turnover) =>
  !isCalm(rules, credit) && sent > rules.floor * ALERT_BELOW + 2 * confirmed;

/**
 * Adds what time and confirmations have earned. Time never adds to more than the floor; confirmations do, up to what the
 * recent ones would earn once more, so that a busy site is not held at its next peak, and a long quiet success is no
 * ammunition.
 */
export function accrue(
  rules: FirstContactRules,
  account: FirstContactAccount,
  { confirmed, recent, lately, back }: Earned,
  now: Instant,
): FirstContactAccount {
  const { floor, perConfirmation } = rules;
  const { credit, refilledOn } = refill(rules, account, now);
  const refilled = Math.max(account.credit, Math.min(floor, credit + back));
  const each = isAttacked(rules, refilled, lately) ? 1 : perConfirmation;
  return {
    credit: Math.min(floor + perConfirmation * recent, refilled + each * confirmed),
    refilledOn,
  };
}

/** How many mails may be sent beside those of people who register: the site stays calm. */
export const spareCredit = ({ floor }: FirstContactRules, credit: number): number =>
  Math.max(0, Math.floor(credit - floor * ALERT_BELOW));

/** What a complaint costs, in first contacts, beside the mail that it is about. */
const COMPLAINT_COSTS = 5;

/**
 * The credit after a complaint about a first contact. Complaints alone bring a site to the alert, in which registration asks for a
 * proof of work, and never make mails wait: whoever owns mailboxes can register and complain at will.
 */
export function afterComplaint(rules: FirstContactRules, credit: number): number {
  const alert = Math.ceil(rules.floor * ALERT_BELOW) - 1;
  const lowest = Math.max(alert, reserveFor(rules, 0) + 1);
  return Math.min(credit, Math.max(lowest, credit - COMPLAINT_COSTS));
}

function refill(
  rules: FirstContactRules,
  { credit, refilledOn }: FirstContactAccount,
  now: Instant,
): FirstContactAccount {
  const slow = days(1) / (rules.floor * TRICKLE);
  const quick = slow / 2;
  const stepsIn = (time: Duration, step: Duration): number => Math.max(0, Math.floor(time / step));
  const kept = Math.max(0, Math.floor(reserveFor(rules, TRUST.stayed) / 2) - credit);
  const first = Math.min(kept, stepsIn(now - refilledOn, quick));
  const since = refilledOn + first * quick;
  const then = first < kept ? 0 : stepsIn(now - since, slow);
  return { credit: credit + first + then, refilledOn: Math.round(since + then * slow) };
}

/** The most that a network can have earned: enough for a school or an office, and no ammunition either. */
const MOST_NETWORK_CREDIT = 30;

/** The credit of a network after people in it confirmed. */
export const networkCredit = (
  { perConfirmation }: FirstContactRules,
  credit: number,
  confirmed: number,
): number => Math.min(MOST_NETWORK_CREDIT, credit + perConfirmation * confirmed);

/** A network is remembered for so long after the last confirmation in it. */
export const NETWORK_MEMORY: Duration = days(90);
