import type { EmailAddress } from "../domain/email-address.ts";
import type { NewCredential } from "../domain/evidence.ts";
import type { AskedBy } from "../domain/mail-budget.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** What a reset needs of a store. Every method is one transaction. */
export type PasswordResetStore = {
  /** Queues a reset mail for an address; does the same work whether or not it has a user. */
  requestReset(input: {
    address: EmailAddress;
    askedBy: AskedBy;
    now: Instant;
    /** When the mail is first tried; default: now. */
    dueOn?: Instant | undefined;
  }): Promise<void>;
  /**
   * Consumes a reset link and sets the password: every session, link and pending change of the user ends, the
   * address is confirmed if it is still the user's own, and the notice is queued. What is a second factor stays, but
   * for what was added since `removesSince`.
   */
  reset(input: {
    linkId: string;
    password: NewCredential;
    removesSince?: Instant | undefined;
    now: Instant;
  }): Promise<Result<User, LinkRefusal>>;
};
