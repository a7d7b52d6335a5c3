import type { LinkOptions, Link } from "../domain/link.ts";
import type { MailBudget } from "../domain/mail-budget.ts";
import type { MailKind, MailState } from "../domain/mail.ts";
import type { Fault } from "../domain/refusal.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** The way back of a change of address, as a mail that is not its own carries it. */
export type Undo = {
  readonly link: Link;
  /** Where that change had moved the user. */
  readonly movedTo: string;
};

/** A mail that was claimed for sending, with everything its words depend on. */
export type ClaimedMail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly email: string;
  readonly attempts: number;
  /** Counts the claims; a sender whose claim was taken over cannot commit its answer. */
  readonly fence: number;
  /** From then on another sender may claim it, unless this one renews its claim. */
  readonly claimedUntil: Instant;
  /** When the cause was: "on {time} somebody asked …". */
  readonly createdOn: Instant;
  /** When it was first handed over: the Date header, and the start of its link's life. */
  readonly mintedOn: Instant;
  readonly about: string | null;
  /** What it is written in, at every try. */
  readonly language: string;
  readonly link: Link | undefined;
  /** The mailbox's way back, while its address is reserved for that. */
  readonly undo: Undo | undefined;
  /** The user the mail concerns: the registrant, or the owner of the address. */
  readonly user: User | undefined;
};

/** Mails are held: what the server said last, and when one of them tries again. */
export type Hold = {
  readonly since: Instant;
  readonly fault: Fault;
  readonly answer: string;
  readonly probeOn: Instant;
};

/** What sending mails needs of a store. Every verb is one transaction. */
export type OutboxStore = {
  /**
   * Claims up to `count` due mails for `lease`, mints their links at the first claim, decides then
   * which words they carry (the owner of an address is told so instead of being sent a link), and
   * cancels those whose link is dead. A claim that is not answered in time is due again.
   *
   * At the first claim a mail that others can cause takes a place in its mailbox's budget (I8). Where
   * there is none it waits for one, or is withheld and counted.
   *
   * A domain gets no more than there is room for, so that one slow server does not stand in
   * everybody's way. While mails are held nothing is claimed, but for one probe when it is time.
   */
  claimMails(input: {
    count: number;
    roomFor: (domain: string) => number;
    /** Domains without any room, which need not even be looked at. */
    fullDomains: readonly string[];
    lease: Duration;
    lifetimes: LinkOptions;
    budget: MailBudget;
    /** What a mail is written in that nobody decided for yet. */
    language: string;
    now: Instant;
  }): Promise<readonly ClaimedMail[]>;
  /** Keeps a claim for another `lease`. False when it was taken over meanwhile. */
  renewClaim(input: { id: string; fence: number; lease: Duration; now: Instant }): Promise<boolean>;
  /**
   * Commits what the mail server said of this mail. False when the claim was taken over meanwhile.
   * A server that answers about one mail is there for the others: a hold ends.
   */
  settleMail(input: {
    id: string;
    fence: number;
    state: Extract<MailState, "sent" | "retry" | "dead">;
    answer: string;
    /** Whose business the answer is; null where the mail was taken. */
    fault: Fault | null;
    dueOn: Instant;
    now: Instant;
  }): Promise<boolean>;
  /**
   * Gives a claim back as if it had never been: the server heard nothing of this mail, so its try
   * does not count and its link does not live yet. False when the claim was taken over meanwhile.
   */
  releaseClaim(input: { id: string; fence: number; now: Instant }): Promise<boolean>;
  /**
   * The same, and holds all mails, because every one would fail alike. `delay` says how long to wait
   * after so many probes; only the probe itself makes that longer.
   */
  holdMails(input: {
    id: string;
    fence: number;
    fault: Fault;
    answer: string;
    delay: (probes: number) => Duration;
    now: Instant;
  }): Promise<boolean>;
  /** When the next mail is due, how old the oldest is, and whether mails are held. Cheap, however many wait. */
  outboxStatus(): Promise<{
    readonly nextDueOn: Instant | null;
    readonly oldestOn: Instant | null;
    readonly hold: Hold | null;
  }>;
  /** How many mails are not over yet. All of them are counted. */
  countWaiting(): Promise<number>;
  purgeHistory(input: { before: Instant }): Promise<number>;
};
