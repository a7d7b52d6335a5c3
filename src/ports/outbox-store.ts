import type { FirstContactRules } from "../domain/first-contacts.ts";
import type { LinkOptions, Link } from "../domain/link.ts";
import type { MailBudget } from "../domain/mail-budget.ts";
import type { MailKind, MailState } from "../domain/mail.ts";
import type { Fault } from "../domain/refusal.ts";
import type { MailboxDigests } from "../domain/stopped-mailbox.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** The link that undoes a change of address, when a mail of another kind carries it. */
export type Undo = {
  readonly link: Link;
  /** The address to which that change had moved the user. */
  readonly movedTo: string;
};

/** A mail that was claimed for sending, with everything its text depends on. */
export type ClaimedMail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly email: string;
  readonly attempts: number;
  /** Counts the claims: a sender whose claim was taken over cannot commit its answer. */
  readonly fence: number;
  /** The mailer that may have it since an earlier try: no other one is given it. Null if none may have it. */
  readonly mayBeWith: string | null;
  /** After this time another sender may claim it, unless this one renews its claim. */
  readonly claimedUntil: Instant;
  /** When the cause was: "on {time} somebody asked …". */
  readonly createdOn: Instant;
  /** When it was first handed over: the Date header, and the start of its link's life. */
  readonly mintedOn: Instant;
  readonly about: string | null;
  /** The language in which it is written, at every try. */
  readonly language: string;
  /** Since when its mailbox wants no mail that strangers can cause; null where it is not known to. */
  readonly stoppedOn: Instant | null;
  /** It is not handed over, and settled as if it were: its mailbox wants it so, and nobody else may learn. */
  readonly isSilent: boolean;
  /** Mails are held, and this one tries the mail server for all. */
  readonly isProbe: boolean;
  readonly link: Link | undefined;
  /** The mailbox's undo link, while its address is reserved for that. */
  readonly undo: Undo | undefined;
  /** The user the mail concerns: the registrant, or the owner of the address. */
  readonly user: User | undefined;
};

/** Mails are held: the server's last answer, and when one mail is tried again. */
export type Hold = {
  readonly since: Instant;
  readonly fault: Fault;
  readonly answer: string;
  readonly probeOn: Instant;
};

/** An operator holds all mails and events, until one releases them. */
export type OperatorHold = {
  readonly since: Instant;
  readonly actor: string;
  readonly reason: string;
};

/** What sending mails needs of a store. Every method is one transaction. */
export type OutboxStore = {
  /**
   * Claims up to `count` due mails for `lease`. At the first claim, it mints their links and decides which text
   * they have (the owner of an address is told about a registration instead of getting its link), and it
   * cancels those whose link is dead. Their language is decided with them: that of whoever will read them. A claim that is not answered in time is due again.
   *
   * At its first claim, a mail that others can cause takes a place in its mailbox's budget (I8). If there is
   * none, it waits for one, or is withheld and counted. Where its mailbox wants no mail that strangers can
   * cause, one a day tells so, and of all others nothing is handed over: `isSilent`.
   *
   * A first contact is paid from the credit of the site as well, once for all processes. Where there is not enough it
   * waits: confirmations and time earn more, what speaks for a mail lets it go first, and what waits too long is
   * withheld.
   *
   * A domain gets no more mails than there is room for, so that one slow server does not delay all others.
   * While mails are held, nothing is claimed except one probe when it is due; while an operator holds them, nothing at all.
   */
  claimMails(input: {
    count: number;
    roomFor: (domain: string) => number;
    /** Domains without any room, which are skipped. */
    fullDomains: readonly string[];
    lease: Duration;
    lifetimes: LinkOptions;
    budget: MailBudget;
    /** What the whole site may send to mailboxes that never confirmed here; undefined for no bound. */
    firstContacts: FirstContactRules | undefined;
    /** The language of a mail to somebody who chose this one, or none: one that the site has. */
    languageFor: (chosen: string | null) => string;
    /** How mailboxes are remembered that want no mail that strangers can cause. */
    mailboxes: MailboxDigests;
    now: Instant;
  }): Promise<readonly ClaimedMail[]>;
  /** Extends a claim by another `lease`. False if it was taken over in the meantime. */
  renewClaim(input: { id: string; fence: number; lease: Duration; now: Instant }): Promise<boolean>;
  /**
   * Commits the mail server's answer about this mail. False if the claim was taken over in the meantime. A
   * server that answers about one mail can be reached for the others too, so a hold ends.
   */
  settleMail(input: {
    id: string;
    fence: number;
    state: Extract<MailState, "sent" | "retry" | "dead">;
    answer: string;
    /** Whose fault the answer is; null if the mail was accepted. */
    fault: Fault | null;
    /** The mailer that may have it in spite of the answer, if there are several. It stays so at later tries. */
    mayBeWith?: string | null;
    dueOn: Instant;
    now: Instant;
  }): Promise<boolean>;
  /**
   * Gives a claim back as if it had never been made: the server was told nothing about this mail, so the try
   * does not count and its link does not live yet. False if the claim was taken over in the meantime.
   */
  releaseClaim(input: { id: string; fence: number; now: Instant }): Promise<boolean>;
  /**
   * The same, and holds all mails, because every one would fail the same way. `delay` returns how long to wait
   * after that many probes; only the probe itself increases it.
   */
  holdMails(input: {
    id: string;
    fence: number;
    fault: Fault;
    answer: string;
    delay: (probes: number) => Duration;
    now: Instant;
  }): Promise<boolean>;
  /** Holds all mails and events, whichever process sends them. False if they are held already: the first hold stays. */
  holdSending(input: { actor: string; reason: string; now: Instant }): Promise<boolean>;
  /** Ends the hold of an operator, and what waits is sent. False if there is none. */
  resumeSending(input: {
    actor: string;
    reason?: string | undefined;
    now: Instant;
  }): Promise<boolean>;
  /** When the next mail is due, how old the oldest is, and whether mails are held, and by whom. Cheap, however many wait. */
  outboxStatus(): Promise<{
    readonly nextDueOn: Instant | null;
    readonly oldestOn: Instant | null;
    readonly hold: Hold | null;
    readonly heldBy: OperatorHold | null;
  }>;
  /** How many mails are not finished yet. Reads all of them. */
  countWaiting(): Promise<number>;
  purgeHistory(input: { before: Instant }): Promise<number>;
};
