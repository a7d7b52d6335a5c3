import type { Limit } from "../../domain/limits.ts";
import type { Page, Place } from "../../domain/page.ts";
import type { NewSession, Session } from "../../domain/session.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";

/** A live session with the user it belongs to. */
export type Visit = { readonly session: Session; readonly user: User; readonly hash: string };

/** What sessions need of a store. Every verb is atomic. */
export type SessionStore = {
  findVisit(hash: string): Promise<Visit | undefined>;
  /** Notes that a session was used. The only write a GET may cause. */
  touchSession(input: { hash: string; now: Instant }): Promise<void>;
  endSession(input: { hash: string; now: Instant }): Promise<boolean>;
  /**
   * Begins a session for a user whose password was just found right. Refuses (false) when that
   * password hash is no longer the user's, or the user is disabled or gone: a login that raced a
   * reset must lose. `rehashed` replaces an outdated hash in the same act.
   */
  startSession(input: {
    session: NewSession;
    userId: string;
    passwordHash: string;
    rehashed?: string | undefined;
    replaces?: string | undefined;
    /** The mailbox is told, within this limit, that this browser never logged in before. */
    newDevice?: Limit | undefined;
    now: Instant;
  }): Promise<boolean>;
  /** A page of the sessions of a user that live, the last used first, without the one `but`. */
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
