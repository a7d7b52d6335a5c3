// The life of a link: it is requested, minted when its mail is handed over, and ended once, for one reason.

import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

/** What a link is for: a name that its feature gives it. `LinkRules` say what follows from it. */
export type LinkPurpose = string;

/** Why a link ended before its lifetime was over. */
export type LinkEnd = "used" | "replaced" | "removed" | "address-taken";

/**
 * What ends links early. `session`: an action of whoever is logged in. `suspension`: an operator disabled the
 * user. `recovery`: the reader of the mailbox took the account back, or it moved to another mailbox. `removal`:
 * the account was deleted.
 */
export type LinkEvent = "session" | "suspension" | "recovery" | "removal";

/** In this order, each event ends all links that the one before it ends, and more. */
export const LINK_EVENTS: readonly LinkEvent[] = ["session", "suspension", "recovery", "removal"];

/** What a purpose means for its links. The feature that has the links defines it. */
export type LinkRules = {
  /** In milliseconds, from the hand-over of the mail. */
  readonly lifetime: Duration;
  /** The option of the feature, in milliseconds, that sets the lifetime. */
  readonly option?: string;
  /** How many links a user may have at once: if more were sent, only the newest count. Default: no limit. */
  readonly liveAtOnce?: number;
  /**
   * The weakest event that ends its links; stronger ones do too. Default "session". A way to recover an account
   * must outlive what a thief could do: nobody who is logged in can end a reset, and only its own mailbox can
   * end an undo (decisions 47 and 48).
   */
  readonly endsWith?: LinkEvent;
  /**
   * Whether a person types the code of the mail: `always`, or on the page of the link (`typed`), so that a
   * machine that reads the mail cannot act on it alone. Default: no code.
   */
  readonly code?: "always" | "typed";
  /** It stays valid when the user's address is no longer the one that it was mailed to. */
  readonly outlivesAddress?: true;
  /**
   * It takes the account back from whoever is in it. Each such link of a user is later than all before it, whatever
   * the clock says, because using one ends the later ones of other mailboxes (decision 48).
   */
  readonly wayBack?: true;
  /** Anybody may request it by address alone, and it belongs to the mailbox until it is used. */
  readonly ofMailbox?: true;
  /** What the reader is told if it was used before. Default "used". */
  readonly whenUsed?: LinkState;
  /** It moves its user to the address that it was mailed to. */
  readonly moves?: true;
  /** Mails of other kinds may carry it. */
  readonly carried?: true;
  /** The kind of mail that sends it again. */
  readonly mailedAs?: string;
};

/** Whether an event ends the links of a purpose. */
export const isEndedBy = ({ endsWith = "session" }: LinkRules, event: LinkEvent): boolean =>
  LINK_EVENTS.indexOf(endsWith) <= LINK_EVENTS.indexOf(event);

/** A row of `links`. The mailed token carries only `id`; everything else is in the row. */
export type Link = {
  readonly id: string;
  readonly purpose: LinkPurpose;
  /**
   * Null if it was requested by address alone and the address has no owner: it then belongs to the mailbox
   * until it is used.
   */
  readonly userId: string | null;
  readonly email: string;
  readonly emailKey: string;
  readonly createdOn: Instant;
  /** When its mail was first handed over; null until then. While it is null, the link does not work. */
  readonly mintedOn: Instant | null;
  readonly expiresOn: Instant | null;
  readonly codeExpiresOn: Instant | null;
  readonly endedOn: Instant | null;
  readonly endedWhy: LinkEnd | null;
  readonly passwordTries: number;
  /** Whoever uses the link must type the code of its mail. */
  readonly asksCode: boolean;
  /** What the reader is told if it was used before. */
  readonly whenUsed: LinkState;
};

/** What a person who opens a link is told. Each state has its own text. */
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

/** Every reason to refuse a link: all of its states except "ready". */
export type LinkRefusal = Exclude<LinkState, "ready">;

/** How long links live, by purpose. */
export type LinkOptions = Readonly<Record<LinkPurpose, Duration>> & {
  readonly confirm: Duration;
  readonly code: Duration;
  readonly reset: Duration;
  readonly "change-email": Duration;
  /** To stop a change that was requested: as long as the change itself can be made. */
  readonly "stop-change": Duration;
  /** To undo a change that was made. */
  readonly "undo-change": Duration;
  /** To lock the account after a credential was changed. */
  readonly "lock-account": Duration;
  readonly "keep-account": Duration;
};

/** Lifetimes, counted from the hand-over to the mail server, not from the first click. */
export const linkDefaults: LinkOptions = {
  confirm: hours(72),
  code: minutes(60),
  reset: minutes(60),
  "change-email": hours(24),
  "stop-change": hours(24),
  "undo-change": days(7),
  "lock-account": days(7),
  "keep-account": days(14),
};

/** Wrong passwords on the confirm page, per link; after them, only a new password helps. */
export const PASSWORD_TRIES = 5;

/** Wrong codes, per mail; after them, the code is no longer valid. */
export const CODE_TRIES = 5;

/** Links of one registration that are valid at once: people open the mail that arrives first. */
export const LIVE_LINKS = 3;

/**
 * Whether a link asks for the code of its mail. For links that ask for it on their page, an older version sent
 * some mails without a code (`hasCode` is false); these ask for a tick instead.
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
