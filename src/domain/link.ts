// A link's life: asked for, minted at the hand-over of its mail, and ended once, for one reason.

import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

/** What a link is for: a name that its feature gives it. What follows from it, `LinkRules` say. */
export type LinkPurpose = string;

/** Why a link is over before its time. */
export type LinkEnd = "used" | "replaced" | "removed" | "address-taken";

/**
 * What ends links before their time. `session`: something that was done by whoever is logged in.
 * `suspension`: an operator lets nobody in. `recovery`: the reader of the mailbox took the account back, or
 * it moved to another one. `removal`: the account is gone.
 */
export type LinkEvent = "session" | "suspension" | "recovery" | "removal";

/** The rows of this order end more and more. */
export const LINK_EVENTS: readonly LinkEvent[] = ["session", "suspension", "recovery", "removal"];

/** What a purpose means for its links. Each is data of the feature whose links they are. */
export type LinkRules = {
  /** Milliseconds, from the hand-over of the mail. */
  readonly lifetime: Duration;
  /** The option of the feature, in milliseconds, that an installation sets the lifetime with. */
  readonly option?: string;
  /** How many of a user live side by side: of more that were sent, the newest. All where nothing is said. */
  readonly liveAtOnce?: number;
  /**
   * What ends its links, with whatever is stronger. Default "session". A way back outlives what a thief
   * could do: nobody who is logged in ends a reset, and nobody but its own mailbox ends an undo
   * (decisions 47 and 48).
   */
  readonly endsWith?: LinkEvent;
  /**
   * Whether a person types the code of the mail: `always`, or on the page of the link (`typed`), so that
   * what is done from a mail alone is not done by a machine that reads it. Default: no code.
   */
  readonly code?: "always" | "typed";
  /** It lives on when the user's address is another one than it was mailed to. */
  readonly outlivesAddress?: true;
  /** It may be asked for by address alone, and is the mailbox's until somebody uses it. */
  readonly ofMailbox?: true;
  /** What its reader is told when it was used before. Default "used". */
  readonly whenUsed?: LinkState;
  /** Other mails than its own may carry it. */
  readonly carried?: true;
  /** The kind of mail with which it is sent again. */
  readonly mailedAs?: string;
};

/** Whether an event ends the links of a purpose. */
export const isEndedBy = ({ endsWith = "session" }: LinkRules, event: LinkEvent): boolean =>
  LINK_EVENTS.indexOf(endsWith) <= LINK_EVENTS.indexOf(event);

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
  /** The code of its mail is asked of whoever uses it. */
  readonly asksCode: boolean;
  /** What its reader is told when it was used before. */
  readonly whenUsed: LinkState;
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

/** How long links live, by their purposes. */
export type LinkOptions = Readonly<Record<LinkPurpose, Duration>> & {
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

/**
 * Whether the code of its mail is asked of whoever uses a link. Of those that ask it on their page, an older
 * version mailed some without one (`hasCode` is false), and a tick is asked instead.
 */
export const asksForCode = ({ code }: LinkRules, hasCode: boolean): boolean =>
  code === "always" || (code === "typed" && hasCode);

/** The state of a link now. */
export function linkState(link: Link | undefined, now: Instant): LinkState {
  if (link === undefined || link.mintedOn === null || link.expiresOn === null) return "unknown";
  if (link.endedWhy === "used") return link.whenUsed;
  if (link.endedWhy !== null) return link.endedWhy;
  return now < link.expiresOn ? "ready" : "expired";
}
