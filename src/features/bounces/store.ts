import type { Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";

/** An address that gets no mail for now, because one came back. */
export type Suppression = {
  readonly email: string;
  readonly since: Instant;
  /** What the mail server said of it. */
  readonly answer: string;
  readonly mailId: string;
};

export type BounceStore = {
  /**
   * A mail that was handed over came back for good: it is dead, with the server's words, and its
   * address is suppressed. Any other mail stays as it is, so that a report that comes twice counts
   * once. A report may come before the server's own answer is committed, which then counts no more.
   */
  recordBounce(input: {
    mailId: string;
    answer: string;
    now: Instant;
  }): Promise<Result<null, "unknown-mail" | "not-sent">>;
  /** The newest first. */
  listSuppressions(input: { limit: number }): Promise<readonly Suppression[]>;
  /** False where the address is not suppressed. */
  liftSuppression(input: { emailKey: string; actor: string; now: Instant }): Promise<boolean>;
};
