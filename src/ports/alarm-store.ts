import type { EmailAddress } from "../domain/email-address.ts";
import type { MailTrouble } from "../domain/mail.ts";
import type { Duration, Instant } from "../domain/time.ts";

/** A mail that was refused for what only an operator can mend. */
export type RefusedMail = {
  readonly email: string;
  readonly createdOn: Instant;
  readonly answer: string;
};

/** What the alarm needs of a store. */
export type AlarmStore = {
  /**
   * Mails that were refused because of us, the newest first: those that came back or were given up after
   * `since`, and those that wait after a final no or after a second try.
   */
  listRefused(input: { since: Instant; limit: number }): Promise<readonly RefusedMail[]>;
  /**
   * Records that mail is not going out and queues a mail to the operator, where there is one. False
   * when that was done less than `quiet` ago, by whichever process.
   */
  raiseAlarm(input: {
    operator: EmailAddress | undefined;
    /** Since when, and what the mail server said: the words of the mail depend on it. */
    trouble: MailTrouble;
    /** Which of the two: each has a quiet time of its own, so that neither can hide the other. */
    act: "mail-trouble" | "mails-refused";
    quiet: Duration;
    now: Instant;
  }): Promise<boolean>;
};
