// Where every sign-in ends, whatever was shown: a password, and later a passkey, a code or an identity
// provider's assertion.

import type { Shown } from "../domain/evidence.ts";
import {
  rememberedHashes,
  withSecret,
  type NewRememberedBrowser,
} from "../domain/remembered-browser.ts";
import { randomId } from "../domain/id.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { loginGivesSession, type User } from "../domain/user.ts";
import type { Client, Context, Uses } from "../ports/context.ts";
import { knownDevice } from "./limits.ts";
import { mintSession, newSecret, type MintedSession } from "./sessions.ts";
import type { CredentialNews } from "../ports/credential-store.ts";
import type { CurrentSession, LogIn, LogInState } from "../ports/session-store.ts";

/** What somebody showed to log in, and from where. */
export type SignIn = {
  readonly user: User;
  /** What was shown just now. Each credential that it names must still be valid when the session starts. */
  readonly shown: readonly Shown[];
  readonly client: Client;
  /** Whether this browser is marked as a known device of the user; if so, the mailbox is not told. */
  readonly isKnown: boolean;
  /** A session of this browser that the new one replaces. */
  readonly replaces?: CurrentSession | undefined;
  /** The session that this one adds to and ends: a pending one, or one that is given more evidence. */
  readonly continues?: CurrentSession | undefined;
  /** A new hash, with current parameters, of the password that was shown. */
  readonly rehashed?: string | undefined;
  /** What is good for one sign-in only, such as a challenge: if it was spent before, this one is `outdated`. */
  readonly spends?: LogIn["spends"];
  /** Whether this browser is not asked for the second factor for a while. */
  readonly remember?: boolean;
  /** What its owner is told of the credential that was shown. */
  readonly news?: CredentialNews | undefined;
};

/** Somebody who has just logged in, and the session that was made. */
export type LoggedIn = {
  readonly user: User;
  readonly minted: MintedSession;
  /** "pending" if the user's sign-in requires a second factor: the session gives access only to that step. */
  readonly state: LogInState;
  /** What makes this browser a known device from now on; only given for an address's owner, and never on a shared computer. */
  readonly device: string | undefined;
  /** The secrets of the browser, if it is remembered from now on. */
  readonly remembered?: string | undefined;
};

/** Why a sign-in gives no session. `outdated`: what was shown is no longer valid. */
export type LogInRefusal =
  | Refused<"disabled" | "unconfirmed" | "to-be-deleted", { readonly user: User }>
  | Refused<"outdated">;

/**
 * Completes a sign-in: the only way from evidence to a session.
 *
 * A closed user gets none, and neither does one who has to confirm first. The store decides the rest in one
 * transaction: whether what was shown is still valid (`outdated` if not: a sign-in that races a reset loses),
 * and whether a second factor is required. Only a complete sign-in tells the mailbox of a new browser and makes
 * it a known device, unless it is a shared computer.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   post("/login/badge", z.strictObject({ badge: text }), async ({ client }, { badge }) => {
 *     const found = await context.store.findByHandle(badge);
 *     if (found === undefined) return goesTo("/login", { status: 401, body: {} });
 *     const { user, credential } = found;
 *     const shown = [{ kind: "badge", factor: credential.factor, credentialId: credential.id }];
 *     const loggedIn = await completeLogIn(context, { user, shown, client, isKnown: false });
 *     if (!loggedIn.ok) return refuses(403, loggedIn.reason, { title: "No entry", body: html`` });
 *     return goesTo("/profile", { status: 204 }, { cookies: web.logInCookies(loggedIn.value) });
 *   }),
 * ];
 * ```
 */
