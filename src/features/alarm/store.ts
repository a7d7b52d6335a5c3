import type { EmailAddress } from "../../domain/email-address.ts";
import type { MailTrouble } from "../../domain/mail.ts";
import type { Duration, Instant } from "../../domain/time.ts";

export type AlarmStore = {
  /**
   * Records that mail is not going out and queues a mail to the operator, where there is one. False
   * when that was done less than `quiet` ago, by whichever process.
   */
  raiseAlarm(input: {
    operator: EmailAddress | undefined;
    /** Since when, and what the mail server said: the words of the mail depend on it. */
    trouble: MailTrouble;
    quiet: Duration;
    now: Instant;
  }): Promise<boolean>;
};
