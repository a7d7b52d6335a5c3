// Sessions: started by a proof, read at every request, and ended at once by whatever makes them unsafe.

import { evidenceOf, withShown, type Shown } from "../domain/evidence.ts";
import { timeOrderedId } from "../domain/id.ts";
import type { Page, Place } from "../domain/page.ts";
import {
  SESSION_SECRET_BYTES,
  idleSince,
  isDueForTouch,
  isLive,
  sessionHash,
  type NewSession,
  type Session,
} from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";
import { withKnownRoles } from "../domain/role.ts";
import { isClosed } from "../domain/user.ts";
import type { Client, Context, Uses } from "../ports/context.ts";
import type { Random } from "../ports/random.ts";
import { StoreUnavailable } from "../ports/store.ts";
import type { CurrentSession } from "../ports/session-store.ts";

/** A session before it is stored: the row, and the secret that only the cookie will carry. */
export type MintedSession = { readonly secret: string; readonly session: NewSession };

/**
 * Mints a session for this browser, as of now, from what was shown. One that continues another keeps its evidence,
 * and whether it is on a shared computer. Every login, confirmation and change of a credential mints a new one: an id
 * that existed before the action never gains rights (ASVS 7.2.4).
 */
export function mintSession(
  { random, clock, settings }: Pick<Context, "random" | "clock" | "settings">,
  client: Client,
  shown: readonly Shown[],
  continues?: CurrentSession,
): MintedSession {
  const { text: secret, hash } = newSecret(random);
  const now = clock.now();
  return {
    secret,
    session: {
      hash,
      id: timeOrderedId(random, now),
      createdOn: now,
      lastSeenOn: now,
      evidence: withShown(continues === undefined ? [] : evidenceOf(continues.session), shown, now),
      expiresOn: now + settings.sessions.absolute,
      browser: client.browser,
      client: client.address,
      shared: continues?.session.shared ?? client.shared ?? false,
      atMost: settings.sessions.perUser,
      policy: settings.secondFactor,
    },
  };
}

/** A secret for a cookie, and the digest by which its row is found. */
export function newSecret(random: Random): {
  readonly text: string;
  readonly hash: string;
} {
  const text = Buffer.from(random.bytes(SESSION_SECRET_BYTES)).toString("base64url");
  const hash = sessionHash(text);
  if (hash === undefined) throw new Error("The random port gave too few bytes.");
  return { text, hash };
}

/**
 * The session that continues after an action that a session proved: nothing was shown anew, so important
 * actions require evidence as before (ASVS 7.5).
 */
export const renewSession = (
  context: Pick<Context, "random" | "clock" | "settings">,
  current: CurrentSession,
  client: Client,
): MintedSession => mintSession(context, client, [], current);

/** Who acted, and the address that the action makes theirs. */
type NewOwner = { readonly userId: string; readonly emailKey: string };

/**
 * The session that continues in this browser after a user's action was proven in it: the existing one, renewed,
 * or its first one. Undefined if somebody else is logged in, who stays logged in.
 */
export function sessionAfter(
  context: Pick<Context, "random" | "clock" | "settings">,
  owner: NewOwner,
  current: CurrentSession | undefined,
  client: Client,
  shown: readonly Shown[],
): MintedSession | undefined {
  if (current?.user.id === owner.userId) return renewSession(context, current, client);
  return staysLoggedIn(current, owner) ? undefined : mintSession(context, client, shown);
}

/**
 * Whether this browser stays logged in as somebody else. A registration that waited for the same address does
 * not count: it is removed with its session in the very transaction that gives the address its owner.
 */
export const staysLoggedIn = (
  current: CurrentSession | undefined,
  { userId, emailKey }: NewOwner,
): boolean =>
  current !== undefined &&
  current.user.id !== userId &&
  !(current.user.confirmedOn === null && current.user.emailKey === emailKey);

/** Who a browser's session belongs to: a logged-in user, or one whose sign-in waits for its second step. */
export type FoundSession = {
  readonly current?: CurrentSession | undefined;
  readonly pending?: CurrentSession | undefined;
};

/** What a request says about its session. */
export type SentSession = {
  /**
   * The secrets of its cookies. A browser may have several of one name, for other paths or domains, and does not say
   * which is whose.
   */
  readonly secrets: readonly string[];
  /** Whether somebody uses the session by it: what a page asks by itself must not keep it alive. */
  isUse(): boolean;
};

/** How many secrets one request may have looked up. */
const TRIED_AT_ONCE = 3;

/**
 * Reads the session of a request: the first that is live. Asks the store at every request: a session that was ended
 * anywhere is ended here at once. Unknown secrets are never adopted.
 */
export async function findSession(
  { store, clock, settings }: Uses<"readSession" | "touchSession", "clock" | "settings">,
  { secrets, isUse }: SentSession,
): Promise<FoundSession> {
  let left = TRIED_AT_ONCE;
  for (const secret of secrets) {
    const hash = sessionHash(secret);
    if (hash === undefined || left === 0) continue;
    left -= 1;
    const read = await store.readSession(hash);
    const now = clock.now();
    if (read === undefined || !isLive(read.session, settings.sessions, now)) continue;
    const found = { ...read, user: withKnownRoles(read.user, settings.roles) };
    if (isClosed(found.user)) continue;
    if (found.isPending) return { pending: found };
    if (isDueForTouch(found.session, settings.sessions, now) && isUse()) {
      await noteUse(store, { hash, now });
    }
    return { current: found };
  }
  return {};
}

/** If this use cannot be recorded now, the page is shown all the same; the next one records it. */
async function noteUse(
  store: Uses<"touchSession">["store"],
  used: { readonly hash: string; readonly now: Instant },
): Promise<void> {
  try {
    await store.touchSession(used);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** Ends a session: the browser is logged out. */
export async function endSession(
  { store, clock }: Uses<"endSession", "clock">,
  current: CurrentSession,
): Promise<void> {
  await store.endSession({ hash: current.hash, now: clock.now() });
}

/** A page of a user's sessions, most recently used first; `but` leaves one of them out. */
export async function listSessions(
  { store, clock, settings }: Uses<"listSessions", "clock" | "settings">,
  wanted: { userId: string; limit: number; after?: Place | undefined; but?: string },
): Promise<Page<Session>> {
  const now = clock.now();
  return store.listSessions({ ...wanted, now, ...idleSince(settings.sessions, now) });
}
