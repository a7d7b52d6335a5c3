// A link's life: asked for, minted at the hand-over of its mail, and ended once, for one reason.

import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

export type LinkPurpose =
  "confirm" | "reset" | "change-email" | "stop-change" | "undo-change" | "keep-account";

/** Why a link is over before its time. */
export type LinkEnd = "used" | "replaced" | "removed" | "address-taken";

/**
 * What ends links before their time. `session`: something that was done by whoever is logged in.
 * `suspension`: an operator lets nobody in. `recovery`: the reader of the mailbox took the account back, or
 * it moved to another one. `removal`: the account is gone.
 */
export type LinkEvent = "session" | "suspension" | "recovery" | "removal";

/** The rows of this order end more and more. */
const EVENTS: readonly LinkEvent[] = ["session", "suspension", "recovery", "removal"];

/**
 * What each purpose ends with, and with whatever is stronger. A way back outlives what a thief could do:
 * nobody who is logged in ends a reset, and nobody but its own mailbox ends an undo
 * (decisions 47 and 48).
 */
const ENDS_WITH: Readonly<Record<LinkPurpose, LinkEvent>> = {
  "change-email": "session",
  confirm: "suspension",
  reset: "suspension",
  "keep-account": "suspension",
  "stop-change": "recovery",
  "undo-change": "removal",
};

/** The purposes of the links that an event ends. */
export const endedBy = (event: LinkEvent): readonly LinkPurpose[] =>
  (Object.keys(ENDS_WITH) as LinkPurpose[]).filter(
    (purpose) => EVENTS.indexOf(ENDS_WITH[purpose]) <= EVENTS.indexOf(event),
  );

/** A row of `links`. The mailed token carries only `id`; everything it means stands here. */
export type Link = {
  readonly id: string;
  readonly purpose: LinkPurpose;
  /**
   * Null of what was asked for by address alone, where the address has no owner: that belongs to the
   * mailbox until it is used.
   */
  readonly userId: string | null;
  readonly email: string;
  readonly emailKey: string;
  readonly createdOn: Instant;
  /** When its mail was first handed over; null until then, and so long the link opens nothing. */
  readonly mintedOn: Instant | null;
  readonly expiresOn: Instant | null;
  readonly codeExpiresOn: Instant | null;
  readonly endedOn: Instant | null;
  readonly endedWhy: LinkEnd | null;
  readonly passwordTries: number;
  /** Its mail has the code that a person types; see `asksForCode`. */
  readonly asksCode: boolean;
};

/** What a person who opens a link is told; one of these, never one text for all. */
export type LinkState =
  | "ready"
  | "already-confirmed"
  | "used"
  | "expired"
  | "replaced"
  | "removed"
  | "address-taken"
  | "disabled"
  | "unknown";

/** Every refusal a link can give: all of its states but "ready". */
export type LinkRefusal = Exclude<LinkState, "ready">;

export type LinkOptions = {
  readonly confirm: Duration;
  readonly code: Duration;
  readonly reset: Duration;
  readonly "change-email": Duration;
  /** To stop a change that was asked for. As long as the change itself could be made. */
  readonly "stop-change": Duration;
  /** To undo a change that was made. */
  readonly "undo-change": Duration;
  readonly "keep-account": Duration;
};

/** Lifetimes, counted from the hand-over to the mail server and not from the click. */
export const linkDefaults: LinkOptions = {
  confirm: hours(72),
  code: minutes(60),
  reset: minutes(60),
  "change-email": hours(24),
  "stop-change": hours(24),
  "undo-change": days(7),
  "keep-account": days(14),
};

/** Wrong passwords on the confirm page, per link; afterwards only a new password helps. */
export const PASSWORD_TRIES = 5;

/** Wrong codes, per mail; afterwards that code is dead. */
export const CODE_TRIES = 5;

/** Links of one registration that live side by side: people open the mail that comes first. */
export const LIVE_LINKS = 3;

/** What is done from a mail alone, and so not by a machine that reads it: a person types its code. */
const BY_PEOPLE: ReadonlySet<LinkPurpose> = new Set(["stop-change", "undo-change", "keep-account"]);

/**
 * Whether the code of its mail is asked of whoever uses a link. Confirmation mails always had one;
 * of the others those that the version before mailed have none, and a tick is asked instead.
 */
export const asksForCode = ({ purpose, asksCode }: Pick<Link, "purpose" | "asksCode">): boolean =>
  purpose === "confirm" || (asksCode && BY_PEOPLE.has(purpose));

/** The state of a link now. `used` confirmation links are a success to whoever opens them again. */
export function linkState(link: Link | undefined, now: Instant): LinkState {
  if (link === undefined || link.mintedOn === null || link.expiresOn === null) return "unknown";
  if (link.endedWhy === "used" && link.purpose === "confirm") return "already-confirmed";
  if (link.endedWhy !== null) return link.endedWhy;
  return now < link.expiresOn ? "ready" : "expired";
}
