import type { MailState } from "../domain/mail.ts";
import type { Page, Place } from "../domain/page.ts";
import type { Instant } from "../domain/time.ts";

/** A mail, as its recipient sees it. */
export type KeptMail = {
  readonly kind: string;
  readonly state: MailState;
  readonly to: string;
  readonly createdOn: Instant;
};

/** An action, as the person it concerns sees it. */
export type KeptAct = {
  readonly act: string;
  readonly actor: string;
  readonly happenedOn: Instant;
};

/**
 * A section of a user's list: the number of rows, and the place after which it starts (default: at the newest).
 */
export type Part = {
  readonly userId: string;
  readonly limit: number;
  readonly after?: Place | undefined;
};

/** What is stored about a user besides the user's own row and sessions; each list is newest first. */
export type DataStore = {
  listKeptMails(part: Part): Promise<Page<KeptMail>>;
  listKeptActs(part: Part): Promise<Page<KeptAct>>;
  /** Deletes older lines of the audit log; returns how many. */
  purgeAudit(input: { before: Instant }): Promise<number>;
};
