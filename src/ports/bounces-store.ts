import type { FirstContactRules } from "../domain/first-contacts.ts";
import type { Fault } from "../domain/refusal.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** An address that gets no mail for now, because a mail to it bounced. */
export type Suppression = {
  readonly email: string;
  readonly since: Instant;
  /** What the mail server said about it. */
  readonly answer: string;
  readonly mailId: string;
};

/** A message that came to the return path of a mail but cannot be read as a report. */
export type UnreadReport = {
  readonly mailId: string;
  readonly email: string | null;
  readonly cameOn: Instant;
  /** Who wrote it and how it begins, without links and codes. */
  readonly gist: string;
};

/** A mail that a server accepted, and what it answered. */
export type SentMail = { readonly id: string; readonly answer: string };

/** What bounces need of a store. Every method is one transaction. */
export type BounceStore = {
  /**
   * Records that a mail that was handed over finally bounced: it is dead, with the server's answer, and if the
   * address is at fault, it is suppressed. A mail in any other state stays as it is, so that a report that
   * arrives twice counts once. A report may arrive before the server's own answer is committed; that answer
   * then no longer counts.
   */
  recordBounce(input: {
    mailId: string;
    answer: string;
    /** Whose fault it is. The address is suppressed only if it is at fault. */
    fault: Fault;
    now: Instant;
  }): Promise<Result<null, "unknown-mail" | "not-sent">>;
  /**
   * Records that the owner of a mailbox marked a mail that was handed over as spam, once for each mail: its address is
   * suppressed, as after a bounce that no page tells of. If the address has no owner, the mail that strangers can cause to the
   * mailbox is stopped until `stopEndsOn`; `mailbox` contains its digests. A first contact costs what `afterComplaint` says;
   * `rules` is undefined for a site whose limits are off.
   */
  recordComplaint(input: {
    mailId: string;
    answer: string;
    mailbox: readonly string[];
    stopEndsOn: Instant;
    rules: FirstContactRules | undefined;
    now: Instant;
  }): Promise<Result<null, "unknown-mail" | "not-sent" | "known-complaint">>;
  /** The mails to an address that a server accepted, with its answers: the newest hundred, the last one first. */
  findSentTo(input: { emailKey: string }): Promise<readonly SentMail[]>;
  /**
   * Keeps a message that came to a mail's return path and could not be read, for an operator to see: the newest
   * for each mail, and for at most `keep` mails. Does nothing if the mail does not exist.
   */
  keepUnread(input: { mailId: string; gist: string; keep: number; now: Instant }): Promise<void>;
  /** Newest first. */
  listUnread(input: { limit: number }): Promise<readonly UnreadReport[]>;
  /** Newest first, after another one of the list; of one address, if it is given. */
  listSuppressions(input: {
    limit: number;
    emailKey?: string | undefined;
    after?: Pick<Suppression, "since" | "email"> | undefined;
  }): Promise<readonly Suppression[]>;
  /** False if the address is not suppressed. */
  liftSuppression(input: {
    emailKey: string;
    actor: string;
    reason?: string | undefined;
    now: Instant;
  }): Promise<boolean>;
};
