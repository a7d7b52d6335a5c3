import type { NewCredential, Password } from "../domain/evidence.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { AskedBy } from "../domain/mail-budget.ts";
import type { Result } from "../domain/result.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { FieldValue } from "../domain/user-field.ts";

/** A registration to be stored. */
export type NewUser = {
  readonly id: string;
  readonly address: EmailAddress;
  readonly password: NewCredential;
  readonly registeredWith: string;
  readonly nextPath: string | null;
  /** The tag of the language in which it was made; default: none. */
  readonly language?: string | undefined;
  /** Where the person came from; default: not known. */
  readonly source?: string | undefined;
  /** The values of the extra fields of the site; default: none. */
  readonly fields?: Readonly<Record<string, FieldValue | undefined>> | undefined;
  /** The version of the terms that was accepted with it; default: none. */
  readonly terms?: string | undefined;
  /** The id of the form that was sent, so that sending it twice registers once. */
  readonly formId: string | null;
};

/** What registration needs of a store. Every method is one transaction: state, mail and audit. */
export type RegistrationStore = {
  /**
   * Adds an unconfirmed user with a session, a link and a mail. Does exactly the same for an address that has
   * an owner. Whether the mail gets a place in the mailbox's budget is decided when it is sent. A form that was
   * sent before changes nothing and returns the user it made.
   */
  register(input: {
    user: NewUser;
    session: NewSession;
    askedBy: AskedBy;
    /** When the mail is first tried; default: now. */
    mailDueOn?: Instant;
    /** The browser solved the proof of work, which speaks for its mail; default false. */
    proven?: boolean;
    now: Instant;
  }): Promise<{ readonly repeated: undefined } | { readonly repeated: RepeatedRegistration }>;
  /** Moves a waiting registration to another address: older links are replaced, and a new mail is sent. */
  changeRegistrationAddress(input: {
    userId: string;
    address: EmailAddress;
    askedBy: AskedBy;
    mailDueOn?: Instant;
    now: Instant;
  }): Promise<Result<null, "not-waiting" | "too-many-mails">>;
  /**
   * Confirms that the address of a waiting registration is meant as typed: its mail is due now. False if none
   * waits.
   */
  keepRegistrationAddress(input: { userId: string; now: Instant }): Promise<boolean>;
  /** Removes a waiting registration with its sessions, links and mails. False if it is not one. */
  cancelRegistration(input: { userId: string; now: Instant }): Promise<boolean>;
  /** Removes registrations that were not confirmed in time; returns how many. */
  purgeRegistrations(input: { registeredBefore: Instant; now: Instant }): Promise<number>;
  /** How many registrations the purge would remove. */
  countPurgeable(registeredBefore: Instant): Promise<number>;
};

/** The user that the same form made before. */
export type RepeatedRegistration = {
  readonly user: User;
  readonly password: Password | undefined;
};
