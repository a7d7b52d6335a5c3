import type { Limit } from "../domain/limits.ts";
import type { Page, Place } from "../domain/page.ts";
import type { CredentialNews } from "./credential-store.ts";
import type { Hit } from "./limit-store.ts";
import type { NewRememberedBrowser } from "../domain/remembered-browser.ts";
import type { IdleSince, NewSession, Session } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** A live session and the user it belongs to. */
export type CurrentSession = {
  readonly session: Session;
  readonly user: User;
  /** The digest by which the store finds the session. It gives no access. */
  readonly hash: string;
};

/** A session as the store finds it. A pending one gives access only to its second step. */
export type StoredSession = CurrentSession & { readonly isPending: boolean };

/** How far a sign-in has come: complete, or waiting for a second factor. */
export type LogInState = "complete" | "pending";

/** A sign-in to be completed. */
export type LogIn = {
  readonly session: NewSession;
  readonly userId: string;
  /** A new hash, with current parameters, of the password that was shown. */
  readonly rehashed?: string | undefined;
  /** The digest of a session that ends with this one, whoever's it is. */
  readonly replaces?: string | undefined;
  /** The digest of the session whose evidence is kept; it must be live and belong to the user. */
  readonly continues?: string | undefined;
  /** The digests of the secrets by which this browser may be remembered for users. */
  readonly remembered?: readonly string[] | undefined;
  /** Remembers this browser, if the sign-in is complete. */
  readonly remember?: NewRememberedBrowser | undefined;
  /** What is good for a limited number of sign-ins, such as a challenge for one; counted with this one. */
  readonly spends?: Omit<Hit, "now"> | undefined;
  /** What its owner is told of the credential that was shown. */
  readonly news?: CredentialNews | undefined;
  /** Tells the mailbox, within this limit, that a browser logged in that had never done so before. */
  readonly newDevice?: Limit | undefined;
  readonly now: Instant;
};

/** What sessions need of a store. Every method is atomic. */
export type SessionStore = {
  readSession(hash: string): Promise<StoredSession | undefined>;
  /** Records that a session was used. It is the only write that a GET may cause. */
  touchSession(input: { hash: string; now: Instant }): Promise<void>;
  endSession(input: { hash: string; now: Instant }): Promise<boolean>;
  /**
   * Starts the session of a sign-in. Returns undefined and starts nothing if a shown credential is no longer
   * the user's, if the session that it continues has ended, if what it spends is spent, or if the user is closed or
   * deleted: a sign-in that races a reset must lose. One that continues another remains on a shared computer, or not, as
   * that one was.
   */
  logIn(input: LogIn): Promise<LogInState | undefined>;
  /** A page of a user's live and complete sessions, most recently used first, without the session `but`. */
  listSessions(
    input: IdleSince & {
      userId: string;
      now: Instant;
      limit: number;
      after?: Place | undefined;
      but?: string | undefined;
    },
  ): Promise<Page<Session>>;
  /** Ends one session by its public id; false if it is not one of this user's. */
  endSessionOf(input: { userId: string; id: string; now: Instant }): Promise<boolean>;
  /** Ends every session of a user but one, and returns how many. */
  endOtherSessions(input: { userId: string; keep: string; now: Instant }): Promise<number>;
  /** Deletes sessions that have expired or were not used; returns how many. */
  purgeSessions(input: IdleSince & { now: Instant }): Promise<number>;
};
