import type { MailState } from "../domain/mail.ts";
import type { Page, Place } from "../domain/page.ts";
import type { Instant } from "../domain/time.ts";

/** A mail, as the person it went to sees it. */
export type KeptMail = {
  readonly kind: string;
  readonly state: MailState;
  readonly to: string;
  readonly createdOn: Instant;
};

/** An act, as the person it is about sees it. */
export type KeptAct = {
  readonly act: string;
  readonly actor: string;
  readonly happenedOn: Instant;
};

/** Which part of a user's list: so many rows, behind a place or from the newest on. */
export type Part = {
  readonly userId: string;
  readonly limit: number;
  readonly after?: Place | undefined;
};

/** What is kept about a user besides the user's own row and sessions, each newest first. */
export type DataStore = {
  listKeptMails(part: Part): Promise<Page<KeptMail>>;
  listKeptActs(part: Part): Promise<Page<KeptAct>>;
  /** Forgets what was done before; returns how many lines of the audit log that were. */
  purgeAudit(input: { before: Instant }): Promise<number>;
};
