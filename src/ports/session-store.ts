import type { Limit } from "../domain/limits.ts";
import type { Page, Place } from "../domain/page.ts";
import type { NewSession, Session } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** A live session with the user it belongs to. */
export type CurrentSession = {
  readonly session: Session;
  readonly user: User;
  /** The digest by which the store finds the session. It opens nothing. */
  readonly hash: string;
};

/** A session as it is found. A pending one opens nothing but its second step. */
export type StoredSession = CurrentSession & { readonly isPending: boolean };

/** How far a sign-in is: done, or waiting for a second factor. */
export type LogInState = "complete" | "pending";

/** A sign-in to be completed. */
export type LogIn = {
  readonly session: NewSession;
  readonly userId: string;
  /** A better hash of the password that was shown. */
  readonly rehashed?: string | undefined;
  /** The digest of a session that ends with this one, whoever's it is. */
  readonly replaces?: string | undefined;
  /** The digest of the session whose evidence is kept, and which must live and be the user's. */
  readonly continues?: string | undefined;
  /** The mailbox is told, within this limit, that this browser never logged in before. */
  readonly newDevice?: Limit | undefined;
  readonly now: Instant;
};

/** What sessions need of a store. Every verb is atomic. */
export type SessionStore = {
  readSession(hash: string): Promise<StoredSession | undefined>;
  /** Notes that a session was used. The only write a GET may cause. */
  touchSession(input: { hash: string; now: Instant }): Promise<void>;
  endSession(input: { hash: string; now: Instant }): Promise<boolean>;
  /**
   * Begins the session of a sign-in. Undefined, and nothing begins, when a credential that was shown is
   * not the user's any more, the session that it continues has ended, or the user is closed or gone: a
   * sign-in that raced a reset must lose.
   */
  logIn(input: LogIn): Promise<LogInState | undefined>;
  /** A page of the sessions of a user that live and are complete, the last used first, without the one `but`. */
  listSessions(input: {
    userId: string;
    now: Instant;
    idleSince: Instant;
    limit: number;
    after?: Place | undefined;
    but?: string | undefined;
  }): Promise<Page<Session>>;
  /** Ends one session by its public id; false when it is none of this user's. */
  endSessionOf(input: { userId: string; id: string; now: Instant }): Promise<boolean>;
  /** Ends every session of a user but one, and returns how many. */
  endOtherSessions(input: { userId: string; keep: string; now: Instant }): Promise<number>;
  /** Deletes sessions that ended by themselves. Returns how many. */
  purgeSessions(input: { now: Instant; idleSince: Instant }): Promise<number>;
};
