import type { Fault } from "../domain/refusal.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** An address that gets no mail for now, because one came back. */
export type Suppression = {
  readonly email: string;
  readonly since: Instant;
  /** What the mail server said of it. */
  readonly answer: string;
  readonly mailId: string;
};

/** What came to the return path of a mail and is no report that can be read. */
export type UnreadReport = {
  readonly mailId: string;
  readonly email: string | null;
  readonly cameOn: Instant;
  /** Who wrote it and how it begins, without links and codes. */
  readonly gist: string;
};

/** What bounces need of a store. Every verb is one transaction. */
export type BounceStore = {
  /**
   * A mail that was handed over came back for good: it is dead, with the server's words, and where its
   * address is to blame that is suppressed. Any other mail stays as it is, so that a report that comes
   * twice counts once. A report may come before the server's own answer is committed, which then counts no
   * more.
   */
  recordBounce(input: {
    mailId: string;
    answer: string;
    /** Whose business it is. Only an address that is to blame is suppressed. */
    fault: Fault;
    now: Instant;
  }): Promise<Result<null, "unknown-mail" | "not-sent">>;
  /**
   * Keeps what came to a mail's return path and could not be read, for an operator to see: the newest of
   * each mail, and of `keep` mails at most. Nothing where the mail is none.
   */
  keepUnread(input: { mailId: string; gist: string; keep: number; now: Instant }): Promise<void>;
  /** The newest first. */
  listUnread(input: { limit: number }): Promise<readonly UnreadReport[]>;
  /** The newest first. */
  listSuppressions(input: { limit: number }): Promise<readonly Suppression[]>;
  /** False where the address is not suppressed. */
  liftSuppression(input: { emailKey: string; actor: string; now: Instant }): Promise<boolean>;
};
