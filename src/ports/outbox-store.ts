import type { LinkOptions, Link } from "../domain/link.ts";
import type { MailKind, MailState } from "../domain/mail.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** A mail that was claimed for sending, with everything its words depend on. */
export type ClaimedMail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly email: string;
  readonly attempts: number;
  /** Counts the claims; a sender whose claim was taken over cannot commit its answer. */
  readonly fence: number;
  /** When the cause was: "on {time} somebody asked …". */
  readonly createdOn: Instant;
  /** When it was first handed over: the Date header, and the start of its link's life. */
  readonly mintedOn: Instant;
  readonly about: string | null;
  readonly link: Link | undefined;
  /** The user the mail concerns: the registrant, or the owner of the address. */
  readonly user: User | undefined;
};

export type OutboxStore = {
  /**
   * Claims up to `count` due mails for `lease`, mints their links at the first claim, decides then
   * which words they carry (the owner of an address is told so instead of being sent a link), and
   * cancels those whose link is dead. A claim that is not answered in time is due again.
   */
  claimMails(input: {
    count: number;
    lease: Duration;
    lifetimes: LinkOptions;
    now: Instant;
  }): Promise<readonly ClaimedMail[]>;
  /** Commits what the mail server said. False when the claim was taken over meanwhile. */
  settleMail(input: {
    id: string;
    fence: number;
    state: Extract<MailState, "sent" | "retry" | "dead">;
    answer: string;
    dueOn: Instant;
    now: Instant;
  }): Promise<boolean>;
  /** When the next mail is due, and how old the oldest waiting one is. */
  outboxStatus(): Promise<{
    readonly waiting: number;
    readonly nextDueOn: Instant | null;
    readonly oldestOn: Instant | null;
  }>;
  purgeHistory(input: { before: Instant }): Promise<number>;
};
