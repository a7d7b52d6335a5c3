// Everything that is known about an address or a user: what a diagnosis and a time line are made of.

import type { LinkEnd, LinkPurpose } from "./link.ts";
import type { MailKind } from "./mail.ts";
import type { MailRecord } from "./mail-record.ts";
import type { WithheldReason } from "./mail-budget.ts";
import type { MailTry } from "./mail-tries.ts";
import type { Openings } from "./opening.ts";
import type { Instant } from "./time.ts";
import type { User } from "./user.ts";

/** The link of a mail, without its id, which opens it. */
export type LinkTrail = {
  readonly purpose: LinkPurpose;
  /** It moves its user to the address that it was mailed to. */
  readonly moves: boolean;
  readonly mintedOn: Instant | null;
  readonly expiresOn: Instant | null;
  readonly endedOn: Instant | null;
  readonly endedWhy: LinkEnd | null;
  /** How many codes and passwords were tried with it. */
  readonly codeTries: number;
  readonly passwordTries: number;
  /** By whom it was opened, as far as one can tell: at most once for each kind of opener. */
  readonly openings: readonly Openings[];
};

/** A mail with its tries. */
export type MailTrail = MailRecord & {
  /** Answers that later ones replaced, oldest first; the last one is `answer`. */
  readonly tries: readonly MailTry[];
  readonly link: LinkTrail | null;
};

/** Mails of one kind and hour that were asked for and not handed over. */
export type WithheldTrail = {
  readonly kind: MailKind;
  readonly hour: Instant;
  readonly count: number;
  readonly lastOn: Instant;
  readonly reason: WithheldReason;
};

/** A line of the audit log. */
export type AuditTrail = {
  readonly id: string;
  readonly happenedOn: Instant;
  readonly actor: string;
  readonly act: string;
  readonly userId: string | null;
  readonly detail: string | null;
};

/** A session that is not over. */
export type SessionTrail = {
  readonly userId: string;
  readonly createdOn: Instant;
  readonly lastSeenOn: Instant;
  readonly browser: string;
};

/** Everything that a store knows about an address or a user. Each list has the newest first, and an end. */
export type Trail = {
  /** Who has the address now: its owner first, then the registrations that wait for it, newest first. */
  readonly users: readonly User[];
  /** Users with another address, whom mails to this one concerned: they moved away, or asked to move here. */
  readonly elsewhere: readonly User[];
  /** Users with an address that differs from this one by a likely typing error. */
  readonly alike: readonly User[];
  /** Ids of users whom mails to this address concerned, and who are gone. */
  readonly gone: readonly string[];
  readonly mails: readonly MailTrail[];
  readonly withheld: readonly WithheldTrail[];
  readonly sessions: readonly SessionTrail[];
  readonly audit: readonly AuditTrail[];
  /** A mail to the address came back, and others are held back since then. */
  readonly suppression: { readonly since: Instant; readonly answer: string } | null;
  /** The mailbox stopped the mail that strangers can cause. */
  readonly stop: { readonly since: Instant; readonly until: Instant } | null;
  /** Wrong passwords in a row. */
  readonly wrongPasswords: { readonly count: number; readonly forgetOn: Instant } | null;
  /** Lists that were cut: there is more than they show. */
  readonly cut: readonly ("mails" | "audit" | "sessions")[];
};
