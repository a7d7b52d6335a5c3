// How many mails the whole site may send to mailboxes that have never confirmed here, and which go first.
//
// Anybody can make a site send a first mail to anybody, so strangers use sites to bomb mailboxes: each of thousands of
// sites is asked for one mail to the same person, or one site for thousands of mails. The limits of a client and of a
// mailbox see one act each and refuse nothing. What an attack lacks is confirmations, so these pay for further mails.

import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

/** What a site may send to strangers. */
export type FirstContactRules = {
  /** The credit that a site begins with. As much is refilled in a day, so that a site that nobody confirms at goes on. */
  readonly floor: number;
  /** The credit that a confirmation earns. Each first contact costs one. */
  readonly perConfirmation: number;
};

/**
 * A site that a third of its first contacts confirm at never runs out. One that begins can have 200 people at once who
 * have not confirmed yet: a thousand in an hour, where each takes up to five minutes and 700 confirm.
 */
export const firstContactDefaults: FirstContactRules = { floor: 200, perConfirmation: 3 };

/** What speaks for a mail that its sender is no attacker, as bits: the higher, the harder to feign. */
export const TRUST = {
  /** The browser solved the proof of work. */
  proof: 1,
  /** The person still waits at the page, a minute after the mail began to wait. */
  stayed: 2,
  /** People of the client's network have confirmed here, or it was asked for by somebody who has. */
  known: 4,
} as const;

/** The sum of the `TRUST` of a mail, from 0 to 7. */
export type Trust = number;

/** Whoever is at the page so long after the mail began to wait has stayed. */
export const STAYS_AFTER: Duration = minutes(1);

/**
 * A mail that waits so long for the site's credit is withheld. People who register in a rush have confirmed long before;
 * what still waits then is an attack, and each further hour would give it what the honest earn in it.
 */
export const CONTACT_PATIENCE: Duration = hours(3);

/** Of the credit this share is kept for mails that something speaks for, and half of it for known networks. */
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
 * Whether a mail of this trust that waits is to wait no longer. What nothing speaks for waits until the site is calm:
 * whoever comes after an attack would else have all that it left before them.
 */
export const mayGoOn = (rules: FirstContactRules, credit: number, trust: Trust): boolean =>
  mayContact(rules, credit, trust) && (trust >= TRUST.stayed || isCalm(rules, credit - 1));

/**
 * How a site stands: `calm`; `alert`, in which whoever registers is asked for a proof of work; or `holding`, in which first
 * contacts wait that nothing speaks for.
 */
export type FirstContactState = "calm" | "alert" | "holding";

/** From so much of its floor downwards a site is on the alert. */
const ALERT_BELOW = 0.5;

/** How a site with this credit stands. */
export function firstContactState(rules: FirstContactRules, credit: number): FirstContactState {
  if (!mayContact(rules, credit, 0)) return "holding";
  return isCalm(rules, credit) ? "calm" : "alert";
}

const isCalm = ({ floor }: FirstContactRules, credit: number): boolean =>
  credit >= floor * ALERT_BELOW;

/**
 * Which account of the site a mail is paid from. Whether one that somebody asked for by address is a first contact
 * depends on who owns the address, and nobody may see that (I7): it is not paid from what the forms and the waiting pages
 * depend on.
 */
export type AccountName = "shown" | "by-address";

/**
 * The rules of one account. By address few people ask who have none: a tenth is enough. What cannot be paid from it is
 * withheld at once, unless somebody owns the address.
 */
export const rulesFor = (rules: FirstContactRules, name: AccountName): FirstContactRules =>
  name === "shown" ? rules : { floor: Math.ceil(rules.floor / 10), perConfirmation: 1 };

/** The account of a site. */
export type FirstContactAccount = {
  readonly credit: number;
  /** Up to when the refill has been added. */
  readonly refilledOn: Instant;
};

/**
 * Adds what time and confirmations have earned. A refill never goes beyond the floor; confirmations do, up to what those
 * of the last hours (`recent`: of this hour and the one before) would earn once more, so that a busy site is not
 * held at its next peak, and a long quiet success is no ammunition.
 */
export function accrue(
  rules: FirstContactRules,
  account: FirstContactAccount,
  earned: { readonly confirmed: number; readonly recent: number },
  now: Instant,
): FirstContactAccount {
  const { floor, perConfirmation } = rules;
  const step = days(1) / floor;
  const steps = Math.max(0, Math.floor((now - account.refilledOn) / step));
  const refilled = Math.max(account.credit, Math.min(floor, account.credit + steps));
  const most = floor + perConfirmation * earned.recent;
  return {
    credit: Math.min(most, refilled + perConfirmation * earned.confirmed),
    refilledOn: Math.round(account.refilledOn + steps * step),
  };
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