export async function completeLogIn(
  context: Uses<"logIn", "clock" | "random" | "devices" | "settings">,
  signIn: SignIn,
): Promise<Result<LoggedIn, LogInRefusal>> {
  const { user, shown, client, isKnown, replaces, continues, remember } = signIn;
  const { store, clock, settings } = context;
  if (user.disabledOn !== null) return { ...refused("disabled"), user };
  if (user.deletesOn !== null) return { ...refused("to-be-deleted"), user };
  if (!loginGivesSession(user, settings.unconfirmed)) return { ...refused("unconfirmed"), user };
  const minted = mintSession(context, client, shown, continues);
  const { createdOn: madeOn, shared } = minted.session;
  const marked = remember === true && !shared ? markBrowser(context, client) : undefined;
  const remembered = rememberedHashes(client.remembered);
  const state = await store.logIn({
    session: minted.session,
    userId: user.id,
    rehashed: signIn.rehashed,
    replaces: replaces?.hash,
    continues: continues?.hash,
    ...(remembered.length > 0 ? { remembered } : {}),
    ...(marked === undefined ? {} : { remember: marked.stored }),
    spends: signIn.spends,
    news: signIn.news,
    newDevice: !isKnown && settings.newDeviceNotice ? settings.limits.notice : undefined,
    now: clock.now(),
  });
  if (state === undefined) return refused("outdated");
  const made = { user, client, isKnown, madeOn };
  const device = state === "complete" && !shared ? mark(context, made) : undefined;
  return done({ user, minted, state, device, remembered: marked?.cookie });
}

/** What remembers this browser: the row, and the cookie with the secrets of others whom it is remembered for. */
function markBrowser(
  { random, clock, settings }: Pick<Context, "random" | "clock" | "settings">,
  client: Client,
): { readonly stored: NewRememberedBrowser; readonly cookie: string } {
  const secret = newSecret(random);
  const shownOn = clock.now();
  const expiresOn = shownOn + settings.sessions.rememberedBrowser;
  const { browser, address } = client;
  const id = randomId(random);
  return {
    stored: { hash: secret.hash, id, shownOn, expiresOn, browser, client: address },
    cookie: withSecret(client.remembered, secret.text),
  };
}

/**
 * The second step of a sign-in, or the second factor once more before something important: adds what was shown
 * to the earlier evidence, in a session with a new id. The feature counts the tries.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   guardedPost("second-step", "/login/pin", z.strictObject({ pin: text }), async (exchange, { pin }) => {
 *     const current = signingIn(exchange);
 *     const credentials = await context.store.listCredentials(current.user.id);
 *     const found = credentials.find(({ kind, secret }) => kind === "pin" && secret === pin);
 *     if (found === undefined) return goesTo("/profile", { status: 422, body: {} });
 *     const shown = { kind: "pin", factor: found.factor, credentialId: found.id };
 *     const loggedIn = await takeSecondStep(context, current, shown, exchange.client);
 *     if (!loggedIn.ok) return refuses(403, loggedIn.reason, { title: "No entry", body: html`` });
 *     return goesTo("/profile", { status: 204 }, { cookies: web.logInCookies(loggedIn.value) });
 *   }),
 * ];
 * ```
 */
export async function takeSecondStep(
  context: Uses<"isMarkLive" | "logIn", "clock" | "random" | "devices" | "settings">,
  continues: CurrentSession,
  shown: Shown,
  client: Client,
  remember = false,
  news?: CredentialNews,
): ReturnType<typeof completeLogIn> {
  const { user } = continues;
  const isKnown = (await knownDevice(context, user.emailKey, client)) !== undefined;
  return completeLogIn(context, {
    user,
    shown: [shown],
    client,
    isKnown,
    continues,
    remember,
    news,
  });
}

/**
 * The time is taken before the sign-in is written, so that a recovery in between counts as later and makes the
 * mark void.
 */
type Made = { readonly madeOn: Instant };

function mark(
  context: Pick<Context, "devices" | "random" | "clock">,
  { user, client, isKnown, madeOn }: Pick<SignIn, "user" | "client" | "isKnown"> & Made,
): string | undefined {
  if (isKnown) return client.device;
  return user.confirmedOn === null ? undefined : newDevice(context, user.emailKey, madeOn);
}

/** The mark of a browser in which the owner of this address has just proved who they are. */
export const newDevice = (
  { devices, random, clock }: Pick<Context, "devices" | "random" | "clock">,
  emailKey: string,
  madeOn = clock.now(),
): string => devices.mark(emailKey, { deviceId: randomId(random), madeOn });
